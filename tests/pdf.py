"""Reading PDF files as people and their screen readers do."""

from io import BytesIO

from pypdf import PdfReader


def read(answer):
    """The PDF that was answered."""
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def text_of(answer):
    """All its text, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(answer).pages).split())
