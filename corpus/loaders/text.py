"""Plain text and Markdown: the text as it stands."""

from pathlib import Path

from corpus.language.cleaning import clean
from corpus.loaders.base import Loaded, read_bytes
from corpus.loaders.charset import text_of
from corpus.loaders.escapes import is_escaped, unescape
from corpus.loaders.markdown import settled
from corpus.loaders.markdown_lists import numbered
from corpus.loaders.markdown_marks import unmarked
from corpus.loaders.markdown_tables import barred


def load_text(path: Path) -> Loaded:
    """The file's text, NFC, without the characters that print nothing; line ends as they stand.

    Markdown's escapes and struck words are left out, also where the file's suffix is another;
    lists whose items all say "1." are numbered.
    """
    text, notes = text_of(path, read_bytes(path))
    marked = path.suffix.lower() == ".md"
    if marked:
        text = unmarked(barred(numbered(settled(text, path))))
    if marked or is_escaped(text):
        text = unescape(text)
    return Loaded(clean(text), notes=notes)
