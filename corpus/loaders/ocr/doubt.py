"""When a word is doubted."""

from corpus.loaders.ocr.lexicon import core, soundness, wants_number
from corpus.loaders.ocr.tokens import Token

# Confidence of tesseract alone below which a word is doubted: over 1,987 words of four scanned and
# two drawn pages it catches 62% of the wrong words and all wrong figures, and doubts 8% of all.
ALONE = 0.90
BOTH = 0.60  # confidence of each of two engines that agree below which the word is doubted
_LIKE_FIGURES = frozenset("IlOo|")
_DIRT = frozenset("?|~^°`¬#")  # beside a figure: a figure that was not read


def is_doubtful_form(text: str, before: str) -> bool:
    """Whether the letters make no word, or a letter stands where ``before`` wants a figure."""
    word = core(text)
    if not word:
        return False
    spoilt = any(letter.isdigit() for letter in word) and bool(_DIRT & set(text))
    return spoilt or soundness(word) == 0 or (word in _LIKE_FIGURES and wants_number(before))


def is_doubtful(token: Token, before: str) -> bool:
    """Whether a word that only tesseract read is doubted."""
    word = core(token.text)
    return bool(word) and (token.confidence < ALONE or is_doubtful_form(token.text, before))


def are_unsure(one: Token, other: Token) -> bool:
    """Whether two engines read the same without either being sure."""
    return max(one.confidence, other.confidence) < BOTH
