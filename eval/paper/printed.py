"""Sheets to PDF: typed in Word's format, as offices do, and printed by LibreOffice."""

from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from corpus.loaders.office.programs import to_pdf
from eval.paper.sheets import Sheets

_FONT, _SIZE = "DejaVu Serif", 11
_WIDE = 8  # columns of a table from which on the page lies on its side
_SMALL = 7  # size of the words of such a table
_SHORT = 90  # characters of a line in capitals that is set in the middle


def print_sheets(sheets: Sheets) -> bytes:
    """The PDF; ``ProgramError`` where LibreOffice fails."""
    made = docx.Document()
    section = made.sections[0]
    wide = any(not isinstance(item, str) and len(item[0]) >= _WIDE for item in sheets.body)
    sides = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.page_width, section.page_height = sides
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    style.paragraph_format.space_after = Pt(5)
    _number_pages(section)
    if sheets.left:
        columns = made.add_table(1, 2).rows[0].cells
        for cell, lines in zip(columns, (sheets.left, sheets.right), strict=True):
            cell.paragraphs[0].text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.space_after = Pt(0)
        made.add_paragraph()
    for item in sheets.body:
        if isinstance(item, str):
            _set(made.add_paragraph(item), item)
        else:
            _table(made, item)
    buffer = BytesIO()
    made.save(buffer)
    return to_pdf(buffer.getvalue(), ".docx")


def _set(paragraph: Paragraph, words: str) -> None:
    if words.isupper() and len(words) < _SHORT:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)


def _table(made: docx.document.Document, rows: tuple[tuple[str, ...], ...]) -> None:
    width = max(map(len, rows))
    table = made.add_table(0, width, style="Table Grid")
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=False):
            cell.text = words
            if width >= _WIDE:
                for run in cell.paragraphs[0].runs:
                    run.font.size = Pt(_SMALL)
    made.add_paragraph()


def _number_pages(section: docx.section.Section) -> None:
    """A page number in the middle of the upper margin."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if words else "w:fldChar")
        if words:
            element.text = words
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
