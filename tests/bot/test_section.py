"""A follow-up stays in the section that was shown, unless its words lead to another."""

import pytest

from bot.converse.section import twin
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
Số: 16/2025/QĐ-UBND
Quảng Ngãi, ngày 10 tháng 3 năm 2025
QUYẾT ĐỊNH
Quy định quản lý bến
Điều 1. Cấp phép bến thuyền
1. Người mở bến nộp hồ sơ tại Trung tâm Phục vụ hành chính công.
2. Sở Xây dựng thẩm định hồ sơ trong 05 ngày làm việc.
3. Bến phải có phao cứu sinh.
Điều 2. Cấp phép bến phà
1. Người mở bến nộp hồ sơ tại Ủy ban nhân dân xã.
2. Sở Xây dựng thẩm định hồ sơ trong 12 ngày làm việc.
3. Phà được đăng kiểm mỗi năm một lần.
"""


@pytest.fixture(scope="module")
def document():
    return parse(TEXT, "a.txt")


def clause(document, words):
    return next(c for c in reversed(document.clauses) if words in document.quote(c))


def twin_of(document, found, shown, said):
    other = twin(document, clause(document, found), clause(document, shown), said.split())
    return other and document.quote(other)


def test_the_like_clause_of_the_section_shown_is_meant(document):
    said = "tham dinh may ngay"
    there = twin_of(document, "trong 12 ngày", "phao cứu sinh", said)
    assert "05 ngày làm việc" in there


def test_words_that_name_the_other_section_lead_there(document):
    assert twin_of(document, "trong 12 ngày", "phao cứu sinh", "ben pha may ngay") is None


def test_what_only_one_section_says_has_no_like(document):
    assert twin_of(document, "đăng kiểm", "phao cứu sinh", "bao lau mot lan") is None
    assert twin_of(document, "trong 05 ngày", "phao cứu sinh", "may ngay") is None
