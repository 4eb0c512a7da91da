"""Running a notebook in a kernel of its own, and rendering it as one HTML file without the network."""

from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

SECONDS = 300
"""That a cell may take."""


class NotebookFailedError(Exception):
    """A cell failed; the message has its code and what went wrong."""


def executed(path: Path) -> nbformat.NotebookNode:
    """Run all cells of a notebook in its folder; the file stays as it is.

    Raises:
        NotebookFailedError: a cell failed, or took too long.
    """
    notebook = nbformat.read(path, as_version=4)
    runner = ExecutePreprocessor(timeout=SECONDS)
    try:
        done, _resources = runner.preprocess(notebook, {"metadata": {"path": str(path.parent)}})
    except (CellExecutionError, TimeoutError) as error:
        raise NotebookFailedError(str(error)) from error
    return done


def rendered(path: Path) -> str:
    """Run a notebook and return it as HTML in one file.

    Raises:
        NotebookFailedError: a cell failed, or took too long.
    """
    exporter = HTMLExporter(mathjax_url="", require_js_url="", jquery_url="", mermaid_js_url="")
    exporter.language_code = "tr"
    html: str
    html, _resources = exporter.from_notebook_node(executed(path))
    return html
