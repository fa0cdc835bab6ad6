"""Of which matter a question is, and of which province, by its words (``matters.toml``)."""

from collections import Counter
from functools import cache, lru_cache

from bot.understand.scope.scope import province_book
from bot.vocabulary import read_table
from corpus.language.phrases import PhraseBook

UNKNOWN = "Chưa rõ lĩnh vực"
NOWHERE = "Không nêu tỉnh"


@cache
def _book() -> PhraseBook:
    table = read_table("matters")["matters"]
    return PhraseBook((phrase, matter) for matter, phrases in table.items() for phrase in phrases)


@cache
def matters() -> tuple[str, ...]:
    """All, in the table's order, the unknown last."""
    return (*read_table("matters")["matters"], UNKNOWN)


@lru_cache(maxsize=20_000)
def matter_of(text: str) -> str:
    """The matter that most of the text's matched words are of; the first named of two alike."""
    weight: Counter[str] = Counter()
    for match in _book().find(text):
        weight[match.name] += match.end - match.start
    return weight.most_common(1)[0][0] if weight else UNKNOWN


@lru_cache(maxsize=20_000)
def province_of(text: str, cited: str = "") -> str:
    """The province that the text names first, else that of what was cited."""
    found = province_book().find(text)
    return found[0].name if found else cited or NOWHERE
