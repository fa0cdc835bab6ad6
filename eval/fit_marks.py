"""``eval fit-marks``: how people write when they ask, for giving diacritics back to what was typed
without them (``corpus/language/spoken.py``), from the training sets alone.

Judged on questions of other writers, their diacritics taken away: the share of syllables that get
theirs back, with these counts and without.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.language.diacritics import Restorer
from corpus.language.normalize import fold, nfc
from corpus.language.sequences import count_anew, sentences_of
from corpus.language.spoken import FILE, count_rows, write_counts
from corpus.language.syllables import place_tone
from corpus.library import DIRECTIVES, load_library

SETS = Path(__file__).parent / "sets"
_LEARNED = ("admin/train*.jsonl", "acts/train-*.jsonl", "talks/train*.jsonl")
_JUDGED = ("admin/dev*.jsonl", "talks/dev.jsonl")
_BARE = ("nodiac", "english")
_MARKED = 3  # letters with marks that a text has, to be learned from


def said_in(patterns: Sequence[str], sets: Path = SETS) -> list[str]:
    """What people say in the sets, as far as it is written with diacritics."""
    texts = []
    for pattern in patterns:
        for path in sorted(sets.glob(pattern)):
            lines = path.read_text(encoding="utf-8").splitlines()
            texts += [text for line in lines if line for text in _texts(json.loads(line))]
    return [t for t in texts if sum(ord(c) > 127 for c in nfc(t)) >= _MARKED]


def _texts(one: dict[str, Any]) -> Iterable[str]:
    if one.get("kind") in _BARE:
        return
    if "turns" in one:
        yield from (turn["user"] for turn in one["turns"])
    yield from one.get("history") or ()
    yield from (one[name] for name in ("question", "text", "message", "user") if one.get(name))


def restored(restorer: Restorer, texts: Iterable[str]) -> float:
    """The share of syllables that are given back as they were written."""
    right = total = 0
    for text in texts:
        written = nfc(text.lower()).split()
        given = restorer.restore(fold(" ".join(written))).lower().split()
        if len(written) != len(given):
            continue
        total += len(written)
        right += sum(place_tone(a) == place_tone(b) for a, b in zip(written, given, strict=True))
    return right / total if total else 0.0


def run_fit_marks(write: bool) -> str:
    """Count, write, judge."""
    learned = said_in(_LEARNED)
    judged = said_in(_JUDGED)
    documents = [document.text for document in load_library([DIRECTIVES])]
    rows = count_rows(units for text in learned for units in sentences_of(nfc(text)))
    before = restored(Restorer(documents), judged)
    if not write:
        return f"{len(learned)} câu, {len(rows)} mục; hiện nay {before:.4f} ({len(judged)} câu)"
    write_counts(rows, FILE)
    count_anew()
    after = restored(Restorer(documents), judged)
    size = FILE.stat().st_size
    return (
        f"{len(learned)} câu, {len(rows)} mục, {size} byte; âm tiết có lại đúng dấu trên "
        f"{len(judged)} câu của người viết khác: trước {before:.4f}, nay {after:.4f}"
    )
