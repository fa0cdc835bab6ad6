"""Whom a telegram charges: ministers, governors, chairmen, deputies, agencies not listed."""

import pytest

from corpus.facts.find import find_facts
from corpus.organs import find_bodies
from corpus.structure.parse import parse

TEXT = """THỦ TƯỚNG CHÍNH PHỦ
Số: 9/CĐ-TTg
Hà Nội, ngày 05 tháng 9 năm 2024
CÔNG ĐIỆN
Về ứng phó bão số 3
THỦ TƯỚNG CHÍNH PHỦ điện:
- Bộ trưởng các Bộ: Quốc phòng, Công an;
- Chủ tịch Ủy ban nhân dân các tỉnh: Lào Cai, Lai Châu.
Bão số 3 đang di chuyển nhanh vào đất liền. Thủ tướng Chính phủ yêu cầu:
1. Bộ Công Thương:
a) Chỉ đạo các chủ hồ thủy điện xả lũ đúng quy trình;
b) Bảo đảm cung ứng hàng hóa.
2. Bộ trưởng Bộ Quốc phòng chỉ đạo các quân khu sẵn sàng lực lượng cứu hộ.
3. Thống đốc Ngân hàng Nhà nước Việt Nam chỉ đạo các ngân hàng giãn nợ.
4. Chủ tịch Ủy ban nhân dân các tỉnh: Lào Cai, Lai Châu chủ động sơ tán người dân.
5. Cục Kết cấu đê điều thủy lợi tham mưu việc hộ đê.
6. Ban Quản lý Dự án 7 khẩn trương gia cố mặt đường.
7. Giao Phó Thủ tướng Trần Văn Bình và các Phó Thủ tướng theo dõi, đôn đốc thực hiện.
8. Văn phòng Chính phủ theo dõi, báo cáo Thủ tướng Chính phủ./."""


@pytest.fixture(scope="module")
def charged():
    document = parse(TEXT, "cong-dien.txt")
    found: dict[str, set[str]] = {}
    for fact in find_facts(document).assignments:
        clause = document.clause(fact.clause_id)
        found.setdefault(".".join(s.value for s in clause.path), set()).add(fact.organ)
    return found


@pytest.mark.parametrize(
    ("place", "organs"),
    [
        ("1.a", {"Bộ Công Thương"}),
        ("1.b", {"Bộ Công Thương"}),
        ("2", {"Bộ Quốc phòng"}),
        ("3", {"Ngân hàng Nhà nước Việt Nam"}),
        ("4", {"UBND cấp tỉnh"}),
        ("5", {"Cục Kết cấu đê điều thủy lợi"}),
        ("6", {"Ban Quản lý Dự án 7"}),
        ("7", {"Phó Thủ tướng Trần Văn Bình", "Phó Thủ tướng Chính phủ"}),
        ("8", {"Văn phòng Chính phủ"}),
    ],
)
def test_who_is_charged(charged, place, organs):
    assert charged[place] == organs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phó Thủ tướng Chính phủ Lê Văn An chủ trì", ["Phó Thủ tướng Lê Văn An"]),
        ("Phó Thủ tướng Thường trực Chính phủ chỉ đạo", ["Phó Thủ tướng Chính phủ"]),
        ("Phó Thủ tướng Lê Văn An, Phó Thủ tướng Trần Bình",
         ["Phó Thủ tướng Lê Văn An", "Phó Thủ tướng Trần Bình"]),
        ("báo cáo Thủ tướng Chính phủ", ["Thủ tướng Chính phủ"]),
    ],
)  # fmt: skip
def test_a_deputy_is_not_the_prime_minister(text, names):
    assert [match.name for match in find_bodies(text)] == names
