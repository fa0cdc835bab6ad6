"""Words of a question that only repeat what nearly all loaded documents are about.

Where most titles say "phòng, chống thiên tai", a question on an organ's tasks that says it too is
not narrowed by it. What the topic is comes from the titles of the documents, no list holds it.
"""

from collections.abc import Sequence
from functools import lru_cache

from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.phrases import Match, PhraseBook
from corpus.language.segment import folded_syllables

_FEWEST = 3  # syllables of a topic


def topic_spans(text: str, documents: Sequence[Document]) -> list[tuple[int, int]]:
    """Where ``text`` says what most of the ``documents``' titles say."""
    words = folded_syllables(text)
    titles = [_title(document.metadata.title) for document in documents]
    runs: list[str] = []
    start = 0
    while start + _FEWEST <= len(words):
        end = start + _FEWEST
        if not _common(words[start:end], titles):
            start += 1
            continue
        while end < len(words) and _common(words[start : end + 1], titles):
            end += 1
        runs.append(" ".join(words[start:end]))
        start = end
    found: list[Match] = PhraseBook((r, r) for r in runs).find(fold(text)) if runs else []
    return [(match.start, match.end) for match in found]


def _common(words: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether more than half of the titles say the words in a row."""
    run = f" {' '.join(words)} "
    return 2 * sum(run in title for title in titles) > len(titles)


@lru_cache(maxsize=4096)
def _title(title: str) -> str:
    return f" {' '.join(folded_syllables(title))} "
