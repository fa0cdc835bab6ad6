"""Any message as an official would type it in Vietnamese."""

from collections.abc import Sequence

from bot.understand.english.language import read_language
from bot.understand.english.translate import translate
from bot.understand.typing.normal import normalise
from bot.understand.typing.places import capitalise_names, name_districts, name_provinces
from corpus.language.diacritics import Restorer
from corpus.names import NO_NAMES, Names

_FEW_WORDS = 6


def read_vietnamese(
    text: str,
    restorer: Restorer | None,
    known: Names = NO_NAMES,
    english: bool | None = None,
) -> tuple[str, bool]:
    """``text`` as an official would type it in Vietnamese, English translated word by word, and
    whether diacritics had to be restored; ``known`` are the names of the loaded documents."""
    if read_language(text)[0] == "en" if english is None else english:
        return translate(text, restorer, known.bodies), False
    text, restored = normalise(name_provinces(text, known.provinces), restorer)
    return name_districts(capitalise_names(text, known.bodies), known.bodies), restored


def is_english(text: str, earlier: Sequence[str]) -> bool:
    """Whether ``text`` is English; a few words that may be of either language are of the
    conversation's."""
    if read_language(text)[0] == "en":
        return True
    few = text.isascii() and len(text.split()) <= _FEW_WORDS
    return few and bool(earlier) and read_language(earlier[-1])[0] == "en"
