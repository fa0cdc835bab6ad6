"""Question sets kept as tables, and an evaluation run from the page."""

import json

import httpx
import openpyxl
import pytest
from gradio_client import Client, handle_file

from bot.doors.access.identity import COOKIE
from bot.doors.admin.office import Office
from bot.people.roles import ADMINISTRATOR
from corpus.settings import Settings
from eval.page.sheet import SheetError, as_lines
from tests.bot.serving import serving

HEADS = ["Mã", "Câu hỏi", "Văn bản", "Lời văn bản", "Trả lời được", "Phải có", "Câu hỏi trước"]
QUESTION = "Sở nào chủ trì chỉ tiêu trên 10% hoạt động kiểm tra hành chính qua môi trường số?"
FILE = "quyet-dinh-03-qd-bcd-quang-ngai-2023-06-07.txt"
QUOTE = "Trên 10% hoạt động kiểm tra hành chính định kỳ"


def book(path, *rows):
    made = openpyxl.Workbook()
    for row in (HEADS, *rows):
        made.active.append(row)
    made.save(path)
    return path


def test_a_table_is_read_as_a_set(tmp_path):
    path = book(
        tmp_path / "bo.xlsx",
        ["a1", QUESTION, FILE, QUOTE, "có", "Sở Nội vụ\n10%", None],
        [None, "Giá vàng hôm nay?", None, None, "không", None, "Câu trước\nCâu trước nữa"],
        [None, None, None, None, None, None, None],
    )
    first, second = [json.loads(line) for line in as_lines(path).splitlines()]
    assert first["gold"] == [{"document": FILE, "quote": QUOTE}]
    assert first["must"] == ["Sở\\ Nội\\ vụ", "10%"]
    assert (first["id"], first["kind"], first["answerable"]) == ("a1", "fact", True)
    assert (second["kind"], second["answerable"], second["gold"]) == ("unans", False, [])
    assert second["history"] == ["Câu trước", "Câu trước nữa"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_by_any_separator(tmp_path, mark):
    path = tmp_path / "bo.csv"
    path.write_text(f"STT{mark}CÂU HỎI\n7{mark}Ai ký?\n", encoding="utf-8-sig")
    (row,) = [json.loads(line) for line in as_lines(path).splitlines()]
    assert (row["id"], row["question"]) == ("7", "Ai ký?")


def test_what_is_no_set_is_told(tmp_path):
    for name, raw, told in (
        ("a.csv", "Tên,Số\nx,1\n".encode(), "thiếu cột “Câu hỏi”"),
        ("b.csv", "Câu hỏi\n".encode(), "không có câu hỏi nào"),
        ("c.csv", "Câu hỏi\nAi?\n".encode("utf-16"), "UTF-8"),
        ("d.xlsx", b"PK\x03\x04 hong", "Không mở được"),
        ("e.doc", b"", "Chỉ nhận tệp"),
    ):
        path = tmp_path / name
        path.write_bytes(raw)
        with pytest.raises(SheetError, match=told):
            as_lines(path)


def test_a_run_from_the_page(settings, assistant, tmp_path):
    path = book(tmp_path / "bo.xlsx", ["a1", QUESTION, FILE, QUOTE, None, "Sở Nội vụ", None])
    kept = f"sqlite:///{tmp_path / 'thu.sqlite'}"
    office = Office.of(Settings(_env_file=None, data_dir=tmp_path, database=kept))
    person, _ = office.people.add("thử", "lan", "Lan", ADMINISTRATOR)
    office.people.set_password("thử", person, "con trâu đen bơi qua sông")
    signed_in = {"Cookie": f"{COOKIE}={office.sessions.begin(person.id, whole=True)}"}
    with serving(settings.data_dir, EVAL_PAGE="true", DATABASE=kept) as address:
        assert httpx.get(f"{address}/danh-gia").status_code == 401
        client = Client(f"{address}/danh-gia", verbose=False, headers=signed_in)
        told, table, report = client.predict(
            "— gửi tệp bên dưới —", handle_file(str(path)), api_name="/evaluated"
        )
    assert told.startswith("Xong 1 câu")
    assert "| trả lời đúng | 1 | 1.000 |" in table
    with open(report, encoding="utf-8") as file:
        assert "<html" in file.read()
