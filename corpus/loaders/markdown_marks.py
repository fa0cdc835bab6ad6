"""Marks of Markdown's dialects that no reader sees: links by reference, attributes, fences, tags,
and those that stand for a sign: boxes to tick, raised and lowered figures."""

import re

from corpus.loaders.scripts import Piece, write_scripts

_FENCE = re.compile(r"(?m)^ {0,3}(?:`{3,9}|~{3,9})[\w .{}-]{0,40}$\n?")
_DEFINED = re.compile(
    r"(?m)^ {0,3}\[(?!\^)([^\[\]\n]{1,80})\]:[ \t]{0,9}"
    r"(?:<[^<>\n]{1,400}>|[a-z]{2,9}:|[./#])\S{0,400}"
    r"(?:[ \t]{1,9}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\([^()\n]{0,200}\)))?[ \t]{0,9}$\n?",
    re.IGNORECASE,
)
_REFERRED = re.compile(r"(?<!\\)\[([^\[\]\n]{1,200})\]\[([^\[\]\n]{0,80})\]")
_ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]{1,400}|[\w.+-]{1,60}@[\w.-]{1,80})>")
# "## Điều 1 {#dieu-1 .muc}", "[chữ]{.underline}"
_HEAD = re.compile(r"(?m)^(#{1,6} [^\n]{1,400}?)[ \t]{1,9}\{[#.][^{}\n]{0,200}\}[ \t]{0,9}$")
_SPAN = re.compile(r"\[([^\[\]\n]{0,1000})\]\{[#.][^{}\n]{0,200}\}")
_RAISED = re.compile(r"(?<=[\w)%])\^([\w()+-]{1,6})\^|(?<=[A-Za-z)])~(\d{1,3})~(?!~)")
_TAG = re.compile(
    r"</?(?:u|b|i|em|strong|span|font|small|big|center|div|p|section|article|code|kbd|a|cite|q)"
    r"(?:\s{1,3}[\w:-]{1,30}\s?=[^<>\n]{0,400})?\s?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[ \t]{0,9}<br\s{0,3}/?>[ \t]{0,9}", re.IGNORECASE)
_TASK = re.compile(r"(?m)^(\s{0,12}(?:[-*+]|\d{1,3}[.)]) )\[([ xX])\] ")


def unmarked(text: str) -> str:
    """The text without those marks; line breaks inside a table's row become blanks."""
    if "```" in text or "~~~" in text:
        text = _FENCE.sub("", text)
    if "[" in text:
        text = _without_links(text)
        text = _TASK.sub(lambda m: f"{m[1]}{'☐' if m[2] == ' ' else '☒'} ", text)
    if "{" in text:
        text = _SPAN.sub(r"\1", _HEAD.sub(r"\1", text))
    if "<" in text:
        text = _TAG.sub("", _ADDRESS.sub(r"\1", text))
        text = "\n".join(
            _BREAK.sub(" " if line.lstrip().startswith("|") else "\n", line)
            for line in text.split("\n")
        )
    if "^" in text or "~" in text:
        text = "\n".join(map(_with_scripts, text.split("\n")))
    return text


def _without_links(text: str) -> str:
    """Links by reference as their words, and without the lines that say where they lead."""
    named = {match[1].lower() for match in _DEFINED.finditer(text)}
    if not named:
        return text
    text = _DEFINED.sub("", text)
    return _REFERRED.sub(lambda m: m[1] if (m[2] or m[1]).lower() in named else m.group(), text)


def _with_scripts(line: str) -> str:
    """Raised and lowered signs as Unicode has them, without marks of notes."""
    pieces, at = [], 0
    for match in _RAISED.finditer(line):
        pieces.append(Piece(line[at : match.start()]))
        pieces.append(Piece(match[1], 1) if match[1] else Piece(match[2], -1))
        at = match.end()
    return write_scripts([*pieces, Piece(line[at:])], noted=False)[0] if pieces else line
