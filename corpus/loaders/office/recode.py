"""A DOCX whose runs are in old fonts (.VnTime, VNI-Times): the same file in Unicode.

The encoding is that of each run's font; a font whose name tells nothing is judged by the words
that are set in it.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from corpus.language.legacy_encodings import (
    NAMES,
    VNI,
    LegacyFont,
    decode_as,
    has_unicode_letters,
    is_mark,
    legacy_font,
)
from corpus.language.legacy_guess import guess
from corpus.loaders.office.fonts import FONTS, RUN, VALUE, Fonts, named_font

_WORDS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_P, _R, _T, _SOFT = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:softHyphen")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLAIN = "Times New Roman"
_SOFT_HYPHEN = "\xad"  # in TCVN3 the letter ư, which word processors take for a hyphen


@dataclass(slots=True)
class _Piece:
    """The words of one element, and the font they are set in."""

    element: Any
    font: str
    text: str


def recode(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The file with its words in Unicode and notes on what was changed; the very same bytes where
    no old font is used. Raises what zipfile and lxml raise for a damaged file."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        known = set(archive.namelist())
        names = [name for name in (*_WORDS, _NUMBERING, _STYLES) if name in known]
        roots = {name: _parsed(archive.read(name)) for name in names}
        fonts = Fonts.of(roots.get(_STYLES))
        stretches = [s for name in _WORDS if name in roots for s in _stretches(roots[name], fonts)]
        used = _encodings(stretches)
        if not used and not any(legacy_font(stretch[0].font) for stretch in stretches):
            return raw, ()
        for stretch in stretches:
            if stretch[0].font in used:
                _rewrite(stretch, used[stretch[0].font])
        if _NUMBERING in roots and used:
            _rewrite_labels(roots[_NUMBERING], used)
        for root in roots.values():
            _drop_fonts(root, used)
        changed = {name: etree.tostring(root) for name, root in roots.items()}
        packed = _packed(archive, changed)
    named = dict.fromkeys(NAMES[font.encoding] for font in used.values())
    note = f"chữ ở bảng mã {', '.join(named)}, đã chuyển sang Unicode"
    return packed, (note,) if named else ()


def _parsed(xml: bytes) -> Any:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _packed(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """The archive with some of its parts changed."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in archive.infolist():
            part = changed.get(entry.filename)
            made.writestr(entry.filename, archive.read(entry) if part is None else part)
    return packed.getvalue()


def _stretches(root: Any, fonts: Fonts) -> Iterator[list[_Piece]]:
    """Words that stand side by side in one font."""
    for paragraph in root.iter(_P):
        stretch: list[_Piece] = []
        for run in paragraph.iter(_R):
            if next(run.iterancestors(_P)) is not paragraph:
                continue
            font = fonts.of_run(run, paragraph)
            for element in run:
                if element.tag == RUN:
                    continue
                text = _text(element)
                if stretch and (text is None or stretch[-1].font != font):
                    yield stretch
                    stretch = []
                if text is not None:
                    stretch.append(_Piece(element, font, text))
        if stretch:
            yield stretch


def _text(element: Any) -> str | None:
    """The words of a run's part; None for what is none."""
    if element.tag == _SOFT:
        return _SOFT_HYPHEN
    return (element.text or "") if element.tag == _T else None


def _encodings(stretches: list[list[_Piece]]) -> dict[str, LegacyFont]:
    """The encodings of the fonts that words in an old encoding are set in.

    A name of an old font over Unicode happens where a file was converted and its styles were not.
    """
    words: dict[str, list[str]] = defaultdict(list)
    for stretch in stretches:
        text = "".join(piece.text for piece in stretch)
        marked = words[stretch[0].font]
        if not text.isascii():
            marked.append(text)
    found: dict[str, LegacyFont] = {}
    for font, texts in words.items():
        known = legacy_font(font)
        if known is None:
            told = guess("\n".join(texts))
            if told:
                found[font] = LegacyFont(told, False)
        elif not texts or 2 * sum(map(has_unicode_letters, texts)) <= len(texts):
            found[font] = known
    return found


def _rewrite(stretch: list[_Piece], known: LegacyFont) -> None:
    """Put Unicode in the place of each piece's words."""
    if known.encoding == VNI:
        _join_marks(stretch)
    whole = "".join(piece.text for piece in stretch)
    if has_unicode_letters(whole) and decode_as(whole, known) == whole:
        return
    for piece in stretch:
        element = piece.element
        if element.tag == _SOFT:
            element.tag = _T
        element.text = decode_as(piece.text, known)
        element.set(_SPACE, "preserve")


def _join_marks(stretch: list[_Piece]) -> None:
    """Where a run begins with the marks of the letter that ends the one before, move them there."""
    for before, piece in pairwise(stretch):
        while before.text[-1:].isalpha() and piece.text and is_mark(piece.text[0]):
            before.text, piece.text = before.text + piece.text[0], piece.text[1:]


def _rewrite_labels(numbering: Any, used: dict[str, LegacyFont]) -> None:
    """The words of automatic numbers ("§iÒu %1."), set in their own font or the text's."""
    main = next(iter(used.values()))
    for level in numbering.iter(qn("w:lvl")):
        label = level.find(qn("w:lvlText"))
        words = "" if label is None else label.get(VALUE, "")
        font = named_font(level.find(RUN))
        known = main if font is None else used.get(font) or legacy_font(font)
        if known and not words.isascii():
            label.set(VALUE, decode_as(words, known))


def _drop_fonts(root: Any, used: dict[str, LegacyFont]) -> None:
    """Name a plain font where an old one was: the words are in its encoding no longer."""
    for fonts in root.iter(FONTS):
        for slot, name in fonts.attrib.items():
            if name in used or legacy_font(name):
                fonts.set(slot, _PLAIN)
