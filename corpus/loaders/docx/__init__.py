"""Word's format (Office Open XML, ISO/IEC 29500; ECMA-376): what the paper would show.

A file goes through these modules in turn: ``package`` (parts of the archive), ``settle`` (one of
several alternatives), ``revisions`` (tracked changes accepted), ``fields`` (results, not
instructions), ``contents`` (tables of contents), ``reader`` (paragraphs, tables, boxes) with
``styles``, ``numbering``, ``words``, ``formulas`` and ``tables``. What cannot be read
is counted in ``remarks`` and named in the notes.
"""

from corpus.loaders.docx.load import load_docx

__all__ = ["load_docx"]
