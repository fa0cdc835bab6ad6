"""Lines drawn in letterheads, notes behind signatures, rows of tables that are only counted."""

import pytest

from corpus.structure.parse import parse

BODY = "\n1. Sở Y tế cử cán bộ."


@pytest.mark.parametrize("rule", ["-------", "*****", "____________", "=====", "**-------**"])
@pytest.mark.parametrize("bar", ["\n|\n", "\n"])
def test_a_line_drawn_stands_in_no_clause(rule, bar):
    head = (
        f"ỦY BAN NHÂN DÂN TỈNH LÀO CAI\n{rule}{bar}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Độc lập - Tự do - Hạnh phúc\n{rule}\nSố: 4/KH-UBND\nKẾ HOẠCH\nTrồng rừng\n{rule}"
    )
    document = parse(head + BODY, "a.txt")
    assert document.metadata.issuer == "UBND tỉnh Lào Cai"
    assert document.metadata.title == "Trồng rừng"
    assert not any(rule in document.quote(c) for c in document.clauses)


@pytest.mark.parametrize(
    "head",
    [
        "CHÍNH PHỦ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc----- |",
        "| CHÍNH PHỦ ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do ------------ |",
        "CHÍNH PHỦ ________\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ________________",
    ],
)
def test_a_line_drawn_behind_the_words(head):
    document = parse(f"{head}\nSố: 4/NĐ-CP\nNGHỊ ĐỊNH\nVề trồng rừng{BODY}", "a.txt")
    assert document.metadata.issuer == "Chính phủ"
    quotes = [document.quote(c) for c in document.clauses]
    assert not any("---" in words or "___" in words for words in quotes)


def test_notes_behind_a_signature_are_not_the_signature():
    text = f"""THỦ TƯỚNG CHÍNH PHỦ
Số: 9/CĐ-TTg
CÔNG ĐIỆN
Về ứng phó bão{BODY}

Nơi nhận:
- Như trên;
- VPCP: BTCN, các PCN;
Các Vụ: TH, NN;
- Lưu: VT.
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Trần Văn Bình

[1] Thủ tướng Chính phủ đã phân công 3 đồng chí Phó Thủ tướng Chính phủ đi kiểm tra.
[2] Theo báo cáo của Bộ Nông nghiệp và Môi trường."""
    document = parse(text, "a.txt")
    by_form = {c.value("the_thuc"): document.quote(c) for c in document.clauses}
    assert by_form["chu_ky"] == "KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\nTrần Văn Bình"
    notes = [c.path[1:] for c in document.clauses if c.value("the_thuc") == "ghi_chu"]
    assert [steps[0].value for steps in notes] == ["1", "2"]
    assert by_form["ghi_chu"].startswith("[2] Theo báo cáo")
    assert document.metadata.signer == "Trần Văn Bình"
    recipients = [document.quote(c) for c in document.clauses if c.part == "recipients"]
    assert recipients[-1] == "- Lưu: VT."


def paths(text):
    document = parse(f"KẾ HOẠCH\nTrồng rừng\n\nPHỤ LỤC\nDanh mục\n\n{text}", "a.txt")
    return [
        [(s.level, s.value) for s in c.path if s.level != "phu_luc"]
        for c in document.clauses
        if c.cells
    ]


def test_rows_that_are_only_counted():
    rows = "STT\tViệc\tCơ quan\n1\tCử cán bộ\tSở Y tế\n2\tBáo cáo\tSở Nội vụ"
    assert paths(rows) == [[("dong", "1")], [("dong", "2")]]
    assert paths("STT\tViệc\n1\tCử cán bộ\n2\tBáo cáo") == [[("dong", "1")], [("dong", "2")]]


def test_groups_of_rows_keep_their_numbers():
    rows = (
        "TT\tViệc\tCơ quan\nI\tCHUNG\t\n1\tNhóm một\t\na\tCử cán bộ\tSở Y tế\n"
        "b\tBáo cáo\tSở Nội vụ\n\tGửi kèm\tSở Nội vụ"
    )
    assert paths(rows) == [
        [("muc", "I")],
        [("muc", "I"), ("khoan", "1")],
        [("muc", "I"), ("khoan", "1"), ("diem", "a")],
        [("muc", "I"), ("khoan", "1"), ("diem", "b")],
        [("muc", "I"), ("khoan", "1"), ("diem", "b"), ("dong", "2")],
    ]


def test_a_row_under_a_counted_row():
    text = "STT\tViệc\tCơ quan\n1\tCử cán bộ\tSở Y tế\n\tLập danh sách\tSở Nội vụ"
    document = parse(f"KẾ HOẠCH\nTrồng rừng\n\n{text}", "a.txt")
    assert document.clauses[-1].label.startswith("dòng 2 thuộc dòng 1 Kế hoạch")
