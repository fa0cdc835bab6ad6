"""One loader a file format: a file in, its words out as text that the grammar reads.

A loader gives paragraphs one a line and table rows with tabs between cells, so that every format
goes through the same grammar. To add a format: a module here, and its suffix in ``LOADERS``.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from corpus.loaders.base import Loaded, LoadError
from corpus.loaders.docx import load_docx
from corpus.loaders.html import load_html
from corpus.loaders.office.word import load_office, load_word
from corpus.loaders.pages.image_file import load_picture
from corpus.loaders.pages.pdf import load_pdf
from corpus.loaders.text import load_text
from corpus.loaders.web_archive import load_web_archive

LOADERS: dict[str, Callable[[Path], Loaded]] = {
    ".txt": load_text,
    ".md": load_text,
    ".html": load_html,
    ".htm": load_html,
    ".mht": load_web_archive,
    ".mhtml": load_web_archive,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), load_word),
    ".xml": load_docx,  # Word's format as one XML document (Flat OPC)
    ".doc": partial(load_office, kind=".doc"),
    ".dot": partial(load_office, kind=".doc"),
    ".rtf": partial(load_office, kind=".rtf"),
    ".odt": partial(load_office, kind=".odt"),
    ".ott": partial(load_office, kind=".odt"),
    ".fodt": partial(load_office, kind=".fodt"),
    ".wps": partial(load_office, kind=".wps"),
    ".png": load_picture,
    ".jpg": load_picture,
    ".jpeg": load_picture,
    ".tif": load_picture,
    ".tiff": load_picture,
    ".pdf": load_pdf,
}

__all__ = ["LOADERS", "LoadError", "Loaded"]
