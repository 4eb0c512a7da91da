"""What actions of groups may say no with."""


class RefusedError(Exception):
    """A change that the rules do not allow; the message tells the person why."""
