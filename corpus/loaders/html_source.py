"""A page's bytes to its source: what the bytes say, what the page declares, what its words say."""

import codecs
import html
import re
from pathlib import Path

from corpus.language.legacy_guess import LEAST_WORDS, sample, soundness
from corpus.loaders.base import LoadError
from corpus.loaders.charset import SOUND, text_of

_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)
# letters of Latin-1 that old page editors wrote by name or number; signs of HTML itself stay
_ENTITY = re.compile(r"&(?:#(?:1[3-9]\d|2[0-4]\d|25[0-5])|[A-Za-z]{2,6}\d{0,2});")
_KEPT = frozenset("<>&\"'\u00a0")
_TAG = "\n\x01<"  # a tag begins a line of its own, so that words in another font are read apart
_LOOKED_AT = 4096  # bytes at the beginning


def source_of(raw: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The source and notes on how it was read; LoadError where no encoding gives words.

    A byte order mark goes before what the page declares, and so does UTF-8 where the bytes are
    such: a converted page often still declares its old encoding. Where the words are none of the
    declared encoding, they are those of an old Vietnamese one.
    """
    declared = _declared(raw)
    if declared:
        text = _as_declared(raw, declared)
        if text is not None and _is_sound(text):
            return text, ()
    apart = raw if b"\x00" in raw[:_LOOKED_AT] else _spelled(raw).replace(b"<", _TAG.encode())
    try:
        text, notes = text_of(path, apart)
    except LoadError as error:
        named = declared or "utf-8"
        reason = f"không đọc được bảng mã “{named}”; hãy lưu lại trang ở bảng mã UTF-8."
        raise LoadError(path, reason) from error
    return text.replace(_TAG, "<"), notes


def _declared(raw: bytes) -> str:
    """The encoding that the page names, where its bytes do not say it."""
    if raw.startswith(_MARKS) or b"\x00" in raw[:_LOOKED_AT] or _is_utf8(raw):
        return ""
    found = _CHARSET.search(raw[:_LOOKED_AT])
    return found[1].decode("ascii", "replace") if found else ""


def _as_declared(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _is_sound(text: str) -> bool:
    sound = soundness(sample(text))
    return sound.words < LEAST_WORDS or sound.share >= SOUND


def _spelled(raw: bytes) -> bytes:
    """The bytes with letters that are written as entities in their place, where the page may be
    one of an old encoding: "S&ocirc;&ucirc;" is "Sôû", which VNI reads as "Sở"."""
    if b"&" not in raw:
        return raw
    encoding = "utf-8" if _is_utf8(raw) else "latin-1"
    text = raw.decode(encoding)
    return _ENTITY.sub(_letter, text).encode(encoding, "xmlcharrefreplace")


def _letter(match: re.Match[str]) -> str:
    letter = html.unescape(match.group())
    return match.group() if letter in _KEPT or len(letter) > 1 else letter
