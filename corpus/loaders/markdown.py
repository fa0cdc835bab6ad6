"""What Markdown holds of other forms: tables and lists in HTML, quoted blocks."""

import re
from pathlib import Path

from corpus.loaders.html import read_html

_OPENED = re.compile(r"^ {0,3}<(table|ol|ul|dl)\b[^>\n]{0,400}>", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r"(?:^ {0,3}>.*(?:\n|\Z)){2,}", re.MULTILINE)
_MARK = re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE)


def settled(text: str, path: Path) -> str:
    """The text with tables and lists that are written in HTML as a browser shows them, and blocks
    of quoted lines without their marks (CommonMark 0.31, 4.6 and 5.1)."""
    if ">" not in text:
        return text
    text = _QUOTED.sub(lambda match: _MARK.sub("", match.group()), text)
    parts, at = [], 0
    while opened := _OPENED.search(text, at):
        end = _end(text, opened)
        if end is None:
            break
        parts += [text[at : opened.start()], "\n"]
        parts.append(read_html(text[opened.start() : end].encode(), path).text)
        at = end
    return "".join([*parts, text[at:]])


def _end(text: str, opened: re.Match[str]) -> int | None:
    """Where the element ends, or None where it does not."""
    depth = 0
    for tag in re.finditer(rf"<(/?){opened[1]}\b[^>\n]{{0,400}}>", text[opened.start() :], re.I):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return opened.start() + tag.end()
    return None
