"""The words of the interface: every one goes through here, so that it can be said in other languages (GNU gettext).

Python says `_("You follow @${name} now.", mapping={"name": …})`, templates say `{% trans %}` or `_("…")`. Both are
collected by `make messages` into `locale/microblog.pot`. What is said is in English until somebody translates it: a
sentence is a `str`, whatever else it is.
"""

from translationstring import TranslationStringFactory

DOMAIN = "microblog"

_ = TranslationStringFactory(DOMAIN)
