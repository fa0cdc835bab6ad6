"""Names printed in capitals."""

import pytest

from corpus.structure.spelled import school_spelling, spell_name


@pytest.mark.parametrize(
    ("printed", "spelt"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH KHÁNH HOÀ", "UBND tỉnh Khánh Hòa"),
        ("UỶ BAN NHÂN DÂN TỈNH SÔNG MÂY", "UBND tỉnh Sông Mây"),
        ("ỦY BAN NHÂN DÂN XÃ LONG PHỤNG", "UBND xã Long Phụng"),
        ("UBND PHƯỜNG CẨM THÀNH, THÀNH PHỐ QUẢNG NGÃI",
         "UBND phường Cẩm Thành, thành phố Quảng Ngãi"),
        ("UBND TỈNH BÀ RỊA – VŨNG TÀU", "UBND tỉnh Bà Rịa – Vũng Tàu"),
        ("UBND TP. ĐÀ NẴNG", "UBND TP. Đà Nẵng"),
        ("ĐẢNG ỦY XÃ BA TƠ", "Đảng ủy xã Ba Tơ"),
        ("THÀNH ỦY HẢI PHÒNG", "Thành ủy Hải Phòng"),
        ("UỶ BAN THƯỜNG VỤ QUỐC HỘI", "Ủy ban Thường vụ Quốc hội"),
        ("HỘI ĐỒNG THẨM PHÁN TOÀ ÁN NHÂN DÂN TỐI CAO",
         "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai"),
        ("BỘ TRƯỞNG BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
         "Bộ trưởng Bộ Lao động - Thương binh và Xã hội"),
        ("BỘ LAO ĐỘNG-THƯƠNG BINH VÀ XÃ HỘI", "Bộ Lao động-Thương binh và Xã hội"),
        ("SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("SỞ NƯỚC SẠCH VÀ CÂY XANH TỈNH SÔNG MÂY", "Sở Nước sạch và Cây xanh tỉnh Sông Mây"),
        ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG THÀNH PHỐ HÀ NỘI",
         "Trung tâm Phục vụ hành chính công thành phố Hà Nội"),
        ("CỤC CẢNH SÁT PCCC VÀ CNCH", "Cục Cảnh sát PCCC và CNCH"),
        ("BAN CHỈ ĐẠO NHÀ NƯỚC VỀ TÌM KIẾM, CỨU NẠN",
         "Ban Chỉ đạo Nhà nước về tìm kiếm, cứu nạn"),
        ("Ban Quản lý dự án tỉnh", "Ban Quản lý dự án tỉnh"),
    ],
)  # fmt: skip
def test_by_the_rules(printed, spelt):
    assert spell_name(printed, "") == spelt


def test_the_document_adds_its_own_capitals():
    text = "Căn cứ quy chế của Trường Đại học Sông Mây; Trường Đại học Sông Mây tổ chức."
    assert spell_name("TRƯỜNG ĐẠI HỌC SÔNG MÂY", text) == "Trường Đại học Sông Mây"
    text = "chủ tịch ủy ban nhân dân tỉnh Lào Cai quyết định"
    name = "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai"
    assert spell_name("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI", text) == name


def test_tones_stand_where_school_puts_them():
    assert school_spelling("Uỷ ban, HOÀ BÌNH, hoá đơn, quý, thuý") == (
        "Ủy ban, HÒA BÌNH, hóa đơn, quý, thúy"
    )
