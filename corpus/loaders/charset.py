"""Bytes of a text file to text: what the file says of its encoding, else what its words say."""

import codecs
from pathlib import Path

from corpus.language.legacy_guess import LEAST_WORDS, sample, soundness
from corpus.language.legacy_lines import read_lines, reread_lines
from corpus.language.mojibake import remade
from corpus.loaders.base import LoadError

SOUND = 0.95  # share of marked words that are syllables in a text that is left as it is
_PROBE = 4096  # bytes looked at for UTF-16 without a mark
_TWICE = "chữ UTF-8 đã bị lưu nhầm bảng mã, đã đọc lại"
_BINARY = "tệp nhị phân, không phải văn bản; hãy xuất ra TXT hoặc MD (UTF-8)."


def text_of(path: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of ``raw`` and notes on how it was read; LoadError where that is not sure.

    A byte order mark, then UTF-8, then UTF-16 without a mark, then the old Vietnamese encodings,
    line by line. A text in UTF-8 whose words are those of an old encoding is read again, and so is
    one that was read in a wrong encoding before and saved so.
    """
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _settled(_decoded(path, raw, "utf-32"))
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _settled(_decoded(path, raw, "utf-16"))
    if b"\x00" in raw:
        return _without_mark(path, raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = read_lines(raw)
        if told is None:
            raise LoadError(path, _not_utf8(error)) from error
        return told.text, (_note(told.encodings),)
    return _settled(text)


def _settled(text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file in Unicode, read again where its words are those of another encoding."""
    if text.isascii():
        return text, ()
    again = remade(text).removeprefix("\ufeff")
    notes = () if again == text else (_TWICE,)
    sound = soundness(sample(again))
    if sound.share < SOUND and sound.words >= LEAST_WORDS:
        told = reread_lines(again)
        if told:
            return told.text, (*notes, _note(told.encodings))
    return again, notes


def _note(encodings: tuple[str, ...]) -> str:
    return f"chữ ở bảng mã {', '.join(encodings)}, đã chuyển sang Unicode"


def _not_utf8(error: UnicodeDecodeError) -> str:
    return (
        f"không phải văn bản UTF-8 (byte thứ {error.start}) và không đoán chắc được bảng mã cũ "
        "nào; hãy lưu lại tệp ở bảng mã UTF-8."
    )


def _decoded(path: Path, raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise LoadError(path, _not_utf8(error)) from error
    if "\x00" in text:
        raise LoadError(path, _BINARY)
    return text


def _without_mark(path: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-16 without a byte order mark: nearly all zero bytes stand on one side."""
    even, odd = raw[:_PROBE:2].count(0), raw[1:_PROBE:2].count(0)
    few = min(even, odd) * 20 <= max(even, odd)
    if not few or len(raw) % 2 or max(even, odd) * 10 < min(len(raw), _PROBE) // 2:
        raise LoadError(path, _BINARY)
    text = _decoded(path, raw, "utf-16-be" if even > odd else "utf-16-le")
    sound = soundness(sample(text))
    if sound.words >= LEAST_WORDS and sound.share < SOUND:
        raise LoadError(path, _BINARY)
    return text, ("tệp UTF-16 không có dấu thứ tự byte, đọc theo thứ tự đoán được",)
