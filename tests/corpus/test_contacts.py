"""The contact book: what is wrong with a file is told, and an entry is found by any name."""

import re
from pathlib import Path

import pytest

from corpus.contacts import NO_CONTACTS, Contact, ContactsError, read_contacts

EXAMPLE = Path(__file__).parents[2] / "docs" / "contacts.example.toml"


@pytest.fixture
def book(tmp_path):
    """The book that is written in TOML."""

    def read(text):
        path = tmp_path / "danh-ba.toml"
        path.write_text(text, encoding="utf-8")
        return read_contacts(path)

    return read


def entry(unit, telephone="1234", **more):
    rows = {"unit": unit, "telephone": telephone, **more}
    return "[[contact]]\n" + "".join(f'{key} = "{value}"\n' for key, value in rows.items())


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Sở Y tế", "SYT"),
        ("SYT", "Sở Y tế"),
        ("Sở Y tế tỉnh Lào Cai", "sở y tế"),
        ("Công an tỉnh Lào Cai", "Công an tỉnh"),
        ("UBND huyện Bát Xát", "Huyện Bát Xát"),
        ("Sở Khoa học và Công nghệ", "Sở TT&TT"),  # merged into it
        ("Sở Nông nghiệp và Môi trường", "Sở Tài nguyên và Môi trường"),
        ("Cục Thuế tỉnh", "Thuế tỉnh"),  # its name before
        ("Tổng đài 1022", "tổng đài 1022"),  # no organ that is listed
    ],
)
def test_an_entry_is_found_by_any_name(book, written, asked):
    assert book(entry(written)).of(asked, "Lào Cai").unit == written


def test_one_of_several_that_were_merged_does_not_answer_for_the_whole(book):
    assert book(entry("Sở Thông tin và Truyền thông")).of("Sở Khoa học và Công nghệ", None) is None
    assert book(entry("Sở Y tế")).of("Sở Nội vụ", None) is None


def test_the_entry_of_the_organ_itself_comes_first(book):
    both = book(entry("Sở Khoa học và Công nghệ", "111") + entry("Sở TTTT", "222"))
    assert both.of("Sở Thông tin và Truyền thông", None).telephone == "222"


def test_the_province_decides(book):
    two = book(entry("Sở Y tế", "111", province="Lào Cai") + entry("Sở Y tế Hải Phòng", "222"))
    assert two.of("Sở Y tế", "Lào Cai").telephone == "111"
    assert two.of("Sở Y tế", "Hải Phòng").telephone == "222"
    assert two.of("Sở Y tế", "Hải Dương").telephone == "222"  # part of Hải Phòng today
    assert two.of("Sở Y tế Lào Cai", "Hải Phòng").telephone == "111"
    assert two.of("Sở Y tế", "Hà Tĩnh") is None
    assert two.of("Sở Y tế", None) is None  # it cannot be told which
    assert book(entry("Sở Y tế", province="Lào Cai")).of("Sở Y tế", None)
    assert book(entry("Sở Y tế")).of("Sở Y tế", "Hà Tĩnh")


@pytest.mark.parametrize("written", ["TP. Hồ Chí Minh", "Hồ Chí Minh", "thành phố Hồ Chí Minh"])
def test_a_province_in_any_spelling(book, written):
    one = book(entry("Sở Y tế", province=written))
    assert one.of("Sở Y tế", None).province == "Thành phố Hồ Chí Minh"


def test_the_switchboard_is_the_marked_entry(book):
    text = entry("Sở Y tế") + entry("Tổng đài 1022", "1022", province="Lào Cai")
    assert book(text).switchboard("Lào Cai") is None
    marked = book(text + "handover = true\n")
    assert marked.switchboard("Lào Cai").unit == "Tổng đài 1022"
    assert marked.switchboard(None).unit == "Tổng đài 1022"
    assert marked.switchboard("Hà Tĩnh") is None
    assert NO_CONTACTS.switchboard("Lào Cai") is None


def test_numbers_as_written_and_as_dialled():
    contact = Contact("Sở Y tế", "(0214) 3 840.034, +84 214 3840 035")
    assert contact.numbers == (
        ("(0214) 3 840.034", "02143840034"),
        ("+84 214 3840 035", "+842143840035"),
    )
    assert contact.as_json()["telephone"] == contact.telephone
    assert contact.as_json()["province"] is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ("chưa có mục [[contact]] nào",)),
        ("unit = \n", ("TOML", "dòng 1")),
        ("[[contacts]]\nunit = 'Sở Y tế'\n", ("“contacts”", "[[contact]]")),
        (entry("Sở Y tế") + entry("Sở Nội vụ", phone="1"), ("mục 2 (Sở Nội vụ)", "“phone”")),
        ('[[contact]]\ntelephone = "113"\n', ("mục 1", "thiếu tên đơn vị")),
        (entry("Sở Y tế", "gọi số 113"), ("mục 1 (Sở Y tế)", "“gọi số 113”")),
        (entry("Sở Y tế", "12"), ("số điện thoại “12”",)),
        (entry("Sở Y tế", page="syt.vn"), ("“syt.vn”", "https://")),
        (entry("Sở Y tế", page="javascript:alert(1)"), ("địa chỉ mạng",)),
        (entry("Sở Y tế", province="Lao Kay"), ("không có tỉnh, thành phố “Lao Kay”",)),
        ("[[contact]]\nunit = 'Sở Y tế'\ntelephone = 113\n", ("“telephone” phải là chữ",)),
        (entry("Sở Y tế") + "handover = 'có'\n", ("true hoặc false",)),
        ("[[contact]]\nunit = 'Sở Y tế'\n", ("chưa có cách liên hệ nào",)),
        (entry("Sở Y tế") + entry("SYT"), ("mục 2 (SYT)", "trùng đơn vị với mục 1")),
        (entry("Sở Y tế", "<số điện thoại>"), ("chưa điền “telephone”",)),
    ],
)
def test_what_is_wrong_is_told_with_file_and_entry(book, tmp_path, text, told):
    with pytest.raises(ContactsError) as error:
        book(text)
    assert str(tmp_path / "danh-ba.toml") in str(error.value)
    assert all(words in str(error.value) for words in told), error.value


def test_a_file_that_is_not_there_or_no_text(tmp_path):
    with pytest.raises(ContactsError, match="không có tệp này"):
        read_contacts(tmp_path / "khong-co.toml")
    with pytest.raises(ContactsError, match="không mở được"):
        read_contacts(tmp_path)
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContactsError, match="UTF-8"):
        read_contacts(tmp_path / "a.toml")


def test_the_example_is_refused_until_it_is_filled_in(book):
    with pytest.raises(ContactsError, match="chưa điền"):
        read_contacts(EXAMPLE)
    text = EXAMPLE.read_text(encoding="utf-8")
    assert not re.search(r"\d{3}", text)  # no number that somebody might call
    for placeholder, value in (
        ("<tên sở, ngành>", "Sở Y tế"),
        ("<số điện thoại>", "1234"),
        ("<số điện thoại khác>", "5678"),
        ("<địa chỉ trang thông tin>", "https://example.vn"),
        ("<tỉnh, thành phố>", "Lào Cai"),
    ):
        text = text.replace(placeholder, value)
    filled = book(re.sub(r'"<[^>]*>"', '"điền rồi"', text))
    assert filled.of("SYT", "Lào Cai").numbers == (("1234", "1234"), ("5678", "5678"))
    assert filled.switchboard(None).unit == "điền rồi"
