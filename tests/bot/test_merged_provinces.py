"""Provinces merged in 2025: asked by one name, answered with what the other issued."""

from dataclasses import replace

import pytest

from bot.understand.scope.scope import read_scope

MERGED = (
    "Từ ngày 1/7/2025 tỉnh Hải Dương hợp nhất vào thành phố Hải Phòng; văn bản nêu trên do tỉnh "
    "Hải Dương ban hành."
)


@pytest.fixture(scope="module")
def issued(library):
    """A document of the corpus as another province might have issued it."""
    some = next(d for d in library if d.metadata.province == "Hải Dương")

    def make(province, day):
        meta = replace(some.metadata, province=province, date=day, number=None)
        return replace(some, id=f"{province}-{day}", metadata=meta)

    return make


def test_the_name_of_today_finds_what_its_parts_issued(ask):
    answer = ask("Hải Phòng phải số hóa hồ sơ tại bao nhiêu % Bộ phận Một cửa cấp xã?")
    assert {c.document.metadata.province for c in answer.citations} == {"Hải Dương"}
    assert MERGED in answer.answer


def test_the_issuer_s_own_name_needs_no_remark(ask):
    answer = ask("Hải Dương đặt mục tiêu số hóa hồ sơ ở Bộ phận Một cửa cấp xã là bao nhiêu?")
    assert answer.citations
    assert "hợp nhất" not in answer.answer


def test_a_province_without_directives_of_its_own_or_since_is_not_answered(ask):
    answer = ask("Kon Tum giao Sở Nội vụ làm gì?")  # Quảng Ngãi's are of before the merger
    assert answer.status == "no_evidence"


@pytest.mark.parametrize(
    ("issuers", "asked", "meant"),
    [
        ([("Hải Phòng", "2025-09-01")], "Hải Dương", ("Hải Phòng",)),
        ([("Hải Phòng", "2024-09-01")], "Hải Dương", ("Hải Dương",)),
        ([("Hải Dương", "2023-01-01"), ("Hải Phòng", "2025-09-01")], "Hải Dương",
         ("Hải Dương", "Hải Phòng")),
        ([("Hải Dương", "2023-01-01"), ("Hải Phòng", "2024-09-01")], "Hải Phòng",
         ("Hải Dương", "Hải Phòng")),
        # what Hải Phòng issued before is not Hải Dương's
        ([("Hải Dương", "2023-01-01"), ("Hải Phòng", "2024-09-01"), ("Hải Phòng", "2025-09-01")],
         "Hải Dương", ("Hải Dương",)),
    ],
)  # fmt: skip
def test_whose_directives_a_name_means(issued, issuers, asked, meant):
    documents = [issued(*issuer) for issuer in issuers]
    scope = read_scope(f"{asked} giao sở nào?", documents)
    assert tuple(sorted(scope.provinces)) == meant
