"""Plain text in an encoding nobody names, or in several: line by line, the likeliest reading.

A file may be put together from parts of different age: a letterhead in UTF-8 over a body in TCVN3.
Each line's words are read in every encoding; a change of encoding between two lines costs, so that
a short line goes with its neighbours (a shortest path over the lines, Viterbi 1967).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.language.legacy_encodings import NAMES, TCVN3, VISCII, VNI, convert
from corpus.language.legacy_guess import LEAD, LEAST_SHARE, LEAST_WORDS, Soundness, soundness
from corpus.language.normalize import nfc

UNICODE = "utf-8"
CP1258 = "cp1258"
_CHANGE = 4.0  # marked words that a change of encoding must gain
_WRONG = 2.0  # what a word that is no syllable costs, in syllables
_UNREADABLE = 1e9


@dataclass(frozen=True, slots=True)
class Told:
    """A text (NFC) and the encodings it was read from, by name, the commonest first."""

    text: str
    encodings: tuple[str, ...]


def _surface(raw: bytes) -> str:
    """Windows-1252; the bytes that it leaves unused as in Latin-1."""
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)


# by name: the line's text, None where its bytes are none of the encoding's; TCVN3 twice, for its
# capitals stand where Windows has quotation marks
_READINGS: dict[str, Callable[[bytes], str]] = {
    UNICODE: lambda raw: raw.decode("utf-8"),
    TCVN3: lambda raw: convert(_surface(raw), TCVN3),
    f"{TCVN3}-1": lambda raw: convert(raw.decode("latin-1"), TCVN3),
    VNI: lambda raw: convert(_surface(raw), VNI),
    VISCII: lambda raw: convert(raw.decode("latin-1"), VISCII),
    CP1258: lambda raw: nfc(raw.decode("cp1258")),
}
# the Latin-1 character of a byte by its character in Windows-1252
_LATIN = {ord(bytes([b]).decode("cp1252", "replace")): b for b in range(0x80, 0xA0)}
_ON_A_BYTE = {*range(0x100), *_LATIN} | {0x3BC}
_VIETNAMESE = {b: bytes([b]).decode("cp1258", "replace") for b in range(0xA0, 0x100)}
_REREADINGS: dict[str, Callable[[str], str]] = {
    TCVN3: lambda line: convert(line, TCVN3),
    f"{TCVN3}-1": lambda line: convert(line.translate(_LATIN), TCVN3),
    VNI: lambda line: convert(line, VNI),
    VISCII: lambda line: convert(line.translate(_LATIN), VISCII),
    CP1258: lambda line: nfc(line.translate(_VIETNAMESE)),
}
_SHOWN = {**NAMES, f"{TCVN3}-1": NAMES[TCVN3], CP1258: "Windows-1258", UNICODE: "UTF-8"}


def read_lines(raw: bytes) -> Told | None:
    """The text of bytes that may be in any of the encodings; None where that is not sure."""
    return _best([_readings(line) for line in raw.split(b"\n")])


def reread_lines(text: str) -> Told | None:
    """The same for a text that is Unicode by its file, but holds letters of an old encoding; None
    where it is best left as it is."""
    told = _best([_rereadings(line) for line in text.split("\n")])
    return told if told and told.encodings != (_SHOWN[UNICODE],) else None


def _rereadings(line: str) -> dict[str, str]:
    """The line as it is, and as its letters are read in the other encodings; a line with a letter
    that stands on no byte is as it is."""
    if line.isascii():
        return dict.fromkeys(_READINGS, line)
    if any(char.isalpha() and ord(char) not in _ON_A_BYTE for char in line):
        return {UNICODE: line}
    return {UNICODE: line, **{name: read(line) for name, read in _REREADINGS.items()}}


def _readings(raw: bytes) -> dict[str, str]:
    if raw.isascii() and not _has_controls(raw):
        return dict.fromkeys(_READINGS, raw.decode())
    found: dict[str, str] = {}
    for name, read in _READINGS.items():
        try:
            found[name] = read(raw)
        except UnicodeDecodeError:
            continue
    return found


def _has_controls(raw: bytes) -> bool:
    return any(byte < 0x20 and byte not in b"\t\r\f\v" for byte in raw)


def _best(lines: Sequence[dict[str, str]]) -> Told | None:
    judged = [
        {name: soundness(text) for name, text in line.items()}
        if len(set(line.values())) > 1
        else {}
        for line in lines
    ]
    path = _path(lines, judged)
    used = list(dict.fromkeys(path))
    totals = {name: _total(judged, path, name) for name in used}
    whole = Soundness(
        sum(t.words for t in totals.values()),
        _ratio(sum(t.words * t.share for t in totals.values()), totals),
    )
    if whole.words < LEAST_WORDS or whole.share < LEAST_SHARE:
        return None
    if any(t.words < LEAST_WORDS or t.share < LEAST_SHARE for t in totals.values() if t.words):
        return None
    if len(used) == 1 and _rivalled(lines, judged, used[0], whole.share):
        return None
    marked = [name for name in used if totals[name].words]
    marked.sort(key=lambda name: -totals[name].words)
    names = tuple(dict.fromkeys(_SHOWN[name] for name in marked))
    return Told("\n".join(line[name] for line, name in zip(lines, path, strict=True)), names)


def _ratio(right: float, totals: dict[str, Soundness]) -> float:
    words = sum(t.words for t in totals.values())
    return right / words if words else 0.0


def _path(lines: Sequence[dict[str, str]], judged: Sequence[dict[str, Soundness]]) -> list[str]:
    """The encoding of each line."""
    names = list(_READINGS)
    gained = dict.fromkeys(names, 0.0)
    came: list[dict[str, str]] = []
    for line, sound in zip(lines, judged, strict=True):
        best = max(names, key=lambda name: gained[name])
        step: dict[str, str] = {}
        now: dict[str, float] = {}
        for name in names:
            stays = gained[name] >= gained[best] - _CHANGE
            step[name] = name if stays else best
            before = gained[name] if stays else gained[best] - _CHANGE
            now[name] = before + _gain(sound.get(name)) if name in line else before - _UNREADABLE
        gained = now
        came.append(step)
    last = max(names, key=lambda name: gained[name])
    path: list[str] = []
    for step in reversed(came):
        path.append(last)
        last = step[last]
    return path[::-1]


def _gain(sound: Soundness | None) -> float:
    if sound is None:
        return 0.0
    return sound.words * (sound.share - _WRONG * (1 - sound.share))


def _total(judged: Sequence[dict[str, Soundness]], path: Sequence[str], name: str) -> Soundness:
    own = [sound[name] for sound, at in zip(judged, path, strict=True) if at == name and sound]
    words = sum(sound.words for sound in own)
    right = sum(sound.words * sound.share for sound in own)
    return Soundness(words, right / words if words else 0.0)


def _rivalled(
    lines: Sequence[dict[str, str]], judged: Sequence[dict[str, Soundness]], name: str, share: float
) -> bool:
    """Whether another encoding of the whole text reads nearly as well and says something else."""
    for other in _READINGS:
        if other == name or _SHOWN[other] == _SHOWN[name]:
            continue
        if not all(other in line for line in lines):
            continue
        total = _total(judged, [other] * len(lines), other)
        differs = any(line[other] != line[name] for line in lines)
        if differs and total.words >= LEAST_WORDS and share - total.share < LEAD:
            return True
    return False
