"""PDF files by a child process."""

from gisdata.child import Child

CHILD = Child(seconds=30)


def printed(html: str) -> bytes:
    """Return the PDF of a page that holds all that it shows.

    Raises:
        ChildError: it could not be made in time, or another is still being made.
    """
    with CHILD.turn():
        return CHILD.run("-m", "places.sheets.press", given=html.encode())
