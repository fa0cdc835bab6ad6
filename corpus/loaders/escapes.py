"""What a Markdown converter writes only to escape, to strike out or to mark as inserted."""

import html
import re

from corpus.loaders.scripts import Piece, write_scripts

_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")  # any ASCII punctuation (CommonMark 0.31, 2.4)
_HARD_BREAK = re.compile(r"(?<!\\)\\(?=\r?\n)")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_DELETED = re.compile(
    r"(?:~~(?!\s)[^~\n]{1,2000}~~|<(?P<tag>del|s|strike)>[^<]{1,2000}</(?P=tag)>)(?P<after> ?)",
    re.IGNORECASE,
)
# "[Quyết định 12](http://…)", "![dấu](a.png)"; the address may stand in pointed brackets
_LINK = re.compile(
    r"(?P<picture>!?)(?<!\\)\[(?P<words>[^\[\]\n]{0,400})\]"
    r"\((?:<[^<>\n]{0,400}>|(?:https?|mailto|ftp|file|data|\.{0,2}/|#|[\w%-]{1,80}\.\w{2,5})"
    r"[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)"
    r"(?:\s{1,3}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?\)"
)
_NOTE = re.compile(r"(?m)^\[\^([\w-]{1,20})\]: ?")
_NOTE_MARK = re.compile(r"\[\^([\w-]{1,20})\](?!:)")
_KEPT_TAGS = re.compile(r"</?(?:ins|mark)>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(su[pb])>([^<\n]{1,40})</su[pb]>", re.IGNORECASE)
# an escape that no other text has: of a number's full stop, of a hyphen inside a word
_SURE = re.compile(r"(?m)^\W{0,8}[\dA-Za-zđ]{1,4}\\[.)] |\w\\[-_]\w")
_ENOUGH = 2


def _without_comments(text: str) -> str:
    """The text without what stands between ``<!--`` and the next ``-->``."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])


def is_escaped(text: str) -> bool:
    """Whether ``text``, whatever its file is called, came from a Markdown converter."""
    return "\\" in text and len(_SURE.findall(text)) >= _ENOUGH


def unescape(text: str) -> str:
    r"""Markdown as it is read: "KH\-UBND" is "KH-UBND", ``~~struck~~`` words, comments, marks of
    notes and the addresses of links are left out.

    A bar escaped in a table's row becomes "/", for it ends no cell.
    """
    if "](" in text:
        text = _LINK.sub(lambda match: "" if match["picture"] else match["words"], text)
    if "[^" in text and (notes := set(_NOTE.findall(text))):
        text = _NOTE_MARK.sub(lambda m: "" if m[1] in notes else m.group(), text)
        text = _NOTE.sub(lambda match: f"[{match[1]}] ", text)
    if "~~" in text or "<" in text:
        text = _without_comments(text)
        text = _KEPT_TAGS.sub("", _DELETED.sub(_after_deleted, text))
        if _SCRIPT.search(text):
            text = "\n".join(map(_with_scripts, text.split("\n")))
    if "\\" in text:
        lines = (n.replace("\\|", "/") if n.startswith("|") else n for n in text.split("\n"))
        text = _HARD_BREAK.sub("", _ESCAPE.sub("", "\n".join(lines)))
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


def _with_scripts(line: str) -> str:
    """The line with raised and lowered signs as Unicode has them, without marks of notes."""
    pieces, at = [], 0
    for match in _SCRIPT.finditer(line):
        pieces.append(Piece(line[at : match.start()]))
        pieces.append(Piece(match[2], 1 if match[1].lower() == "sup" else -1))
        at = match.end()
    return write_scripts([*pieces, Piece(line[at:])], noted=False)[0] if pieces else line


def _after_deleted(match: re.Match[str]) -> str:
    """The blank after deleted words, unless one stands before them."""
    return "" if match.string[max(0, match.start() - 1)].isspace() else match["after"]
