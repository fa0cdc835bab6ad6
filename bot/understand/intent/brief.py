"""A wish for few words ("trả lời ngắn gọn", "dài quá", "có hay không thôi"), and what is asked
beside it."""

import re
from functools import cache

from bot.vocabulary import read_table
from corpus.language.phrases import PhraseBook

_STRETCH = re.compile(r"[^,;:.?!]+(?:[.,:](?=\d)[^,;:.?!]+)*[,;:.?!]*")
_TRAILING = ("thôi", "thoi", "nhé", "nha", "ạ")


def wants_brevity(text: str) -> bool:
    """Whether ``text`` asks for few words."""
    return bool(_book().find(text))


def asked_beside(text: str) -> str:
    """What ``text`` says beside its wish for few words, with the courtesies around it left out;
    "" where that is all."""
    kept: list[str] = []
    for match in _STRETCH.finditer(text):
        stretch = match.group()
        found = _book().find(stretch)
        rest = _without(stretch, [(m.start, m.end) for m in found]) if found else stretch
        if found and not _without_courtesies(rest):
            continue
        kept.append(_without_end(rest) if found else rest)
    said = " ".join(" ".join(kept).split()).strip(" ,;:")
    return said if _without_courtesies(said) else ""


def _without_end(text: str) -> str:
    """``text`` without the small words that closed the wish."""
    bare = text.rstrip(" ,;:.?!")
    last = bare.split()[-1:]
    if not last or last[0].lower() not in _TRAILING:
        return text
    return bare[: -len(last[0])].rstrip() + text[len(bare) :]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return " ".join("".join(kept).split())


def _without_courtesies(text: str) -> str:
    spans = [(m.start, m.end) for m in _courtesies().find(text)]
    return "".join(re.findall(r"\w", _without(text, spans)))


@cache
def _book() -> PhraseBook:
    return PhraseBook((phrase, phrase) for phrase in read_table("brief")["phrases"])


@cache
def _courtesies() -> PhraseBook:
    return PhraseBook((phrase, phrase) for phrase in read_table("brief")["courtesies"])
