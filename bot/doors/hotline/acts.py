"""What a caller can want besides asking: one table of acts, each with its key and its words."""

from dataclasses import dataclass
from functools import cache

from bot.vocabulary import read_table
from corpus.language.normalize import fold

CONTINUE, REPEAT, VERBATIM, SOURCE = "continue", "repeat", "verbatim", "source"
QUESTIONS, PERSON, KEYS, END = "questions", "person", "keys", "end"
OFFERED_MOST = 9  # options that one key can choose


@dataclass(frozen=True, slots=True)
class Act:
    """A row of ``hotline.toml``: its ``key``, how that is ``spoken``, what it means, and what it
    ``asks`` the assistant ("" for what the hotline does itself)."""

    name: str
    key: str
    spoken: str
    meaning: str
    asks: str


@cache
def acts() -> dict[str, Act]:
    """All acts by name, in the table's order."""
    rows = read_table("hotline")["acts"]
    return {
        name: Act(name, row["key"], row["spoken"], row["meaning"], row.get("asks", ""))
        for name, row in rows.items()
    }


def act_of_key(key: str) -> Act | None:
    """The act of a key."""
    return next((act for act in acts().values() if act.key == key), None)


def act_of_words(text: str) -> Act | None:
    """The act that the few words of ``text`` can only mean; None for all that is to be answered."""
    said = _bare(text)
    return next((acts()[name] for name in (_voices().get(w) for w in said) if name), None)


def key_of_words(text: str) -> str:
    """The key that ``text`` names: "phím hai" is "2", "bấm phím sao" is "*"; "" for none."""
    names = {fold(act.spoken): act.key for act in acts().values()}
    for words in _bare(text):
        if bare := _without_head(words, "key_heads"):
            return str(_numbers().get(bare) or names.get(bare, ""))
    return ""


def number_of_words(text: str) -> int | None:
    """The number that ``text`` is, said alone or after "số", "phím" …: "phím hai" is 2."""
    for words in _bare(text):
        if number := _numbers().get(_without_head(words, "number_heads") or words):
            return number
    return None


def say(name: str, **given: object) -> str:
    """The sentence ``name`` of ``hotline.toml``."""
    return str(read_table("hotline")["texts"][name]).format(**given)


def spoken_number(number: int) -> str:
    """The number of an option in words."""
    return str(read_table("hotline")["numbers"][str(number)][0])


def keys_told() -> str:
    """What each key is for, in one utterance."""
    return ". ".join(say("keys", key=a.spoken, meaning=a.meaning) for a in acts().values()) + "."


def _bare(text: str) -> tuple[str, str]:
    """The words of ``text`` without diacritics, as said and without courtesies around them."""
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    courtesies = set(map(fold, read_table("hotline")["courtesies"]["words"]))
    first, last = 0, len(words)
    while first < last and words[first] in courtesies:
        first += 1
    while last > first and words[last - 1] in courtesies:
        last -= 1
    return " ".join(words), " ".join(words[first:last])


def _without_head(words: str, heads: str) -> str:
    """What follows one of those heads; "" where none stands first."""
    forms = map(fold, read_table("hotline")[heads]["words"])
    head = max((form for form in forms if words.startswith(f"{form} ")), key=len, default="")
    return words.removeprefix(head).strip() if head else ""


@cache
def _numbers() -> dict[str, int]:
    rows = read_table("hotline")["numbers"]
    return {fold(form): int(number) for number, forms in rows.items() for form in forms}


@cache
def _voices() -> dict[str, str]:
    rows = read_table("hotline")["acts"]
    return {fold(words): name for name, row in rows.items() for words in row["voice"]}
