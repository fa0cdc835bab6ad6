"""Characters that print nothing, look-alikes, and stars that are no emphasis."""

import pytest

from corpus.language.cleaning import clean
from corpus.language.normalize import fold, plain
from corpus.library import load_library
from corpus.structure.parse import parse


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("1\u200b2.0\u200d00 suất", "12.000 suất"),
        ("\ufeff\u200b4. Sở Y tế", "4. Sở Y tế"),
        ("tri\u00adển khai", "triển khai"),
        ("cu\u00ado\u0323\u0302c ho\u0323p", "cuộc họp"),
        ("Nội\u00advụ", "Nội vụ"),
        ("Nội\u200b vụ", "Nội vụ"),
        ("web\u00adsite", "website"),
        ("15/QĐ\u2011UBND", "15/QĐ-UBND"),
        ("một\u2028hai\u2029ba\u000bbốn", "một\nhai\n\nba\nbốn"),
        ("\u00d0iều \u00f0ó, \u0189ồng", "Điều đó, Đồng"),
        ("\u202aAbc\u202c\u2060", "Abc"),
        ("8\ufe0f50 triệu", "850 triệu"),
        ("２．Sở Y tế，１２ xã", "2.Sở Y tế,12 xã"),
        ("D\u0335iều 3, d\u0336iểm", "Điều 3, điểm"),
        ("Đi\u0435\u0302\u0300u 1, kh\u043e sách", "Điều 1, kho sách"),
        ("Москва", "Москва"),
    ],
)
def test_what_people_read_is_kept(source, kept):
    assert clean(source) == kept
    assert clean(kept) == kept


def test_a_question_typed_with_eth_is_folded_the_same():
    assert fold("\u00d0ồng Tháp") == fold("Đồng Tháp")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("bảng 40*60 cm", "bảng 40*60 cm"),
        ("lưới 3 * 4 ô", "lưới 3 * 4 ô"),
        ("Tổng số (*) và (**)", "Tổng số (*) và (**)"),
        ("**Điều 2.** *Hiệu lực*", "Điều 2. Hiệu lực"),
        ("**2021****3. Mới**", "20213. Mới"),
        ("(*in nghiêng*), **5**%", "(in nghiêng), 5%"),
    ],
)
def test_stars(source, shown):
    assert plain(source) == shown


def test_a_star_between_figures_opens_no_emphasis():
    text = "1. Treo biển 40*60 cm tại bến đò\nSở Y tế kiểm tra\n2. Báo cáo kết quả"
    document = parse(f"KẾ HOẠCH\nNăm 2024\n\n{text}", "a.txt")
    assert [s.value for c in document.clauses for s in c.path if s.level == "khoan"] == ["1", "2"]


def load(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_library([path]).documents[0]


def test_line_separators_part_paragraphs(tmp_path):
    head = "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\u2028Số: 5/KH-UBND\u2029KẾ HOẠCH\u2028Trồng rừng\u2029"
    document = load(tmp_path, "a.txt", f"{head}1. Sở Y tế dự họp.\u20282. Sở Nội vụ báo cáo.")
    assert document.metadata.number == "5/KH-UBND"
    quotes = [document.quote(c) for c in document.clauses if c.path[-1].level == "khoan"]
    assert quotes == ["1. Sở Y tế dự họp.", "2. Sở Nội vụ báo cáo."]


def test_eth_heads_articles(tmp_path):
    text = "QUYẾT ĐỊNH\nTrồng rừng\n\n\u00d0iều 1. Mục tiêu\nTrồng cây.\n\u00d0iều 2. Kinh phí\n"
    document = load(tmp_path, "a.txt", f"{text}\u00d0ài Phát thanh đưa tin.")
    assert [c.path[0].value for c in document.clauses if c.path[0].level == "dieu"] == ["1", "2"]
    assert document.quote(document.clauses[-1]).endswith("Đài Phát thanh đưa tin.")
