"""What a release is made of, and how: see build_release.py. It runs with the standard library and `packaging`."""
