"""The list as an Excel workbook: frozen head, filters, days as days, a sheet of notes."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.doors.tasks.columns import COLUMNS, Value
from corpus.tasks.agenda import Agenda

LINK = "Mở điều khoản"
_LONGEST = 32_000  # characters of a cell, a few below what the format allows
_BRAND = "FF8F1D1D"


def workbook_of(agenda: Agenda, notes: list[str], site: str) -> bytes:
    """The workbook's bytes; ``site`` stands before the addresses of this server."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Việc của cơ quan"
    _fill(sheet, agenda, site)
    _head(sheet)
    told = book.create_sheet("Ghi chú")
    told.column_dimensions["A"].width = 110
    for row, note in enumerate(notes, 1):
        _words(told.cell(row, 1), note)  # it tells what was typed into the filters
        told.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def _fill(sheet: Worksheet, agenda: Agenda, site: str) -> None:
    heads = ["STT", *(column.head for column in COLUMNS), LINK]
    for place, head in enumerate(heads, 1):
        sheet.cell(1, place).value = head
    for row, entry in enumerate(agenda.entries, 2):
        sheet.cell(row, 1).value = row - 1
        for place, column in enumerate(COLUMNS, 2):
            _put(sheet, row, place, column.value(entry))
        if not site.startswith("http"):  # no address to be opened from elsewhere
            continue
        cell = sheet.cell(row, len(heads))
        cell.value = LINK
        cell.hyperlink = f"{site}/documents/{entry.document.id}#{entry.clause.id}"
        cell.font = Font(color=_BRAND, underline="single")


def _put(sheet: Worksheet, row: int, place: int, value: Value) -> None:
    cell = sheet.cell(row, place)
    if isinstance(value, str):
        _words(cell, value)
    elif value is not None:
        cell.value = value
        cell.number_format = "DD/MM/YYYY"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _words(cell: Cell, text: str) -> None:
    """Text as text: without what a workbook cannot hold, no formula where it begins with "="."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
    cell.data_type = "s"


def _head(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_BRAND)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for place, width in enumerate([6, *(c.width for c in COLUMNS), 16], 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
