"""UTF-8 that was read as Windows-1252 or Latin-1 and saved again: "Äiá»u" for "Điều".

Each letter beyond ASCII then stands as the two or three signs that its bytes are in the other
encoding. Only stretches that are UTF-8 byte for byte are read again, line by line, and only where
the line's words become Vietnamese by it.
"""

import re

from corpus.language.legacy_guess import soundness

_MOST = 3  # times that a text is read wrongly, one over the other
_SOUND = 0.8  # share of syllables of a line that was read again
_BETTER = 0.3


def _signs() -> dict[str, int]:
    """The sign that each byte from 0x80 on is in Latin-1 and in Windows-1252."""
    signs = {chr(code): code for code in range(0x80, 0x100)}
    for code in range(0x80, 0xA0):
        if told := bytes([code]).decode("cp1252", "ignore"):
            signs[told] = code
    return signs


_SIGNS = _signs()


def _class(first: int, last: int) -> str:
    return "".join(re.escape(sign) for sign, code in _SIGNS.items() if first <= code <= last)


_TAIL = _class(0x80, 0xBF)
_CODED = re.compile(
    f"[{_class(0xC3, 0xDF)}\u00c2][{_TAIL}]|[{_class(0xE0, 0xEF)}][{_TAIL}]{{2}}"
    f"|[{_class(0xF0, 0xF4)}][{_TAIL}]{{3}}"
)
# "à" is C3 A0, and a blank that does not break often became one that does
_LOST = re.compile("\u00c3 (?=[ \n.,;:)]|[a-z]{1,3}\\b)")
_SURE = re.compile(f"\u00e1[\u00ba\u00bb][{_TAIL}]")  # ạ to ỹ, in nearly every line of Vietnamese
_HINT = re.compile(f"{_SURE.pattern}|[A-Za-z]\u00cc[{_TAIL}]|\u00c4[{_TAIL}]|\u00c6[\u00b0\u00a1]")


def remade(text: str) -> str:
    """The text with its lines of UTF-8 that were read wrongly read again.

    >>> remade("\\u00c4\\u0090i\\u00e1\\u00bb\\u0081u 1. Kinh ph\\u00c3\\u00ad")
    'Điều 1. Kinh phí'
    """
    for _ in range(_MOST):
        if not _HINT.search(text) and not _is_twice(text):
            return text
        again = "\n".join(map(_line, text.split("\n")))
        if again == text:
            return text
        text = again
    return text


def _is_twice(text: str) -> bool:
    """Whether even the signs of a wrong reading were read wrongly ("Ã¡Â»")."""
    return "\u00c3\u00a1\u00c2" in text


def _line(line: str) -> str:
    if line.isascii() or not _CODED.search(line):
        return line
    again = _CODED.sub(_letter, _LOST.sub("\u00c3\u00a0", line))
    if again == line:
        return line
    if _is_twice(line) or _SURE.search(again):
        return again
    before, after = soundness(line), soundness(again)
    gone = not after.words  # signs only: a dash, a mark of order
    sound = after.share >= _SOUND and after.share >= before.share + _BETTER
    return again if gone or sound else line


def _letter(match: re.Match[str]) -> str:
    try:
        return bytes(_SIGNS[sign] for sign in match.group()).decode()
    except UnicodeDecodeError:
        return match.group()
