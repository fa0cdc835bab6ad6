"""A model's stream of text cut into sentences, and the sentences that are left made to read well.

A sentence is known to be whole once the next has begun, its own markers behind it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.answer import Role, Statement, Verdict
from corpus.vocabulary import read_toml

_OPEN, _CLOSE = "<think>", "</think>"
_STOP = re.compile(r"[.!?…](?=[\s\[])")
_TAIL = re.compile(r"(?:\s{0,3}\[\d{1,4}\]){0,20}")
_BEGUN = re.compile(r"\s*[^\s\[\]\d]")
_LINE = re.compile(r"\n\s{0,20}(?:[-–*•+]|\d{1,2}[.)])\s|\n\s{0,20}\n")
_BULLET = re.compile(r"^(?:(?:[-–*•+]|\d{1,2}[.)])\s+)+")
_WHOLE = re.compile(r"[.!?…\]][^\w]{0,20}$")
MARKER = re.compile(r"\[(\d{1,4})\]")
_SPACE_BEFORE_STOP = re.compile(r" ([.!?…,;])")
_MARK_BEFORE_STOP = re.compile(r"(?<!\s)((?:\s*+\[\d+\]){1,20})([.!?…])\s*+$")
_SPLIT_MARKERS = re.compile(r"\[(\d{1,3}(?:\s?[,;]\s?\d{1,3}){1,10})\]")
_OPENERS = Path(__file__).parent / "openers.toml"


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without what stands between <think> and </think>."""
    text, thinking = "", False
    for piece in pieces:
        text += piece
        while True:
            tag = _CLOSE if thinking else _OPEN
            at = text.find(tag)
            if at < 0:
                break
            if not thinking and at:
                yield text[:at]
            text, thinking = text[at + len(tag) :], not thinking
        kept = _begun(text, _CLOSE if thinking else _OPEN)
        if not thinking and len(text) > kept:
            yield text[: len(text) - kept]
        text = text[len(text) - kept :]
    if not thinking and text:
        yield text


def _begun(text: str, tag: str) -> int:
    """How many characters at the end of ``text`` may be the beginning of ``tag``."""
    return next((n for n in range(len(tag) - 1, 0, -1) if text.endswith(tag[:n])), 0)


def split_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences of a stream, their markers behind them."""
    text = ""
    for piece in without_thoughts(pieces):
        text += piece
        while end := _end(text):
            if sentence := _tidy(text[:end]):
                yield sentence
            text = text[end:]
    rest = text.strip()
    if rest and _WHOLE.search(rest) and (sentence := _tidy(rest)):  # else it was cut off
        yield sentence


def _end(text: str) -> int:
    """Where the first sentence of ``text`` ends, 0 where it may still go on."""
    line = _LINE.search(text, len(text) - len(text.lstrip()))
    limit = line.start() if line else len(text)
    for stop in _STOP.finditer(text, 0, min(len(text), limit + 1)):
        word = re.split(r"[\s(]", text[: stop.start()])[-1]
        if word.lower() in _openers().short or (word.isdigit() and not text[: stop.start()].strip(
            "0123456789 \n-*•"
        )):  # fmt: skip
            continue
        tail = _TAIL.match(text, stop.end())
        end = tail.end() if tail else stop.end()
        if _BEGUN.match(text, end):
            return end
    return limit if line else 0


def _tidy(sentence: str) -> str:
    """One line, no list dash, "… [1]." written as "… . [1]" so that markers come last."""
    line = _BULLET.sub("", " ".join(sentence.split())).replace("**", "").strip()
    line = _SPLIT_MARKERS.sub(lambda m: "".join(f"[{n}]" for n in re.findall(r"\d+", m[1])), line)
    found = _MARK_BEFORE_STOP.search(line)
    if found:
        line = f"{line[: found.start()]}{found[2]} {found[1].strip()}"
    return line


def worded_by(verdict: Verdict, *, listed: bool = False) -> Statement:
    """The sentence that passed, as a statement of the answer; ``listed``: one of several items."""
    text = " ".join(MARKER.sub(" ", verdict.text).split())
    role = Role.WORDED_POINT if listed else Role.WORDED
    return Statement(_SPACE_BEFORE_STOP.sub(r"\1", text), role, citations=verdict.markers)


def after_gap(sentence: str) -> str:
    """``sentence`` as it reads where the one before it is not shown: without "Ngoài ra"; empty for
    one that speaks of something in that one ("Nó", "Việc này")."""
    text, openers = sentence, _openers()
    while found := openers.links.match(text):
        text = text[found.end() :].lstrip(" ,:")
        text = text[:1].upper() + text[1:]
    return "" if openers.pointers.match(text) else text


@dataclass(frozen=True, slots=True)
class _Openers:
    links: re.Pattern[str]
    pointers: re.Pattern[str]
    short: frozenset[str]


@cache
def _openers() -> _Openers:
    table = read_toml(_OPENERS)
    links = "|".join(sorted(map(re.escape, table["links"]), key=len, reverse=True))
    alone = "|".join(sorted(map(re.escape, table["pointers"]), key=len, reverse=True))
    heads = "|".join(sorted(map(re.escape, table["heads"]), key=len, reverse=True))
    ends = "|".join(sorted(map(re.escape, table["pointing"]), key=len, reverse=True))
    pointing = rf"(?:{alone})\b|(?:{heads})(?: \w+){{0,3}} (?:{ends})\b"
    return _Openers(
        re.compile(rf"(?:{links})(?!\w)", re.IGNORECASE),
        re.compile(pointing, re.IGNORECASE),
        frozenset(table["short"]),
    )
