"""What is wrong with what was asked."""


class AskedError(Exception):
    """A parameter that cannot be used: its name, and a sentence that says what would be."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")
