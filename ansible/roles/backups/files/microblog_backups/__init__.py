"""Backups of a site: made, proven by restoring them, copied off the machine, and fetched back.

It runs on the machines themselves with Python's standard library, beside pgBackRest, restic, psql and rsync.
"""
