"""What people type, as every program can read it."""

import re

FLAG_LENGTH = 500
"""Characters of what people say is wrong."""

UNREADABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(text: str) -> str:
    r"""Return a text without the characters that XML 1.0 forbids, such as a pasted vertical tab.

    >>> readable("Yol\x0bçukur\uffff\n")
    'Yolçukur\n'
    """
    return UNREADABLE.sub("", text)
