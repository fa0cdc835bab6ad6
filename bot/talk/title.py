"""What a document is, in one line: its name and its title in ordinary letters."""

import re

from bot.understand.scope.scope import province_book
from bot.vocabulary import read_table
from corpus.document import Document
from corpus.language.syllables import is_syllable
from corpus.memory import Memory
from corpus.organs import find_bodies

_WORD = re.compile(r"[^\s,.;:()“”\"]+")
_ROMAN = re.compile(r"[IVXLC]{1,6}")
_NUMBERED = frozenset({"chương", "phần", "mục", "quý", "khóa", "khoá", "lần", "thứ"})
_READ = 100_000  # characters in which a document shows how it writes its words
_REMEMBERED = 1024  # documents


def about(document: Document) -> str:
    """Kind, number, day, issuer and what it is about."""
    texts, titles = read_table("summary")["sentences"], read_table("summary")["titles"]
    title = in_small_letters(" ".join(document.metadata.title.split()), document)
    title = title.strip(" .,;:/|")
    for word in titles["dropped"]:
        if title.lower().startswith(f"{word} "):
            title = f"về việc {title[len(word) + 1 :]}"
            break
    if not any(char.isalnum() for char in title) or _says_no_more(title, document):
        return named_only(document)
    joins = any(title.lower().startswith(f"{word} ") for word in titles["joining"])
    form = texts["about" if joins else "about_thing"]
    return str(form).format(name=document.name, title=_joined(title))


def _says_no_more(title: str, document: Document) -> bool:
    """Whether the title only repeats the document's name."""
    return set(title.lower().split()) <= set(document.name.lower().split())


def named_only(document: Document) -> str:
    """Its name alone."""
    return str(read_table("summary")["sentences"]["unnamed"]).format(name=document.name)


def in_small_letters(text: str, document: Document) -> str:
    """``text`` as it is written within a sentence where it is printed in capitals: names keep
    theirs, as the document itself or the data spells them."""
    capitals = sum(char.isupper() for char in text)
    if 2 * capitals <= sum(char.isalpha() for char in text):
        return text
    small = _as_written(text, document)
    for match in (*province_book().find(small), *find_bodies(small)):
        if small[match.start : match.end].lower() == match.name.lower():
            small = small[: match.start] + match.name + small[match.end :]
    return small[:1].upper() + small[1:]


def _as_written(text: str, document: Document) -> str:
    """``text`` with each word as the document mostly spells it beside the same neighbour, within a
    sentence; in small letters where the two do not stand there."""
    usual = _spellings(document)
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    small = [word.lower() for word, _, _ in words]
    found, last = "", 0
    for place, (word, start, end) in enumerate(words):
        after = usual.get((small[place], small[place + 1])) if place + 1 < len(words) else None
        before = usual.get((small[place - 1], small[place])) if place else None
        known = after[0] if after else before[1] if before else _small(word)
        if place and small[place - 1] in _NUMBERED and _ROMAN.fullmatch(word):
            known = word
        found += text[last:start] + known
        last = end
    return found + text[last:]


_Pair = tuple[str, str]
_known: Memory[tuple[str, str], dict[_Pair, _Pair]] = Memory(_REMEMBERED)


def _spellings(document: Document) -> dict[_Pair, _Pair]:
    """How the document mostly writes two words in a row within a sentence; read once."""
    return _known.get_or((document.id, document.digest), lambda: _read_spellings(document))


def _read_spellings(document: Document) -> dict[_Pair, _Pair]:
    counts: dict[_Pair, dict[_Pair, int]] = {}
    words = document.text[:_READ].split()
    for before, first, second in zip(words, words[1:], words[2:], strict=False):
        if not before[-1].isalnum() and before[-1] != ",":  # at the start of a sentence
            continue
        bare = second.rstrip(',.;:()“”"')
        if bare and first.isalpha() and not first.isupper():
            own = counts.setdefault((first.lower(), bare.lower()), {})
            own[(first, bare)] = own.get((first, bare), 0) + 1
    return {pair: max(own, key=lambda one: own[one]) for pair, own in counts.items()}


def _small(word: str) -> str:
    """A word in small letters; numbers, signs and abbreviations as they are."""
    parts = word.lower().split("-")
    return word.lower() if all(not part or is_syllable(part) for part in parts) else word


def _joined(title: str) -> str:
    """The title as it goes on after the document's name."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
