"""When a word is doubted."""

from corpus.loaders.ocr.lexicon import core, soundness, wants_number
from corpus.loaders.ocr.tokens import Token

# fitted on drawn pages: see docs/measurements.md
ALONE = 0.80  # confidence of tesseract alone below which a word is doubted
ALONE_FIGURE = 0.90  # the same of a word with figures
BOTH = 0.60  # confidence of each of two engines that agree below which the word is doubted
_LIKE_FIGURES = frozenset("IlOo|")


def is_doubtful_form(text: str, before: str) -> bool:
    """Whether the letters make no word, or a letter stands where ``before`` wants a figure."""
    word = core(text)
    if not word:
        return False
    return soundness(word) == 0 or (word in _LIKE_FIGURES and wants_number(before))


def is_doubtful(token: Token, before: str) -> bool:
    """Whether a word that only tesseract read is doubted."""
    figures = any(letter.isdigit() for letter in token.text)
    least = ALONE_FIGURE if figures else ALONE
    word = core(token.text)
    return bool(word) and (token.confidence < least or is_doubtful_form(token.text, before))


def are_unsure(one: Token, other: Token) -> bool:
    """Whether two engines read the same without either being sure."""
    return max(one.confidence, other.confidence) < BOTH
