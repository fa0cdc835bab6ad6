"""The list as CSV that Excel opens as it is: UTF-8 with a mark, days as they are written."""

import csv
from datetime import date
from io import StringIO

from bot.doors.tasks.columns import COLUMNS, Value
from corpus.spreadsheet import as_text
from corpus.tasks.agenda import Agenda


def csv_of(agenda: Agenda, site: str) -> bytes:
    """The file's bytes; ``site`` stands before the addresses of this server."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["STT", *(column.head for column in COLUMNS), "Địa chỉ"])
    for number, entry in enumerate(agenda.entries, 1):
        address = f"{site}/documents/{entry.document.id}#{entry.clause.id}"
        writer.writerow([number, *(_plain(c.value(entry)) for c in COLUMNS), address])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    """The value as text; what a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return as_text("" if value is None else str(value))
