"""The steps of finding that can be switched off, one by one, to see whether each pays."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Steps:
    """All on in use; ``eval ablation`` switches each off. See docs/measurements.md."""

    dense: bool = True  # the embedding's ranking
    words: bool = True  # BM25 over syllables and underthesea's compounds
    restored: bool = True  # diacritics given back to questions typed without them
    spelled_out: bool = True  # abbreviations and colloquial words spelt out for the search
    read: bool = True  # the learned reader; without it the order of the plain sum
    again: bool = True  # the best few candidates read together with the question
    lists: bool = True  # all tasks of an organ, all that stands under a heading
    comparisons: bool = True  # each province or document for itself


ALL = Steps()
