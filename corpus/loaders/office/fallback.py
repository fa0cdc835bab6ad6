"""DOC and RTF without LibreOffice: the words by smaller means, with what that leaves out said."""

from striprtf.striprtf import rtf_to_text

from corpus.language.legacy_lines import reread_lines
from corpus.loaders.base import Loaded
from corpus.loaders.office.programs import doc_to_text
from corpus.loaders.writer import Writer

_POORER = (
    "đọc không qua LibreOffice nên có thể thiếu số thứ tự tự động và khung bảng; cài LibreOffice "
    "(`make ocr`) để đọc đủ"
)


def read_doc(raw: bytes) -> Loaded:
    """A DOC by antiword; ProgramError where it cannot."""
    return _written(doc_to_text(raw))


def read_rtf(raw: bytes) -> Loaded:
    """An RTF by striprtf."""
    text: str = rtf_to_text(raw.decode("latin-1"), errors="ignore")  # type: ignore[no-untyped-call]
    return _written(text)


def _written(text: str) -> Loaded:
    told = reread_lines(text)
    writer = Writer()
    for line in (told.text if told else text).split("\n"):
        writer.paragraph(line)
    notes = (f"chữ ở bảng mã {', '.join(told.encodings)}, đã chuyển sang Unicode",) if told else ()
    return writer.loaded((*notes, _POORER))
