"""What a person sees of a file made in a test: the clauses of its body, place and words."""

from pathlib import Path

from corpus.document import Document
from corpus.load import load
from corpus.loaders import Loaded
from corpus.structure.parse import parse


def opened(path: Path) -> tuple[Loaded, Document]:
    """What is read of a file, and the document that it is."""
    loaded = load(path)
    return loaded, parse(loaded.text, path.name, noise=loaded.noise, notes=loaded.notes)


def told(document: Document) -> list[tuple[str, str]]:
    """Place and words of each clause of the body."""
    return [
        (".".join(s.value for s in c.path), " ".join(document.quote(c).split()))
        for c in document.clauses
        if c.path[0].level != "the_thuc"
    ]


def words_of(path: Path) -> list[str]:
    """The words of the body's clauses."""
    return [words for _, words in told(opened(path)[1])]


def written(folder: Path, source: str | bytes, suffix: str) -> Path:
    """A file of that content."""
    path = folder / f"a{suffix}"
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return path
