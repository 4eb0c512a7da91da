"""Makes a PDF of the HTML that it is given: `python -m places.sheets.press`.

WeasyPrint is heavy, so this runs in a process of its own. It fetches nothing: pictures and letters come
inside the HTML. The PDF is tagged for people who cannot see it (PDF/UA).
"""

import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher


def main() -> None:
    """Read HTML from the standard input and write its PDF to the standard output."""
    inside_alone = URLFetcher(allowed_protocols=["data"])
    document = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=inside_alone)
    document.write_pdf(sys.stdout.buffer, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
