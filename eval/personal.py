"""``eval personal``: how much personal data is masked, and how often something else is.

A set is JSON Lines: ``{"id", "text", "hidden": exact stretches, "kind": of each}``.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from corpus.library import Library
from corpus.privacy import Personal, find_personal
from eval.dataset import read_rows
from index.passage import clause_text


def run_personal(path: Path, library: Library, sets: Sequence[Path], verbose: bool) -> str:
    """Recall over the set; false masks in it, in the library's clauses and in questions."""
    told: list[str] = []
    hidden = missed = false = lines = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        lines += 1
        found = find_personal(row["text"])
        spans = [(at, at + len(h)) for h in row["hidden"] for at in [row["text"].index(h)]]
        for (start, end), kind in zip(spans, row["kind"], strict=True):
            hidden += 1
            if not any(one.start <= start and end <= one.end for one in found):
                missed += 1
                told.append(f"sót {row['id']} ({kind}): {row['text']}")
        beside = [one for one in found if not any(_meet(one, span) for span in spans)]
        false += bool(beside)
        told += [f"che nhầm {row['id']}: {row['text'][one.start : one.end]}" for one in beside]
    texts = [clause_text(d, c) for d in library for c in d.clauses]
    texts += [str(row["question"]) for one in sets for _, row in read_rows(one)]
    masked = [(text, found) for text in texts if (found := find_personal(text))]
    told += [
        f"{found[0].kind}: {text[max(0, found[0].start - 30) :][:80]!r}" for text, found in masked
    ]
    summary = [
        f"che được: {hidden - missed}/{hidden} ({(hidden - missed) / max(1, hidden):.3f})",
        f"che nhầm trong bộ: {false}/{lines} câu",
        f"che trong văn bản và câu hỏi khác: {len(masked)}/{len(texts)}",
    ]
    return "\n".join([*summary, *told] if verbose else summary)


def _meet(one: Personal, span: tuple[int, int]) -> bool:
    return one.start < span[1] and span[0] < one.end
