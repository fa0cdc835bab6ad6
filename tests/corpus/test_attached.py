"""What is attached behind the signature: annexes by whatever title."""

import pytest

from corpus.library import load_library

DECISION = """CHÍNH PHỦ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 97/NQ-CP
Hà Nội, ngày 06 tháng 4 năm 2026

NGHỊ QUYẾT
Về chương trình hành động

Căn cứ Luật Tổ chức Chính phủ;

Điều 1. Ban hành kèm theo Nghị quyết này chương trình hành động của Chính phủ.
Điều 2. Nghị quyết này có hiệu lực kể từ ngày ký.
Điều 3. Các bộ, ngành chịu trách nhiệm thi hành Nghị quyết này./.

TM. CHÍNH PHỦ
THỦ TƯỚNG

Nguyễn Văn A

CÔNG BÁO/Số 238/Ngày 21-04-2026
94

"""
BODY = """
I. MỤC TIÊU
1. Năm 2026 có ít nhất 80% thủ tục được cắt giảm.
2. Năm 2027 hoàn thành kho dữ liệu dùng chung.
"""
TITLES = {
    "an annex with a long title": (
        "Phụ lục\nDANH MỤC CÁC NHIỆM VỤ BỔ SUNG TRONG CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ\n"
        "THỰC HIỆN NGHỊ QUYẾT SỐ 66-NQ/TW NGÀY 30 THÁNG 4 NĂM 2025 CỦA BỘ CHÍNH TRỊ\n"
        "VỀ ĐỔI MỚI CÔNG TÁC XÂY DỰNG VÀ THI HÀNH PHÁP LUẬT ĐÁP ỨNG YÊU CẦU PHÁT TRIỂN\n",
        "Phụ lục",
    ),
    "a programme whose title goes on in small letters": (
        "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ\nthực hiện Chỉ thị số 49-CT/TW ngày 28 tháng 6\n",
        "Chương trình hành động",
    ),
    "a list by its title alone": (
        "DANH SÁCH XÃ, PHƯỜNG MIỀN NÚI TRÊN ĐỊA BÀN TỈNH\n",
        "Phụ lục",
    ),
}


@pytest.mark.parametrize("kind", TITLES)
def test_what_is_attached_is_no_note_of_the_signature(kind, tmp_path):
    title, name = TITLES[kind]
    attached = "(Kèm theo Nghị quyết số 97/NQ-CP ngày 06 tháng 4 năm 2026 của Chính phủ)\n"
    (tmp_path / "a.txt").write_text(DECISION + title + attached + BODY, encoding="utf-8")
    (document,) = load_library([tmp_path])
    annexed = [c for c in document.clauses if c.value("phu_luc")]
    assert {c.value("phu_luc") for c in annexed} in ({name}, {"Phụ lục"})
    goal = next(c for c in annexed if c.value("khoan") == "1")
    assert document.text[goal.start : goal.end].startswith("1. Năm 2026")
    assert "mục I" in goal.label
    signature = [c for c in document.clauses if c.value("the_thuc") == "chu_ky"]
    assert all("Năm 2026" not in document.text[c.start : c.end] for c in signature)


def test_a_gazettes_running_head_is_in_no_clause(tmp_path):
    (tmp_path / "a.txt").write_text(DECISION.replace("94\n", ""), encoding="utf-8")
    (document,) = load_library([tmp_path])
    assert all("CÔNG BÁO" not in document.text[c.start : c.end] for c in document.clauses)
