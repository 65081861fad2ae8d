"""`make audit`: the pages as programs judge them that know nothing of us."""
