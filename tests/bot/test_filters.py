"""Filters as people write them find the documents' own values; others are told what there is."""

import unicodedata
from dataclasses import replace

import pytest

from bot.doors.api.filters import resolve
from bot.doors.api.problems import Problem
from bot.question import Filters
from corpus.library import Library

ISSUERS = (
    "Ban Thường vụ Tỉnh ủy Quảng Ngãi, Trưởng Ban chỉ đạo Chuyển đổi số tỉnh Quảng Ngãi, "
    "UBND tỉnh Hải Dương, UBND tỉnh Quảng Ngãi"
)


@pytest.mark.parametrize(
    "written",
    ["Hải Dương", "Tỉnh Hải Dương", "hai duong", "tinh hai duong", "HẢI DƯƠNG  ", " Hải  Dương",
     unicodedata.normalize("NFD", "Hải Dương")],
)  # fmt: skip
def test_a_province(library, written):
    assert resolve(Filters(province=written), library).province == "Hải Dương"


def test_a_short_form_of_a_province(library):
    assert resolve(Filters(province="QNgãi"), library).province == "Quảng Ngãi"


@pytest.mark.parametrize(
    ("written", "issuer"),
    [
        ("ubnd tỉnh quảng ngãi", "UBND tỉnh Quảng Ngãi"),
        ("Ủy ban nhân dân tỉnh Quảng Ngãi", "UBND tỉnh Quảng Ngãi"),
        ("Uỷ ban nhân dân Quảng Ngãi", "UBND tỉnh Quảng Ngãi"),
        ("uy ban nhan dan tinh hai duong ", "UBND tỉnh Hải Dương"),
        (unicodedata.normalize("NFD", "UBND tỉnh Hải Dương"), "UBND tỉnh Hải Dương"),
        ("trưởng BCĐ CĐS tỉnh Quảng Ngãi", "Trưởng Ban chỉ đạo Chuyển đổi số tỉnh Quảng Ngãi"),
        ("Ban Chỉ đạo", "Trưởng Ban chỉ đạo Chuyển đổi số tỉnh Quảng Ngãi"),
        ("Tỉnh uỷ Quảng Ngãi", "Ban Thường vụ Tỉnh ủy Quảng Ngãi"),
    ],
)
def test_an_issuer(library, written, issuer):
    assert resolve(Filters(issuer=written), library).issuer == issuer


def test_a_province_tells_issuers_apart(library):
    found = resolve(Filters(issuer="UBND tỉnh", province="hai duong"), library)
    assert (found.issuer, found.province) == ("UBND tỉnh Hải Dương", "Hải Dương")


def test_one_issuer_spelt_in_two_ways(library):
    first, *rest = library.documents
    other = replace(first.metadata, issuer="Ban Thường vụ Tỉnh uỷ Quảng Ngãi")
    twin = replace(first, id="ban-sao", aliases=(), metadata=other)
    both = Library((first, twin, *rest))
    found = resolve(Filters(issuer="Ban Thường vụ Tỉnh ủy Quảng Ngãi"), both)
    assert set(found.documents) == {first.id, "ban-sao"}
    one = resolve(Filters(issuer="Tỉnh ủy Quảng Ngãi", documents=("ban-sao",)), both)
    assert one.documents == ("ban-sao",)


@pytest.mark.parametrize(
    "written",
    ["4685/UBND-KGVX", "4685/ubnd-kgvx", " 4685 / UBND - KGVX ", "Công văn số 4685/UBND–KGVX",
     "001_3c09d191f023b9d0.TXT", "001_3c09d191f023b9d0.txt",
     "CONG-VAN-4685-ubnd-kgvx-quang-ngai-2022-09-19"],
)  # fmt: skip
def test_a_document(library, written):
    ids = ("cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19",)
    assert resolve(Filters(documents=(written, "4685/UBND-KGVX")), library).documents == ids


def test_blank_is_no_filter(library):
    assert resolve(Filters(province=" ", issuer=""), library) == Filters()


@pytest.mark.parametrize(
    ("filters", "field", "message"),
    [
        (
            Filters(province="tinh binh dinh"),
            "filters.province",
            "Không có văn bản nào của “Bình Định”; đang có: Hải Dương, Quảng Ngãi.",
        ),
        (
            Filters(province="Sao Hỏa"),
            "filters.province",
            "Không có văn bản nào của “Sao Hỏa”; đang có: Hải Dương, Quảng Ngãi.",
        ),
        (
            Filters(issuer="Sở Nội vụ"),
            "filters.issuer",
            f"Không có văn bản nào do “Sở Nội vụ” ban hành; đang có: {ISSUERS}.",
        ),
        (
            Filters(issuer="Hải Dương"),
            "filters.issuer",
            f"Không có văn bản nào do “Hải Dương” ban hành; đang có: {ISSUERS}.",
        ),
        (
            Filters(issuer="UBND tỉnh"),
            "filters.issuer",
            "“UBND tỉnh” là tên chung của: UBND tỉnh Hải Dương, UBND tỉnh Quảng Ngãi; "
            "hãy ghi đủ tên.",
        ),
    ],
)
def test_a_value_that_no_document_has(library, filters, field, message):
    with pytest.raises(Problem) as caught:
        resolve(filters, library)
    assert (caught.value.status, caught.value.field) == (422, field)
    assert caught.value.detail == message


def test_an_unknown_document_is_told_the_others(library):
    with pytest.raises(Problem, match=r"99/QĐ-TTg.*đang có: 19-CT/TU, 4685/UBND-KGVX"):
        resolve(Filters(documents=("99/QĐ-TTg",)), library)


def test_a_library_without_provinces():
    with pytest.raises(Problem, match="chưa văn bản nào ghi tỉnh"):
        resolve(Filters(province="Hải Dương"), Library(()))
