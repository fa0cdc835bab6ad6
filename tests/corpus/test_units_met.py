"""Units of documents as they are met: numbers parted from their words, marked by notes, opened
two on a line; what stands behind a signature; letters that number nothing."""

import pytest

from corpus.structure.parse import parse

HEAD = "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 4/QĐ-UBND\nLào Cai, ngày 3 tháng 4 năm 2024\n"
ORDER = f"{HEAD}QUYẾT ĐỊNH\nVề trồng rừng\nCăn cứ Luật Lâm nghiệp;\nQUYẾT ĐỊNH:\n"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Bình\n"


def units(text):
    document = parse(text, "a.txt")
    return [
        (".".join(f"{s.level} {s.value}" for s in c.path), " ".join(document.quote(c).split()))
        for c in document.clauses
        if c.part == "body"
    ]


def places(text):
    return [place for place, _ in units(text)]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "**"])
@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ("Điều", "1. Trồng cây", "dieu 1"),
        ("ĐIỀU", "1", "dieu 1"),
        ("Chương", "I. QUY ĐỊNH CHUNG", "chuong I"),
        ("Mục", "2. TRỒNG CÂY", "muc 2"),
        ("Phần", "thứ nhất", "phan nhất"),
        ("PHẦN THỨ", "HAI", "phan HAI"),
    ],
)
def test_a_number_on_the_line_after_its_word(first, second, level, mark, gap):
    text = f"{ORDER}{mark}{first}{mark}{gap}{mark}{second}{mark}{gap}1. Một việc.{gap}2. Hai việc."
    assert places(text) == [level, f"{level}.khoan 1", f"{level}.khoan 2"]
    assert units(text)[0][1].replace("*", "") == f"{first} {second}"


def test_the_word_at_the_end_of_a_sentence_takes_no_number():
    text = f"{ORDER}Điều 1. Phạm vi theo quy định tại\nĐiều\n5. Luật Lâm nghiệp.\nĐiều 2. Thi hành."
    assert places(text) == ["dieu 1", "dieu 2"]


@pytest.mark.parametrize("note", ["[3]", "[12]", "²"])
def test_a_note_behind_a_number(note):
    text = (
        f"{ORDER}**Điều 2a****{note}.** Hỗ trợ\n\n1.{note} Xã làm.\n\na){note} Thôn làm.\n\n"
        f"b) Bản làm.\n\n2.{note} Huyện làm.\n"
    )
    article = "dieu 2a"
    assert places(text) == [
        article,
        f"{article}.khoan 1",
        f"{article}.khoan 1.diem a",
        f"{article}.khoan 1.diem b",
        f"{article}.khoan 2",
    ]


def test_an_article_without_a_title_keeps_its_first_clause():
    text = f"{ORDER}Điều 1\n1. Xã làm.\n2. Thôn làm.\nĐiều 2\n1. Huyện làm.\n2. Tỉnh làm.\n"
    assert places(text)[:3] == ["dieu 1", "dieu 1.khoan 1", "dieu 1.khoan 2"]
    assert places(text)[3:] == ["dieu 2", "dieu 2.khoan 1", "dieu 2.khoan 2"]


@pytest.mark.parametrize("mark", ["", "**"])
def test_a_unit_and_the_first_under_it_on_one_line(mark):
    text = f"{ORDER}{mark}Điều 1.{mark} 1. Xã làm.\n\n2. a) Thôn làm.\n\nb) Bản làm.\n\n3. Hết.\n"
    assert places(text) == [
        "dieu 1",
        "dieu 1.khoan 1",
        "dieu 1.khoan 2",
        "dieu 1.khoan 2.diem a",
        "dieu 1.khoan 2.diem b",
        "dieu 1.khoan 3",
    ]


@pytest.mark.parametrize(
    "reference",
    [
        "Điều 20, Điều 21 và Điều 33 về thuế.",
        "Điều 10 Nghị định số 12/2020/NĐ-CP.",
        "Điều 5 Luật Đất đai.",
        "Điều 4 Khoản 1 Điều 8.",
    ],
)
def test_a_reference_at_a_line_is_no_article(reference):
    text = f"{ORDER}Điều 1. Bãi bỏ:\n\n{reference}\n\nĐiều 2. Thi hành.\n"
    assert places(text) == ["dieu 1", "dieu 2"]


def test_an_article_without_a_stop_is_one():
    text = f"{ORDER}Điều 1 Quyết định này có hiệu lực từ ngày ký.\n\nĐiều 2 Luật này cũng vậy.\n"
    assert places(text) == ["dieu 1", "dieu 2"]


def test_bold_letters_that_end_and_begin_again_close_themselves():
    text = (
        f"{ORDER}**1. Sở Y tế:**** **cử người\n- Khám bệnh.\n- Phát thuốc.\n"
        "**2. Sở Nội vụ:*** *cử người.\n**3. Sở Tài chính** cấp tiền ***trước 3/5**.\n**4.** Hết."
    )
    assert places(text)[0] == "khoan 1"
    assert places(text)[1:3] == ["khoan 1.gach 1", "khoan 1.gach 2"]
    assert places(text)[3] == "khoan 2"


@pytest.mark.parametrize("signed", [SIGNED, "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn Bình\n"])
def test_parts_behind_a_signature_are_those_of_an_annex(signed):
    text = f"{ORDER}Điều 1. Công bố.\n{signed}\nPhần I. DANH MỤC\n\n1. Một.\n\n2. Hai.\n"
    annex = "phu_luc Phụ lục.phan I"
    assert places(text) == ["dieu 1", annex, f"{annex}.khoan 1", f"{annex}.khoan 2"]


def test_a_signature_in_a_row_is_no_row():
    text = (
        f"{ORDER}Điều 1. Ban hành Quy chế.\n\n|  | TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Trần Văn Bình |\n"
        "|---|---|\n\nQUY CHẾ\n\nVề trồng rừng\n\n(Kèm theo Quyết định)\n\nĐiều 1. Chung.\n"
    )
    assert places(text) == ["dieu 1", "phu_luc Quy chế", "phu_luc Quy chế.dieu 1"]


@pytest.mark.parametrize(
    "recipients",
    [
        "__Nơi nhận__:\n- Như Điều 1;\n- Lưu: VT.\n",
        "- Như Điều 1;\n- Các sở;\n- Lưu: VT.\n",
        "- Các sở; - Các xã; - Lưu: VT, NN.\n",
    ],
)
def test_recipients_are_no_part_of_the_last_article(recipients):
    text = f"{ORDER}Điều 1. Các sở thi hành./.\n\n{recipients}\n{SIGNED}"
    assert units(text) == [("dieu 1", "Điều 1. Các sở thi hành./.")]


def test_recipients_on_the_line_of_the_last_words():
    text = f"{ORDER}Điều 1. Các sở thi hành./. Nơi nhận: - Như Điều 1; - Lưu: VT.\n{SIGNED}"
    assert units(text) == [("dieu 1", "Điều 1. Các sở thi hành./.")]


def test_a_letter_without_numbers_has_a_body():
    text = (
        f"{HEAD}V/v trồng rừng\nKính gửi: Sở Nông nghiệp và Môi trường\n\nTheo báo cáo của Sở, Chủ "
        "tịch Ủy ban nhân dân tỉnh có ý kiến như sau:\n\nGiao Sở trồng 5 ha rừng trước 3/5.\n\n"
        f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n{SIGNED}"
    )
    assert [place for place, _ in units(text)] == ["doan 1", "doan 2"]


@pytest.mark.parametrize(
    "name", ["Đại tá Trần Văn Bình", "TS. Trần Văn Bình", "[ Trần Văn Bình", "Trần Văn Bình |"]
)
def test_a_rank_is_no_part_of_the_signer(name):
    text = f"{ORDER}Điều 1. Thi hành./.\n\nCHỦ TỊCH\n\n{name}\n"
    assert parse(text, "a.txt").metadata.signer == "Trần Văn Bình"
