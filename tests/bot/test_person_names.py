"""A person's name in a clause begins with capitals, word by word."""

import pytest

from bot.read.extract import PERSON


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Giám đốc Sở Y tế Trần Văn An chịu trách nhiệm", "Trần Văn An"),
        ("Chủ tịch ảnh hưởng ấn định ổn định các xã", None),
        ("Trưởng ban ủy quyền ấp đường về", None),
        ("Phó Chủ tịch Đỗ Ánh Ngọc ký", "Đỗ Ánh Ngọc"),
    ],
)
def test_a_name_begins_with_capitals(words, name):
    found = PERSON.search(words)
    assert (found["name"] if found else None) == name
