"""Vietnamese word segmentation: the one door to underthesea.

Documents and questions go through the same functions, so that their words meet.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from corpus.language.normalize import fold
from corpus.without import without

# parts of underthesea that would bring torch along: four seconds and 200 MB
_UNUSED = ("underthesea.pipeline.translate", "underthesea.agent")
_SYLLABLE = re.compile(r"\d+(?:[.,/]\d+)*%?|[^\W\d_]+", re.UNICODE)


@lru_cache(maxsize=4096)
def segment(text: str) -> tuple[str, ...]:
    """The words of ``text`` in order; a word of several syllables holds spaces."""
    with without(*_UNUSED):
        from underthesea import word_tokenize  # a second to import: only when first used

    return tuple(word_tokenize(text))


@cache
def dictionary_words() -> frozenset[tuple[str, ...]]:
    """The words of two or more syllables in underthesea's word list, lower case."""
    spec = find_spec("underthesea")  # its file is read without importing it
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "corpus" / "data" / "Viet74K.txt"
    lines = path.read_text(encoding="utf-8").lower().splitlines()
    return frozenset(tuple(line.split()) for line in lines if " " in line.strip())


def sample_sentences() -> Iterator[list[str]]:
    """Words of running text, sentence by sentence, from the sample that underthesea ships with
    its tagger (VLSP 2013); nothing where a version leaves it out."""
    spec = find_spec("underthesea")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "pipeline" / "pos_tag" / "models"
    for path in sorted(folder.glob("*/test_output.txt")):
        sentence: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            word = line.split("\t", 1)[0].strip()
            if word:
                sentence.append(word)
            elif sentence:
                yield sentence
                sentence = []
        if sentence:
            yield sentence


def segmented_text(text: str) -> str:
    """``text`` with the syllables of each word joined by "_", as PhoBERT models expect."""
    return " ".join(word.replace(" ", "_") for word in segment(text))


def syllables(text: str) -> list[str]:
    """Lower-case syllables and numbers, diacritics kept: "Sở TT&TT" -> ["sở", "tt", "tt"]."""
    return [token.lower() for token in _SYLLABLE.findall(text)]


def folded_syllables(text: str) -> list[str]:
    """Syllables without diacritics, for text typed without them."""
    return _SYLLABLE.findall(fold(text))


def word_tokens(text: str) -> list[str]:
    """Syllables plus the compound words that underthesea finds ("thủ_tục")."""
    compounds = [w.lower().replace(" ", "_") for w in segment(text) if " " in w]
    return [*syllables(text), *compounds]
