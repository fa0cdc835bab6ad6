"""An answer as a file for an official's records: DOCX, and PDF where LibreOffice is installed."""

import io
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from docx import Document as new_file  # noqa: N813 (a function)
from docx.document import Document as File
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from bot.answer import Answer, Citation, Role, Statement
from bot.render.markdown import NEAREST, with_marks

_FONT = "Times New Roman"  # Nghị định 30/2020/NĐ-CP, Phụ lục I: the font of official papers
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_QUOTED = (Role.QUOTE, Role.ITEM)
_NOTE = (
    "Câu trả lời do hệ thống trí tuệ nhân tạo Tổng đài ảo trích từ văn bản; "
    "khi sử dụng, đề nghị đối chiếu với bản gốc."
)


def answer_docx(question: str, answer: Answer, at: datetime | None = None) -> bytes:
    """The question, what was said, and every cited clause verbatim with its label."""
    file = new_file()
    _set_up(file)
    title = file.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("TRẢ LỜI TỪ VĂN BẢN CHỈ ĐẠO").bold = True
    _line(file, "Câu hỏi: ", question)
    moment = (at or datetime.now(_ZONE)).astimezone(_ZONE)
    _line(file, "Thời điểm tra cứu: ", moment.strftime("%H:%M ngày %d/%m/%Y"))
    if answer.newest:
        year, month, day = answer.newest.split("-")
        _line(file, "Văn bản mới nhất đang tra cứu: ", f"ngày {day}/{month}/{year}")
    for statement in answer.statements:
        if statement.role not in _QUOTED:
            _say(file, statement)
    if answer.citations:
        heading = file.add_paragraph()
        heading.add_run("Trích dẫn" if answer.answers else NEAREST).bold = True
    for citation in answer.citations:
        _cite(file, citation)
    note = file.add_paragraph()
    note.add_run(_NOTE).italic = True
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _set_up(file: File) -> None:
    style = file.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    file.core_properties.title = "Trả lời từ văn bản chỉ đạo"
    file.core_properties.author = "Tổng đài ảo"
    file.core_properties.comments = _NOTE  # the mark of a machine's work, for machines


def _line(file: File, name: str, text: str) -> None:
    paragraph = file.add_paragraph()
    paragraph.add_run(name).bold = True
    paragraph.add_run(_printable(text))


def _say(file: File, statement: Statement) -> None:
    paragraph = file.add_paragraph()
    if statement.role is not Role.LEAD:
        paragraph.add_run(_printable(with_marks(statement)))
        return
    at = 0
    for start, end in statement.bold:
        paragraph.add_run(_printable(statement.text[at:start]))
        paragraph.add_run(_printable(statement.text[start:end])).bold = True
        at = end
    markers = "".join(f"[{m}]" for m in dict.fromkeys(statement.citations))
    paragraph.add_run(_printable(f"{statement.text[at:]} {markers}"))


def _cite(file: File, citation: Citation) -> None:
    label = citation.clause.label
    paragraph = file.add_paragraph()
    paragraph.add_run(f"[{citation.marker}] {label[:1].upper()}{label[1:]}").bold = True
    for line in _quote(citation):
        quoted = file.add_paragraph(_printable(line))
        quoted.paragraph_format.left_indent = Cm(1)


def _quote(citation: Citation) -> Iterator[str]:
    """The clause's words as they stand, a table row as its cells under their heads."""
    for above in citation.context:
        yield f"({above})"
    clause, text = citation.clause, citation.document.text
    if not clause.cells:
        yield from text[clause.start : clause.end].split("\n")
        return
    for cell in clause.cells:
        words = text[cell.start : cell.end].replace("\n", " ").strip()
        if words:
            yield f"{cell.head}: {words}" if cell.head else words


def _printable(text: str) -> str:
    """Without characters that XML 1.0 has no place for."""
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 0x20 and c not in "\ufffe\uffff"))
