"""Names printed in capitals, spelt as a text would spell them (``proper_names.toml``).

A place after its unit word has every syllable in capitals ("xã Tịnh Khê"), an agency the first
syllable of its kind and of its field ("Sở Văn hóa, Thể thao và Du lịch").
"""

import re
from collections import Counter
from functools import cache, lru_cache

from corpus.language.normalize import fold, plain
from corpus.language.syllables import is_syllable, place_tone
from corpus.vocabulary import provinces, read_table

_COUNCIL = re.compile(r"^Ủy ban nhân dân\b")
_HYPHENED = re.compile(r"(?<=[^\W\d_])-[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_JOINS = ("và", "-")
_SOCIAL = "xã hội"
_SEARCHED = 200_000  # characters of a text in which its own spelling is looked for


def spell_name(words: str, text: str) -> str:
    """The name of a body, printed in capitals, as the document's ``text`` spells it elsewhere or
    as the rules do; a name that has small letters already is only shortened.

    >>> spell_name("UỶ BAN NHÂN DÂN XÃ TỊNH KHÊ", "")
    'UBND xã Tịnh Khê'
    """
    if words.isupper():
        words = _merged(by_rules(words), _own_spelling(words, text))
    return _COUNCIL.sub("UBND", school_spelling(words))


def school_spelling(text: str) -> str:
    """The text with every tone over the vowel of school spelling ("Uỷ", "hoá": "Ủy", "hóa")."""
    return _WORD.sub(lambda match: _placed(match.group()), text)


@lru_cache(maxsize=4096)
def _placed(word: str) -> str:
    placed = place_tone(word.lower())
    if placed == word.lower():
        return word
    return (
        placed.upper() if word.isupper() else placed.capitalize() if word[:1].isupper() else placed
    )


def by_rules(words: str) -> str:
    """Words in capitals, spelt by the rules alone."""
    tokens = [_small(token) for token in school_spelling(plain(words)).split()]
    bare = [_bare(token) for token in tokens]
    index = 0
    opening = field = True  # whether the next syllable may begin a body, or the name of a field
    listed = True  # whether more fields may follow: not after "về", which says what it is for
    while index < len(tokens):
        known, length = _longest(bare, index)
        kind = known.lower()
        if known and length == 1 and kind in _folded("heads") and not opening:
            known = ""  # "phục vụ", "xã hội": no head of its own
        if not known:
            tokens[index] = _capital(tokens[index]) if field else tokens[index]
            listed = listed and bare[index] != "về"
            field = listed and (bare[index] in _JOINS or tokens[index].endswith(","))
            opening = False
            index += 1
            continue
        inner = kind == _SOCIAL and not field
        name = kind if inner else known
        tokens[index : index + length] = _with_marks(tokens[index : index + length], name)
        index += length
        if bare[index - 1] in _folded("places") or kind in _folded("places"):
            index = _spell_place(tokens, bare, index)
        field = kind in _folded("heads") or kind in _folded("offices")
        opening = not inner
    return _HYPHENED.sub(lambda match: match.group().upper(), _capital(" ".join(tokens)))


def _spell_place(tokens: list[str], bare: list[str], index: int) -> int:
    """Spell the name that stands after a unit's word; the index after it."""
    name, length = _province_at(bare, index)
    if name:
        tokens[index : index + length] = _with_marks(tokens[index : index + length], name)
        return index + length
    while index < len(tokens):
        known, _ = _longest(bare, index)
        if (known and known.lower() not in _folded("heads")) or bare[index] == "và":
            break
        tokens[index] = _capital(tokens[index])
        index += 1
        if tokens[index - 1].endswith((",", ";", ")")):
            break
    return index


def _longest(bare: list[str], index: int) -> tuple[str, int]:
    """The longest known name that begins at ``index``, and its syllables; ('', 0) for none."""
    table, most = _known()
    for length in range(min(most, len(bare) - index), 0, -1):
        name = table.get(" ".join(bare[index : index + length]))
        if name:
            return name, length
    return "", 0


def _province_at(bare: list[str], index: int) -> tuple[str, int]:
    table = _province_table()
    for length in range(min(7, len(bare) - index), 0, -1):
        name = table.get(" ".join(bare[index : index + length]))
        if name:
            return name, length
    return "", 0


@cache
def _known() -> tuple[dict[str, str], int]:
    """Known names by their bare form, and the syllables of the longest."""
    data = read_table("proper_names")
    organs = [row["name"] for row in read_table("organs")["organ"] if "{" not in row["name"]]
    kinds = (*data["places"], *data["heads"], *data["offices"])
    names = (*kinds, *organs, *provinces(), *data["names"])
    table = {_key(name): str(name) for name in names if not str(name).isupper()}
    return table, max(len(key.split()) for key in table)


@cache
def _province_table() -> dict[str, str]:
    """Provinces by their bare form; a name of two parts also with a hyphen between them."""
    table = {_key(name): name for name in provinces()}
    return table | {"thừa thiên - huế": "Thừa Thiên - Huế"}


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(str(word).lower() for word in read_table("proper_names")[name])


def _key(name: str) -> str:
    return " ".join(_bare(token) for token in school_spelling(name).split())


def _bare(token: str) -> str:
    """A token as names are compared: small, without the marks around it."""
    lower = token.lower().replace("–", "-")
    return lower if lower in _JOINS else lower.strip(".,;:()“”\"'*_")


def _small(token: str) -> str:
    """Small letters, but for what is no syllable: an abbreviation keeps its capitals."""
    lower = token.lower()
    parts = _WORD.findall(lower)
    spelt = all(is_syllable(part) for part in parts)
    return lower if spelt and not any(c.isdigit() for c in token) else token


def _capital(token: str) -> str:
    at = next((i for i, c in enumerate(token) if c.isalpha()), 0)
    return token[:at] + token[at : at + 1].upper() + token[at + 1 :]


def _with_marks(tokens: list[str], name: str) -> list[str]:
    """The name's syllables with the marks that stand around them in ``tokens``."""
    marked = []
    for token, word in zip(tokens, name.split(), strict=True):
        bare = _bare(token)
        if bare == "-":
            marked.append(token)
            continue
        at = token.lower().find(bare)
        marked.append(token[:at] + word.strip(",") + token[at + len(bare) :])
    return marked


def _own_spelling(words: str, text: str) -> str:
    """How the document itself spells the name most often where not in capitals, or ''."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = Counter(
        plain(match.group())
        for match in re.finditer(pattern, text[:_SEARCHED], re.IGNORECASE)
        if not match.group().isupper()
    )
    if not found:
        return ""
    return max(found.items(), key=lambda item: (item[1], sum(c.isupper() for c in item[0])))[0]


def _merged(ruled: str, own: str) -> str:
    """The rules' spelling with the capitals that the document itself adds."""
    first, second = ruled.split(), school_spelling(own).split()
    if len(first) != len(second) or fold(ruled) != fold(" ".join(second)):
        return ruled
    words: list[str] = []
    for ours, theirs in zip(first, second, strict=True):
        # "Ban chỉ đạo" as the document writes it
        kept = theirs[:1].isupper() or words[-1:] == ["Ban"]
        words.append(theirs if kept else ours)
    return " ".join(words)
