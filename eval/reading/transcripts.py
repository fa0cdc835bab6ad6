"""How well files in old formats and encodings are read: against transcripts that lie beside them.

A transcript of ``A.doc`` is ``A.truth.txt``. The error is the share of the transcript's syllables
that are wrong, missing or too many; letter case is left aside, for old fonts draw small letters as
capitals and transcripts do not say so.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.load import LOADERS, LoadError, load

_TRUTH = ".truth.txt"
SYLLABLE = re.compile(r"[^\W_]+")


def transcript_lines(folders: Sequence[Path]) -> list[str]:
    """One line a file that has a transcript; empty where there are none."""
    return [_line(path, truth) for path, truth in _pairs(folders)]


def _pairs(folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    for folder in folders:
        for truth in sorted(folder.glob(f"*{_TRUTH}")):
            name = truth.name.removesuffix(_TRUTH)
            for path in sorted(folder.glob(f"{name}.*")):
                if path != truth and path.suffix.lower() in LOADERS:
                    yield path, truth


def _line(path: Path, truth: Path) -> str:
    try:
        read = load(path).text
    except LoadError as error:
        return f"    {path.name}: {error.reason}"
    right = truth.read_text(encoding="utf-8")
    return f"    {path.name}: sai {_percent(syllable_error(read, right))} âm tiết"


def syllable_error(read: str, right: str) -> float:
    """Wrong, missing and added syllables to those of the right text."""
    said, wanted = (SYLLABLE.findall(text.lower()) for text in (read, right))
    matcher = difflib.SequenceMatcher(None, said, wanted, autojunk=False)
    wrong = sum(max(b - a, d - c) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")
    return wrong / len(wanted) if wanted else 0.0


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%".replace(".", ",")
