"""Tasks by page, API, files and MCP: one selection behind all of them."""

import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from icalendar import Calendar

DAY = {"day": "2022-02-01"}


@pytest.fixture(scope="module")
def rows(client):
    return client.get("/api/v1/tasks", params={**DAY, "limit": 1000}).json()


def test_each_row_cites_its_clause(client, rows):
    assert rows["total"] == len(rows["tasks"]) > 30
    assert sum(rows["counts"].values()) == rows["total"]
    for row in rows["tasks"]:
        text = client.get(f"/api/v1/documents/{row['document']['id']}/text").text
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["url"].endswith(f"#{row['clause_id']}")
        assert row["label"]


def test_the_workbook_holds_the_same_rows(client, rows):
    response = client.get("/api/v1/tasks.xlsx", params=DAY)
    book = openpyxl.load_workbook(BytesIO(response.content))
    sheet = book["Việc của cơ quan"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:4] == ["STT", "Cơ quan", "Vai trò", "Việc được giao"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == sheet.dimensions
    told = [(r[1].value, r[2].value, r[3].value) for r in sheet.iter_rows(min_row=2)]
    assert told == [(t["agency"], t["role_label"], t["task"]) for t in rows["tasks"]]
    due = sheet.cell(2, heads.index("Hạn gần nhất") + 1)
    assert due.value.date().isoformat() == rows["tasks"][0]["next"]
    assert due.number_format == "DD/MM/YYYY"
    assert not any(c.data_type == "f" for r in sheet.iter_rows() for c in r)
    link = sheet.cell(2, len(heads)).hyperlink
    assert (link.target or "") + "#" + (link.location or "") in (
        f"http://testserver{rows['tasks'][0]['url']}",
        f"http://testserver{rows['tasks'][0]['url']}#",
    )


def test_csv_opens_in_excel_and_holds_no_formula(client, rows):
    raw = client.get("/api/v1/tasks.csv", params=DAY).content
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(raw.decode("utf-8-sig"))))
    assert len(lines) == rows["total"] + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)


def test_the_calendar_holds_what_has_a_day(client, rows):
    response = client.get("/api/v1/tasks.ics", params=DAY)
    calendar = Calendar.from_ical(response.content)
    events = [c for c in calendar.walk() if c.name == "VEVENT"]
    zones = [c for c in calendar.walk() if c.name == "VTIMEZONE"]
    assert [str(zone["TZID"]) for zone in zones] == ["Asia/Ho_Chi_Minh"]
    dated = [
        t for t in rows["tasks"]
        if any((d["to"] and d["kind"] in ("ngay", "tuong_doi")) or d["every"]
               for d in t["deadlines"])
    ]  # fmt: skip
    assert int(response.headers["x-left-out"]) == rows["total"] - len(dated) > 0
    days = {e["DTSTART"].dt for e in events if "RRULE" not in e}
    wanted = {
        date.fromisoformat(d["to"]) for t in rows["tasks"] for d in t["deadlines"]
        if d["to"] and d["kind"] in ("ngay", "tuong_doi")
    }  # fmt: skip
    assert days == wanted
    assert all(type(e["DTSTART"].dt) is date for e in events)  # whole days
    yearly = [e["RRULE"] for e in events if "RRULE" in e]
    assert {tuple(rule["FREQ"]) for rule in yearly} <= {("YEARLY",), ("MONTHLY",), ("WEEKLY",)}
    assert yearly
    assert len({str(e["UID"]) for e in events}) == len(events)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"role": "x"}, "chu_tri"),
        ({"state": "x"}, "qua_han"),
        ({"province": "Sao Hỏa"}, "Quảng Ngãi"),
        ({"within": -1}, "within"),
        ({"day": "hôm qua"}, "NĂM-THÁNG-NGÀY"),
    ],
)
def test_a_filter_that_fits_nothing_is_told(client, asked, word):
    response = client.get("/api/v1/tasks", params=asked)
    assert response.status_code == 422
    assert word in response.json()["detail"]
    assert client.get("/api/v1/tasks.pdf").status_code == 404


def test_the_page_needs_no_script_and_escapes_what_is_typed(client):
    page = client.get("/viec", params={**DAY, "agency": "stttt"})
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert "Sở Thông tin và Truyền thông" in page.text
    assert "trước ngày 15/02/2022 (đến 14/02/2022)" in page.text
    hostile = client.get("/viec", params={"agency": "<img src=x onerror=alert(1)>"})
    assert "<img" not in hostile.text
    wrong = client.get("/viec", params={"province": "Sao Hỏa"})
    assert wrong.status_code == 422
    assert "đang có" in wrong.text
    empty = "/viec?agency=&role=&state=&within=&province=&document=&text=&day=&trang="
    assert client.get(empty).status_code == 200


@pytest.mark.parametrize("typed", ["\x01Sở Nội vụ", "=1+1", "\x0b"])
@pytest.mark.parametrize("kind", ["xlsx", "csv", "ics"])
def test_whatever_was_typed_into_a_filter_makes_a_file(client, typed, kind):
    response = client.get(f"/api/v1/tasks.{kind}", params={**DAY, "agency": typed})
    assert response.status_code == 200
    if kind == "xlsx":
        told = openpyxl.load_workbook(BytesIO(response.content))["Ghi chú"]
        assert all(cell.data_type != "f" for (cell,) in told.iter_rows())


@pytest.mark.parametrize("path", ["/api/v1/tasks", "/api/v1/tasks.ics", "/viec"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_that_no_calendar_reckons_with_is_told(client, path, day):
    """From the last day of all no other can be counted on."""
    refused = client.get(path, params={"day": day, "within": 3660})
    assert refused.status_code == 422
    assert "1900" in refused.text


@pytest.mark.parametrize("value", ["a\r\nATTACH:http://x/\r\nb", "a\x00\x0bb", "a\u2028b;c,d"])
def test_a_filter_writes_no_line_of_its_own_into_a_file(client, value):
    for kind in ("ics", "csv", "xlsx"):
        found = client.get(f"/api/v1/tasks.{kind}", params={**DAY, "agency": value})
        assert found.status_code == 200, (kind, found.text)
        lines = [line for line in found.content.splitlines() if line.startswith(b"ATTACH")]
        assert lines == []
        assert "attach" not in str(found.headers).lower().replace("attachment", "")
    calendar = client.get("/api/v1/tasks.ics", params={**DAY, "agency": value}).text
    assert Calendar.from_ical(calendar)
