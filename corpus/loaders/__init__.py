"""One loader a file format: a file in, its words out as text that the grammar reads.

A loader gives paragraphs one a line and table rows with tabs between cells, so that every format
goes through the same grammar. To add a format: a module here, and its suffix in ``LOADERS``.
"""

from collections.abc import Callable
from pathlib import Path

from corpus.loaders.base import Loaded, LoadError
from corpus.loaders.docx import load_docx
from corpus.loaders.html import load_html
from corpus.loaders.pages.pdf import load_pdf
from corpus.loaders.text import load_text

LOADERS: dict[str, Callable[[Path], Loaded]] = {
    ".txt": load_text,
    ".md": load_text,
    ".html": load_html,
    ".htm": load_html,
    ".docx": load_docx,
    ".pdf": load_pdf,
}

__all__ = ["LOADERS", "LoadError", "Loaded"]
