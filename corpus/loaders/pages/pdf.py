"""PDF: pages with text are read, pages that are pictures go to the recognition of characters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from corpus.language.legacy_encodings import decode as decode_font
from corpus.language.syllables import is_syllable
from corpus.loaders import ocr
from corpus.loaders.base import Loaded, LoadError, read_bytes
from corpus.loaders.limits import current_limits
from corpus.loaders.pages.corrections import corrected
from corpus.loaders.pages.glyphs import Decode, Printed, read_words
from corpus.loaders.pages.layout import lay_out
from corpus.loaders.pages.page import Box, Page, Word
from corpus.loaders.pages.pdfium import LARGEST_SIDE, MOST_PAGES, on_page, opened
from corpus.loaders.pages.ruled import RuledTables
from corpus.loaders.pages.struck import without_struck

_PICTURE_SHARE = 0.8  # of the page that a scan's picture covers
_SOME_PICTURE = 0.2  # of a page without a word
_FEW_WORDS = 50  # a text page has 200 and more, a signature's text on a scan under 40
_DRAWN_LETTERS = 200  # paths on a page whose letters are drawn as shapes
_DPI = 240
_MOST_PIXELS = 20_000_000  # of a page's picture for recognition
_UNKNOWN_SHARE = 0.1  # of characters without a meaning from which on a page counts as unreadable
_SOUND_SHARE = 0.75  # of syllables among the words that a recognition laid under a scan
_WIDGET, _STAMP, _FREE_TEXT = 20, 13, 3  # annotations that print text

Recognise = Callable[[Image.Image], ocr.Recognised]


@dataclass(slots=True)
class _Pages:
    """What was read so far, and the numbers of pages of each kind."""

    pages: list[Page] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)  # pictures that nothing could read
    unreadable: list[int] = field(default_factory=list)  # characters without a meaning
    layered: list[int] = field(default_factory=list)  # text that a scanner recognised


def load_pdf(path: Path, decode: Decode = decode_font, most_pages: int | None = None) -> Loaded:
    """The document's words; LoadError for a file that is no PDF, locked, damaged, too large, or
    all of pictures where no recognition can run. ``decode(text, font)`` gives the Unicode of a
    word in a font of old encoding; ``most_pages`` are those of the limits where it is None."""
    refused = ocr.available()
    recognise = None if refused else ocr.recognise_page
    read = _Pages()
    most_pages = min(MOST_PAGES, current_limits().pages) if most_pages is None else most_pages
    tables = RuledTables(read_bytes(path))
    with opened(path, most_pages) as pdf:
        for index in range(len(pdf)):
            try:
                _read_page(pdf, index, read, tables, (decode, recognise))
            except pypdfium2.PdfiumError as error:
                reason = f"không đọc được trang {index + 1} của tệp PDF; hãy tải lại bản đầy đủ."
                raise LoadError(path, reason) from error
            except ocr.RecognitionError as error:
                raise LoadError(path, f"trang {index + 1}: {error}.") from error
    if refused and len(read.missing) == len(read.pages):
        raise LoadError(path, f"bản quét, {refused}")
    pages, settled = corrected(path, read.pages)
    return lay_out(pages, [*_notes(read, refused), *settled])


def _notes(read: _Pages, refused: str | None) -> list[str]:
    notes = []
    if read.missing:
        why = f"là bản quét, {refused}" if refused else "là ảnh mà nhận dạng không thấy chữ nào"
        notes.append(f"thiếu trang {_listed(read.missing)}: {why}")
    if read.unreadable:
        where = _listed(read.unreadable)
        notes.append(f"trang {where} dùng phông chữ không có bảng mã: có chữ không đọc được")
    if read.layered:
        notes.append(f"chữ trang {_listed(read.layered)} do máy quét nhận dạng sẵn, có thể sai")
    return notes


def _listed(numbers: list[int]) -> str:
    """Page numbers as people write them: "2, 5–7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)


def _read_page(
    pdf: pypdfium2.PdfDocument,
    index: int,
    read: _Pages,
    tables: RuledTables,
    means: tuple[Decode, Recognise | None],
) -> None:
    decode, recognise = means
    page = pdf[index]
    forms = _print_forms(page)
    if forms:  # what was printed into the page shows when it is opened anew
        page.close()
        page = pdf[index]
    try:
        width, height = page.get_size()
        if max(width, height) > LARGEST_SIDE:
            raise pypdfium2.PdfiumError("page too large")
        printed = read_words(page, decode)
        drawn = _is_drawn(page, printed, forms)
        unreadable = printed.unknown > _UNKNOWN_SHARE
        if drawn or unreadable:
            (read.missing if drawn else read.unreadable).append(index + 1)
            scan = _recognised(page, index + 1, printed, recognise)
            if scan and len(scan.words) > len(printed.words) * drawn:
                (read.missing if drawn else read.unreadable).remove(index + 1)
                read.pages.append(scan)
                return
        elif printed.unseen > 0.5:
            read.layered.append(index + 1)
        size = (height, width) if printed.turned in (90, 270) else (width, height)
        read.pages.append(
            Page(
                index + 1,
                *size,
                printed.words if printed.turned else without_struck(page, printed.words),
                tables.of(page, index, printed.turned) if printed.words else (),
                scanned=drawn,
                aside=printed.aside,
                turned=printed.turned,
            )
        )
    finally:
        page.close()


def _print_forms(page: pypdfium2.PdfPage) -> list[Box]:
    """Print form fields, stamps and typed notes into the page; where they stand, in shares of it.

    Numbers and days that an office's program fills in are form fields, as are signature stamps.
    """
    found: list[Box] = []
    rect = pdfium.FS_RECTF()
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if pdfium.FPDFAnnot_GetSubtype(annotation) in (_WIDGET, _STAMP, _FREE_TEXT):
            pdfium.FPDFAnnot_GetRect(annotation, rect)
            corners = on_page(page, rect.left, rect.top), on_page(page, rect.right, rect.bottom)
            across, down = zip(*corners, strict=True)
            found.append((min(across), min(down), max(across), max(down)))
        pdfium.FPDFPage_CloseAnnot(annotation)
    if found:
        page.flatten()
    return found


def _is_drawn(page: pypdfium2.PdfPage, printed: Printed, forms: list[Box]) -> bool:
    """Whether the page's text is a picture: a scan with hardly a word, or with words that its
    scanner read so badly that they are none, or letters drawn as shapes."""
    words = sum(not any(_overlap(w.box, form) for form in forms) for w in printed.words)
    if words >= _FEW_WORDS:
        return printed.unseen > 0.5 and _sound(printed.words) < _SOUND_SHARE
    share = _picture_share(page)
    if share >= _PICTURE_SHARE or (words == 0 and share >= _SOME_PICTURE):
        return True
    if words:
        return False
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)
    return sum(1 for _ in paths) >= _DRAWN_LETTERS


def _sound(words: Sequence[Word]) -> float:
    """The share of possible syllables among the words of letters."""
    letters = [w.text.strip(".,;:()\"“”'!?-").lower() for w in words]
    letters = [word for word in letters if word.isalpha()]
    return sum(map(is_syllable, letters)) / len(letters) if letters else 1.0


def _pictures(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfObject]:
    return list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _picture_share(page: pypdfium2.PdfPage) -> float:
    """The share of the page that its pictures cover; those in forms count with the form."""
    left, bottom, right, top = page.get_cropbox()
    area = (right - left) * (top - bottom)
    covered = 0.0
    for shape in page.get_objects(max_depth=1):
        kind = shape.type
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            inner = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], form=shape, level=1)
            kind = pdfium.FPDF_PAGEOBJ_IMAGE if any(True for _ in inner) else kind
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            x, y, x2, y2 = shape.get_bounds()
            covered += max(0.0, min(x2, right) - max(x, left)) * max(
                0.0, min(y2, top) - max(y, bottom)
            )
    return covered / area if area else 0.0


def _recognised(
    page: pypdfium2.PdfPage, number: int, printed: Printed, recognise: Recognise | None
) -> Page | None:
    """The page as recognised, with the printed words (a signature's) told once; None without a
    recognition."""
    if recognise is None:
        return None
    found = recognise(_picture(page))
    kept = [w for w in printed.words if "\ufffd" not in w.text]
    if printed.turned or found.turn or printed.unseen > 0.5 or printed.unknown > _UNKNOWN_SHARE:
        kept = []
    words = [w for w in found.words if not any(_overlap(w.box, k.box) for k in kept)]
    width, height = page.get_size()
    return Page(
        number,
        *((height, width) if found.turn in (90, 270) else (width, height)),
        (*words, *kept),
        found.tables,
        scanned=True,
        aside=printed.aside,
        turned=-found.turn % 360,
    )


def _overlap(box: Box, other: Box) -> bool:
    """Whether most of the smaller box lies in the other."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    if width <= 0 or height <= 0:
        return False
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (box, other)]
    return width * height > 0.5 * min(areas)


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    """The page as a picture: at 240 dots an inch, or at the scan's own resolution if finer."""
    width, height = page.get_size()
    scale = _DPI / 72
    for shape in _pictures(page):
        left, _, right, _ = shape.get_bounds()
        across = shape.get_px_size()[0] if isinstance(shape, pypdfium2.PdfImage) else 0
        if right - left > _PICTURE_SHARE * width:
            scale = max(scale, across / (right - left))
    scale = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return picture.convert("RGB")
