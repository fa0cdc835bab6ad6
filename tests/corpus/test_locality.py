"""Bodies with a local part, of any province."""

import pytest

from corpus.locality import find_local, firms
from corpus.organs import find_bodies, find_organs


def names(text):
    return [m.name for m in find_organs(text)]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("giao UBND huyện Bát Xát rà soát", "Huyện Bát Xát", "UBND huyện Bát Xát"),
        ("Chủ tịch UBND thị xã Kỳ Anh chủ trì", "Thị xã Kỳ Anh", "Chủ tịch UBND thị xã Kỳ Anh"),
        ("UBND thành phố Nam Định Căn cứ", "Thành phố Nam Định", "UBND thành phố Nam Định"),
        ("thành phố Buôn Ma Thuột", "Thành phố Buôn Ma Thuột", "thành phố Buôn Ma Thuột"),
        ("Ủy ban nhân dân Quận 7 báo cáo", "Quận 7", "Ủy ban nhân dân Quận 7"),
        ("UBND phường 12 tiếp nhận", "Phường 12", "UBND phường 12"),
        ("UBND đặc khu Phú Quốc", "Đặc khu Phú Quốc", "UBND đặc khu Phú Quốc"),
        ("Báo Cà Mau mở chuyên mục", "Báo Cà Mau", "Báo Cà Mau"),
        ("Giám đốc Viettel Chi nhánh Lào Cai", "Viettel", "Viettel Chi nhánh Lào Cai"),
        ("Viettel Sơn La phủ sóng", "Viettel", "Viettel Sơn La"),
        ("viễn thông Đắk Lắk", None, None),
        ("Viễn thông Đắk Lắk lắp đặt", "VNPT", "Viễn thông Đắk Lắk"),
        ("Kho bạc Nhà nước tỉnh Hà Nam", "Kho bạc Nhà nước", "Kho bạc Nhà nước tỉnh Hà Nam"),
        ("Ban Quản lý Khu kinh tế Đông Nam Nghệ An", "Ban Quản lý Khu kinh tế",
         "Ban Quản lý Khu kinh tế Đông Nam Nghệ An"),
        ("BQL các KCN Bắc Ninh theo dõi", "Ban Quản lý các Khu công nghiệp",
         "BQL các KCN Bắc Ninh"),
    ],
)  # fmt: skip
def test_a_body_is_read_from_the_words_it_stands_in(text, name, words):
    found = [(m.name, text[m.start : m.end]) for m in find_organs(text)]
    assert (name, words) in found if name else not found


def test_a_list_names_each():
    text = "đối với các huyện: Mường Tè, Sìn Hồ, Than Uyên và thị xã Nghĩa Lộ, Sở Y tế"
    assert names(text) == [
        "Huyện Mường Tè", "Huyện Sìn Hồ", "Huyện Than Uyên", "Thị xã Nghĩa Lộ", "Sở Y tế",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "UBND thành phố Hải Phòng",  # a province itself
        "thành phố Hồ Chí Minh",
        "Thông báo Quảng Trị tháng 01/2024",
        "thành phố Các đơn vị",
        "huyện Sở Nội vụ",
        "cấp huyện, cấp xã",
        "các sở, huyện Lào Cai",
        "cơ quan cấp huyện Mường Khương",
    ],
)
def test_what_is_no_local_body(text):
    assert not find_local(text)


def test_a_person_s_name_after_a_place_is_none_of_it():
    text = "Chủ tịch UBND huyện Lục Ngạn Nguyễn Văn An"
    assert [m.name for m in find_local(text)] == ["Huyện Lục Ngạn"]


def test_enterprises_are_told_from_agencies():
    bodies = find_bodies("Viettel Sơn La, Tổng công ty Điện lực miền Bắc, Sở Công Thương")
    assert [m.name.startswith(firms()) for m in bodies] == [True, True, False]
