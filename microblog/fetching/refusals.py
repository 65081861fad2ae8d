"""Why nothing was fetched."""


class Refused(Exception):
    """It is not to be fetched, and will not be later: its address, or what stands there, is nothing for us."""


class Unreachable(Exception):
    """It cannot be fetched now; perhaps later."""
