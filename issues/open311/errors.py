"""Refusals in the standard's form."""


class Open311Error(Exception):
    """What is wrong: a status (400, 403, 404 or 429) and a sentence that says what would be right."""

    def __init__(self, sentence: str, status: int = 400, wait: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.wait = status, wait
