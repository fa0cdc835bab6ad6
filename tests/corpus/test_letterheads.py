"""Who issued a document, when, and what it is called."""

import pytest

from corpus.structure.parse import parse

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def read(text, file="a.txt"):
    return parse(text, file)


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (f"ỦY BAN NHÂN DÂN\nTỈNH SÔNG MÂY\n{STATE}\nSố: 4/KH-UBND\nKẾ HOẠCH\nTrồng rừng",
         "UBND tỉnh Sông Mây"),
        (f"CHỦ TỊCH ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n{STATE}\nSố: 4/QĐ-UBND\nQUYẾT ĐỊNH\nVề rừng",
         "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai"),
        ("UỶ BAN THƯỜNG VỤ QUỐC HỘI CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - "
         "Hạnh phúc\nNghị quyết số: 7/NQ-UBTVQH15\nNGHỊ QUYẾT\nVề rừng",
         "Ủy ban Thường vụ Quốc hội"),
        (f"CHÍNH PHỦ------- | {STATE}--------- |\nSố: 8/2025/NĐ-CP\nNGHỊ ĐỊNH\nVề rừng",
         "Chính phủ"),
        ("Số: 8/2025/NĐ-CP\nNGHỊ ĐỊNH\nVề rừng", "Chính phủ"),
        (f"CHỦ TỊCH NƯỚC\n-------\n{STATE}\nSố: 8/2024/QĐ-CTN\nHà Nội, ngày 1 tháng 7 năm 2024\n"
         "QUYẾT ĐỊNH\nVỀ ĐẶC XÁ\nCHỦ TỊCH\nNƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
         "Chủ tịch nước"),
        (f"BỘ Y TẾ\n{STATE}\nSố: 5/TT-BYT\nTHÔNG TƯ\nSỬA ĐỔI MỘT SỐ ĐIỀU\n"
         "CỦA THÔNG TƯ SỐ 1/TT-BYT NGÀY 02 THÁNG 3 NĂM 2024", "Bộ Y tế"),
        (f"HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ HUẾ\n{STATE}\nSố: 5/NQ-HĐND\nNGHỊ QUYẾT\n"
         "VỀ SỬA ĐỔI, BỔ SUNG NGHỊ QUYẾT SỐ\n3/NQ-HĐND VỀ PHÂN CẤP NGUỒN THU",
         "Hội đồng nhân dân thành phố Huế"),
        ("NGHỊ QUYẾT\nVỀ CHƯƠNG TRÌNH GIÁM SÁT CỦA\nHỘI ĐỒNG NHÂN DÂN TỈNH NĂM 2024\n"
         "HỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU\nKHÓA XIV, KỲ HỌP THỨ NĂM",
         "Hội đồng nhân dân tỉnh Lai Châu"),
        (f"BAN CHỈ ĐẠO NHÀ NƯỚC VỀ DU LỊCH\n{STATE}\nSố: 5/QĐ-BCĐ\n"
         "Hà Nội, ngày 1 tháng 7 năm 2024\nQUYẾT ĐỊNH\nVề nhân sự",
         "Ban Chỉ đạo Nhà nước về du lịch"),
        # telegrams
        ("CÔNG ĐIỆN\nVề ứng phó bão\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ trưởng các Bộ:",
         "Thủ tướng Chính phủ"),
        (f"ỦY BAN NHÂN DÂN TỈNH LÀO CAI\n{STATE}\nSố: 3/CĐ-UBND\nCÔNG ĐIỆN\nVề ứng phó bão\n"
         "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI ĐIỆN:\n- Giám đốc các sở;",
         "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai"),
        (f"ỦY BAN NHÂN DÂN TỈNH LÀO CAI\n{STATE}\nSố: 3/CĐ-UBND\nCÔNG ĐIỆN\nVề ứng phó bão\n"
         "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI, điện: Giám đốc các sở",
         "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai"),
    ],
)  # fmt: skip
def test_issuer(lines, issuer):
    document = read(f"{lines}\nCăn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;\n1. Trồng rừng.")
    assert document.metadata.issuer == issuer


def test_a_telegram_keeps_its_addressees():
    text = f"""THỦ TƯỚNG CHÍNH PHỦ
{STATE}
Số: 9/CĐ-TTg
CÔNG ĐIỆN
Về ứng phó bão
THỦ TƯỚNG CHÍNH PHỦ điện:
- Bộ trưởng các Bộ:
Quốc phòng, Công an, Tài chính, Nông nghiệp và Môi trường, Xây dựng, Y tế.
- Chủ tịch Ủy ban nhân dân các tỉnh: Lào Cai, Lai Châu.
Trong tháng 9 năm 2024 đã xảy ra mưa lũ lớn, gây thiệt hại nặng về người và tài sản.
1. Bộ Công an chủ động ứng phó."""
    document = read(text)
    parts = [c.part for c in document.clauses if "Quốc phòng" in document.quote(c)]
    assert parts == ["letterhead"]
    assert document.metadata.issuer == "Thủ tướng Chính phủ"


@pytest.mark.parametrize(
    ("lines", "number", "date"),
    [
        ("Số: 7/QĐ-UBND Lào Cai, ngày 17 tháng 10 năm 2025", "7/QĐ-UBND", "2025-10-17"),
        ("Số: /2025/QĐ-CTUBND Phú Thọ, ngày 17 tháng 10 năm 2025", None, "2025-10-17"),
        ("Số: 12/NQ-HĐND Bà Rịa - Vũng Tàu, ngày 3 tháng 2 năm 2024", "12/NQ-HĐND", "2024-02-03"),
    ],
)
def test_number_and_date_on_one_line(lines, number, date):
    meta = read(f"ỦY BAN NHÂN DÂN TỈNH LÀO CAI\n{lines}\nQUYẾT ĐỊNH\nVề rừng\n1. Một.").metadata
    assert (meta.number, meta.date) == (number, date)
    assert meta.symbol


def test_the_day_on_which_a_council_passed_it():
    text = """NGHỊ QUYẾT
VỀ MỨC CHI
HỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU
KHÓA XIV, KỲ HỌP THỨ NĂM
Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;
QUYẾT NGHỊ:
Điều 1. Quy định mức chi.
Điều 2. Giao Ủy ban nhân dân tỉnh thực hiện.
Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa XIV thông qua ngày 13 tháng 7 năm 2017./."""
    document = read(text)
    assert document.name == "Nghị quyết ngày 13/7/2017 của Hội đồng nhân dân tỉnh Lai Châu"
    assert document.clauses[-1].part == "closing"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1. Sở Y tế cử cán bộ. ", "Văn bản “1. Sở Y tế cử cán bộ” (tệp ghi-chu.txt)"),
        ("Kính gửi: Các sở, ngành\n1. Sở Y tế cử cán bộ.",
         "Công văn “1. Sở Y tế cử cán bộ” (tệp ghi-chu.txt)"),
        ("NGHỊ QUYẾT\nVỀ MỨC CHI HỘI NGHỊ\nHỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU\nKHÓA XIV\n"
         "Căn cứ Luật Ngân sách nhà nước;\nĐiều 1. Mức chi.",
         "Nghị quyết của Hội đồng nhân dân tỉnh Lai Châu “Về mức chi hội nghị” "
         "(tệp ghi-chu.txt)"),
        ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 4/KH-UBND\nKẾ HOẠCH\nTrồng rừng\n1. Một.",
         "Kế hoạch số 4/KH-UBND của UBND tỉnh Lào Cai"),
    ],
)  # fmt: skip
def test_names_of_documents(text, name):
    document = read(text, "ghi-chu.txt")
    assert document.name == name
    assert all(clause.label.endswith(name) for clause in document.clauses)


def test_a_year_alone():
    text = f"UBND TỈNH LÀO CAI\n{STATE}\nLào Cai, ngày … tháng … năm 2024\nKẾ HOẠCH\nVề rừng"
    document = read(f"{text}\n1. Một.")
    assert document.name == "Kế hoạch năm 2024 của UBND tỉnh Lào Cai"
