"""The last paragraph is not of the last item of the list before it."""

import pytest

from corpus.structure.parse import parse

HEAD = "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 4/UBND-NL\nKính gửi: Các sở, ngành\n\n"
END = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nVàng Văn A"


@pytest.mark.parametrize(
    "closing",
    [
        "Trân trọng cảm ơn./.",
        "Yêu cầu các sở, ngành khẩn trương triển khai thực hiện.",
        "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Sở Nội vụ để xử lý.",
        "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành nghiêm túc thực hiện./.",
        "Chủ tịch Ủy ban nhân dân tỉnh đề nghị Thủ trưởng các đơn vị tổ chức thực hiện./.",
        "Cục Thuế có ý kiến để Thuế tỉnh Lào Cai được biết./.",
        "Trên cơ sở công văn này, các xã xây dựng phương án trồng rừng.",
    ],
)
@pytest.mark.parametrize(
    "items",
    [
        "1. Sở Y tế cử cán bộ.\n2. Sở Nội vụ theo dõi.",
        "1. Các việc sau:\n- Cử cán bộ;\n- Theo dõi tiến độ.",
    ],
)
def test_closing(closing, items):
    document = parse(f"{HEAD}{items}\n{closing}{END}", "a.txt")
    found = [document.quote(c) for c in document.clauses if c.part == "closing"]
    assert found == [closing]


@pytest.mark.parametrize(
    "text",
    [
        "1. Sở Y tế\nĐề nghị cử cán bộ tham gia.\n2. Sở Nội vụ\nYêu cầu theo dõi tiến độ./.",
        "1. Cử cán bộ.\n2. Theo dõi tiến độ, báo cáo hằng tuần.\nBáo cáo gửi trước ngày 20.",
        "Điều 1. Trồng rừng.\nĐiều 2. Hiệu lực\nQuyết định này có hiệu lực từ ngày ký./.",
    ],
)
def test_words_of_the_last_unit_stay_with_it(text):
    document = parse(f"{HEAD}{text}{END}", "a.txt")
    assert not [c for c in document.clauses if c.part == "closing"]
