"""What a message takes back: an act that it says it did not do ("tôi có khiếu nại gì đâu"), and
what it was answered ("sai rồi, …", "đó là nơi nhận, tôi hỏi người ký").
"""

import re
from collections.abc import Iterable
from functools import cache

from bot.question import only_ascii
from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook

_END = r"(?= ?(?:[,.;?!…]|$))"
_FEWEST = 2  # words that are left of a message
_START = r"(?:^|(?<=[,.;?!…])|(?<=[,.;?!…]\s))\s*"
_LOOSE = " ,.;:!-–—"


def without_denied(text: str) -> str:
    """``text`` without what it says that the person did not do or ask; the same where nothing else
    is left."""
    kept = text
    for pattern in _denials():
        kept = _cut(kept, pattern)
    return kept


def without_told(text: str) -> str:
    """``text`` without a first sentence that only says what the last answer was about; the same
    where nothing else is left."""
    match = _told().match(fold(text))
    rest = text[match.end() :].strip(_LOOSE) if match else ""
    return rest if len(rest.split()) >= _FEWEST else text


def corrects(text: str) -> bool:
    """Whether ``text`` begins by calling the last answer wrong, or insists on what was asked."""
    folded = fold(text)
    if _openers().match(folded) or _means().search(folded):
        return True
    said = text.lower()  # "cơ" is not "có", "á" no "ạ", where diacritics are typed
    return bool(_insists(only_ascii(said)).search(said))


def opening_of(text: str) -> int:
    """Where the words end with which ``text`` calls the last answer wrong; 0 where it does not."""
    match = _openers().match(fold(text))
    return match.end() if match else 0


def is_own_mistake(text: str) -> bool:
    """Whether ``text`` corrects what the person said himself ("tôi nhớ nhầm, …")."""
    words = any_of(read_table("taken_back")["corrects"]["mistaken"])
    return bool(re.search(rf"\b{words}\b", fold(text)[: opening_of(text)]))


def points_at_answer(text: str) -> bool:
    """Whether ``text`` points at what was said a moment ago ("cái câu lúc nãy")."""
    words = any_of(read_table("taken_back")["told"]["before"])
    return bool(re.search(rf"\b{words}\b", fold(text)))


def taken_back(text: str) -> bool:
    """Whether ``text`` denies that the person asked, or did, something."""
    return without_denied(text) != text


def without_complaint(text: str) -> str:
    """``text`` without the words of somebody who is not content with an answer."""
    for book in (_complaints(), _beside_complaints()):
        for match in reversed(book.find(text)):
            text = f"{text[: match.start]} {text[match.end :]}"
    return text


def complains(text: str) -> bool:
    """Whether ``text`` has words of somebody who is not content."""
    return bool(_complaints().find(text))


def _cut(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(fold(text))
    if match is None:
        return text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    rest = " ".join(rest.split()).strip(_LOOSE)
    return rest if len(rest.split()) >= _FEWEST else text


@cache
def _denials() -> tuple[re.Pattern[str], ...]:
    table = read_table("taken_back")["denied"]
    who, verbs, no = any_of(table["who"]), any_of(table["verbs"]), any_of(table["not"])
    places = "".join(rf"(?<!\b{re.escape(fold(word))} )" for word in table["place"])
    nothing = rf"(?:\b(?:chu|cho|ma|ua|a)\s+)?\b(?:{who}\s+)?(?:nao\s+)?co\s+{verbs}\b"
    return (
        # "tui có hỏi cái bảng đó đâu", "em có cảm ơn đâu"
        re.compile(rf"{nothing}[^,.;?!]{{0,60}}?{places}\b(?:dau|mo)\b[^,.;?!\w]*(?:ma|nha|a)?\b"),
        # "tôi không hỏi cách tính", "em đâu có khiếu nại gì", "chứ không hỏi khoan mới"
        re.compile(
            rf"(?:{_START}(?:\b(?:chu|cho|ma|ua|a|da)\s+)?|\b(?:chu|cho)\s+(?:{who}\s+)?"
            rf"|\b{who}\s+)(?<!\w){no}\s+(?:{who}\s+)?(?:co\s+)?{verbs}\b[^,.;?!]*{_END}"
        ),
    )


@cache
def _told() -> re.Pattern[str]:
    table = read_table("taken_back")["told"]
    known = read_table("taken_back")["corrects"]
    words = any_of([*known["openers"], *known["open"], *known["single"]])
    opener = rf"(?:{words}\s*[,.;!]\s*)?"
    return re.compile(
        rf"\W*{opener}{any_of(table['this'])}\s+{any_of(table['is'])}\s+[^,.;?!]{{1,60}}[,.;!]"
    )


@cache
def _openers() -> re.Pattern[str]:
    table = read_table("taken_back")["corrects"]
    who = any_of(read_table("taken_back")["denied"]["who"])
    more, again = any_of(table["open"]), any_of(table["again"])
    wrong = any_of(table["mistaken"])
    own = rf"(?:(?:a|o|u|ua|da|thoi)(?:\s*+,)?\s++)*(?:{who}\s+)?{wrong}\b"
    return re.compile(
        rf"\W*(?:{own}|{any_of(table['openers'])}\b|{any_of(table['single'])} ?[,.;!](?! ?\d)"
        rf"|{more} ?(?:[a-z]{{1,2}} ?)?[,.;!]|{more} {who} {again}\b"
        rf"|{more}\b[^.?!,;]{{1,80}}[,;] ?(?:{who}|{again})\b)"
    )


@cache
def _insists(bare: bool) -> re.Pattern[str]:
    """ "tôi hỏi … cơ mà"; ``bare``: for text without diacritics."""
    table = read_table("taken_back")["corrects"]
    who = any_of(read_table("taken_back")["denied"]["who"], bare)
    ends = any_of(table["bare" if bare else "insists"], bare)
    verbs = any_of(["hỏi", "bảo", "nói"], bare)
    now = any_of(["đang"], bare)
    own = "".join(rf"(?<!\b{re.escape(fold(w) if bare else w)} )" for w in table["permits"])
    return re.compile(rf"{own}\b{who} (?:{now} )?{verbs} [^.?!]{{3,200}}? {ends}{_END}")


@cache
def _means() -> re.Pattern[str]:
    who = any_of(read_table("taken_back")["denied"]["who"])
    return re.compile(rf"\by (?:{who} )?(?:hoi )?la\b")


@cache
def _complaints() -> PhraseBook:
    return PhraseBook((p, p) for p in read_table("taken_back")["complaint"]["words"])


@cache
def _beside_complaints() -> PhraseBook:
    return PhraseBook((p, p) for p in read_table("taken_back")["complaint"]["around"])


def any_of(words: Iterable[str], folded: bool = True) -> str:
    """A pattern of any of ``words``, the longest first."""
    known = sorted({fold(word) if folded else word for word in words}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, known))})"
