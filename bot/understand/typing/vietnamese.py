"""Any message as an official would type it in Vietnamese."""

import re
from collections.abc import Sequence

from bot.understand.english.language import read_language
from bot.understand.english.translate import translate
from bot.understand.typing.normal import normalise
from bot.understand.typing.places import capitalise_names, name_districts, name_provinces
from bot.vocabulary import phrase_book
from corpus.language.diacritics import Restorer
from corpus.names import NO_NAMES, Names

_FEW_WORDS = 6
_KIND_ONCE = re.compile(
    r"(?P<first>\b(?P<kind>quyết định|nghị quyết|kế hoạch|công văn|chỉ thị|thông báo|nghị định"
    r"|thông tư)\s+(?:số\s+)?\d{1,5}(?:/[\w/.-]+)?)(?P<join>\s*(?:và|với|so với|hay|,)\s*)"
    r"(?P<second>(?:số\s+)?\d{1,5}(?:/[\w/.-]+)?)(?![\w%]|\s+(?:ngày|tháng|năm|đồng|triệu|tỷ|điều))",
    re.IGNORECASE,
)
_FEWEST = 3  # words by which a stretch of a message is of one language
_PART = re.compile(r"[^,;:.?!\n]+[,;:.?!]*")


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
    named = name_districts(capitalise_names(text, known.bodies), known.bodies)
    return _each_of_its_kind(named), restored


def _each_of_its_kind(text: str) -> str:
    """ "Nghị quyết 51 và 80" names two resolutions, each by its kind."""
    return _KIND_ONCE.sub(lambda m: f"{m['first']}{m['join']}{m['kind']} {m['second']}", text)


def is_english(text: str, earlier: Sequence[str]) -> bool:
    """Whether ``text`` is English: of one in both languages what asks last; a few words that may
    be of either language are of the conversation's."""
    languages = [
        (read_language(part)[0], asks)
        for part, asks in _parts(text)
        if len(part.split()) >= _FEWEST
    ]
    if len({language for language, _ in languages}) > 1:
        asking = [language for language, asks in languages if asks]
        return (asking or [language for language, _ in languages])[-1] == "en"
    if read_language(text)[0] == "en":
        return True
    few = text.isascii() and len(text.split()) <= _FEW_WORDS
    return few and bool(earlier) and read_language(earlier[-1])[0] == "en"


def _parts(text: str) -> list[tuple[str, bool]]:
    """The stretches of ``text`` between points, each with whether it asks something."""
    found = []
    for match in _PART.finditer(text):
        part = match.group().strip()
        asks = part.endswith("?") or bool(phrase_book("asks").find(part))
        found.append((part, asks))
    return found
