"""Who may quote a post, and who may answer it."""

import enum


class QuotePolicy(enum.StrEnum):
    """Who may quote a post; the names are those of the API. Its author may in any case."""

    EVERYBODY = "public"
    FOLLOWERS = "followers"
    """Those who follow its author."""
    NOBODY = "nobody"


class ReplyPolicy(enum.StrEnum):
    """Who may answer a post. Its author and those whom it names may in any case."""

    EVERYBODY = "public"
    FOLLOWERS = "followers"
    """Those who follow its author."""
    MENTIONED = "mentioned"
    """Nobody else."""
