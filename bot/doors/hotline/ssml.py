"""What is said as SSML 1.1, for switchboards that bring their own voice."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from bot.doors.hotline.call import Kind, Part

_HEAD = '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="vi-VN">'
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")
_PAUSE = '<break time="400ms"/>'  # between options: the caller's finger needs time


def ssml(parts: Sequence[Part]) -> str:
    """A paragraph for each part, its sentences marked."""
    return f"{_HEAD}{''.join(map(_paragraph, parts))}</speak>"


def _paragraph(part: Part) -> str:
    found = (match.group().strip() for match in _SENTENCE.finditer(part.text))
    sentences = "".join(f"<s>{escape(one)}</s>" for one in found if one)
    pause = _PAUSE if part.kind is Kind.CHOICES else ""
    return f"<p>{sentences}</p>{pause}"
