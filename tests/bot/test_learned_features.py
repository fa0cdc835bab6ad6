"""What the learned reader is told of a clause: each feature on a made-up directive."""

import math
from dataclasses import replace

import numpy as np
import pytest

from bot.converse import read_question
from bot.evidence.profile import Profiles
from bot.question import Ask
from bot.read.learned.candidate import Candidate
from bot.read.learned.features import base_names, extract, group_of, names, spread
from bot.read.learned.first import first_names, of_first
from bot.read.learned.words import Clauses
from corpus.library import Library
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
Số: 12/KH-UBND
Quảng Ngãi, ngày 05 tháng 3 năm 2023

KẾ HOẠCH
Phát triển cây quế năm 2023

I. MỤC TIÊU
1. Trồng mới 250 ha quế tại huyện Trà Bồng trước ngày 30/9/2023.
2. Tỷ lệ hộ nghèo tham gia đạt 40%.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với Sở Tài chính bố trí cây giống.
2. Thực hiện Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ.

CHỦ TỊCH
Trần Văn Quế
"""
OTHER = (
    TEXT.replace("QUẢNG NGÃI", "HẢI DƯƠNG")
    .replace("Quảng Ngãi", "Hải Dương")
    .replace("12/KH-UBND", "77/KH-UBND")
    .replace("Trà Bồng", "Kinh Môn")
    .replace("cây quế", "cây vải")
)


@pytest.fixture(scope="module")
def library():
    return Library((parse(TEXT, "que.txt"), parse(OTHER, "vai.txt")))


def rarity(_name, _token):
    return 1.0


@pytest.fixture(scope="module")
def read(library):
    profiles, clauses = Profiles(), Clauses()

    def run(question, change=None):
        """Features of every clause, by the clause's words and then by name."""
        understood = read_question(Ask(question), library.documents)
        if change:
            understood = replace(understood, **change)
        found = [
            Candidate(d, c, profiles.of(d, c), 1.0, {"dense": 0.8, "words": 3.0, "folded": 2.0})
            for d in library
            for c in d.clauses
        ]
        own, _, _ = extract(understood, found, rarity, clauses, 0.7)
        rows = [dict(zip(base_names(), row, strict=True)) for row in own]

        def of(words, file="que.txt"):
            return next(
                row
                for one, row in zip(found, rows, strict=True)
                if one.document.file == file and words in one.profile.text
            )

        return of

    return run


PLANT, SHARE, LEAD, CITED = "Trồng mới", "Tỷ lệ hộ", "chủ trì", "1719"


def test_who_leads_a_task(read):
    of = read("Sở Nông nghiệp và Phát triển nông thôn làm gì?")
    assert of(LEAD)["organ_leads"] == 1.0
    assert of(LEAD)["organ_own"] == 1.0
    assert of(PLANT)["organ_leads"] == of(PLANT)["organ_own"] == 0.0
    assert of(PLANT)["organ_missing"] == 1.0
    assert of(LEAD)["organ_missing"] == 0.0


def test_the_place_asked_about(read):
    of = read("Tỉnh Hải Dương trồng bao nhiêu ha?")
    assert of(PLANT, "vai.txt")["place_document"] == 1.0
    assert of(PLANT, "vai.txt")["place_other"] == 0.0
    assert of(PLANT)["place_document"] == 0.0
    assert of(PLANT)["place_other"] == 1.0


def test_numbers_are_met_or_missing(read):
    of = read("Chỉ tiêu 40% là của nhóm nào?")
    assert of(SHARE)["numbers_own"] == 1.0
    assert of(SHARE)["numbers_missing"] == 0.0
    assert of(PLANT)["numbers_missing"] == 1.0


def test_another_year_contradicts(read):
    of = read("Năm 2019 trồng bao nhiêu ha?")
    assert of(PLANT)["numbers_other"] == 1.0
    assert read("Năm 2023 trồng bao nhiêu ha?")(PLANT)["numbers_other"] == 0.0


def test_a_document_named_by_its_number(read):
    of = read("Kế hoạch 12/KH-UBND trồng bao nhiêu ha?")
    assert of(PLANT)["named"] == 1.0
    assert of(PLANT, "vai.txt")["named"] == 0.0
    assert of(PLANT, "vai.txt")["other_named"] == 1.0


def test_a_document_that_is_only_cited(read):
    of = read("Quyết định 1719/QĐ-TTg được thực hiện ra sao?")
    assert of(CITED)["cited"] == 1.0
    assert of(PLANT)["cited"] == 0.0


def test_a_form_part_that_is_asked_for(read):
    of = read("Ai ký kế hoạch 12/KH-UBND?")
    assert of("Trần Văn Quế")["form_fits"] == 1.0
    assert of("Trần Văn Quế")["form_other"] == 0.0
    of = read("Trồng bao nhiêu ha quế?")
    assert of("Trần Văn Quế")["form_fits"] == 0.0
    assert of("Trần Văn Quế")["form_other"] == 1.0


def test_a_clause_named_by_its_place(read):
    of = read("Khoản 2 mục I nói gì?")
    assert of(SHARE)["steps"] == of(SHARE)["steps_last"] == 1.0
    assert of(PLANT)["steps"] == 0.5
    assert of(PLANT)["steps_last"] == 0.0
    assert of(CITED)["steps"] == 0.5
    assert of(CITED)["steps_last"] == 1.0


def test_what_a_clause_holds(read):
    of = read("Đến ngày nào thì trồng xong?")
    assert of(PLANT)["holds_date"] == of(PLANT)["meets"] == 1.0
    assert of(SHARE)["holds_date"] == of(SHARE)["meets"] == 0.0
    assert of(SHARE)["holds_share"] == 1.0
    assert of(PLANT)["holds_share"] == 0.0
    assert of(CITED)["holds_number"] == 1.0
    assert of(LEAD)["new_bodies"] == 1.0


def test_words_runs_and_scores(read):
    # "hộ nghèo tham gia" are four of the five syllables asked for, in one stretch
    of = read("hộ nghèo tham gia nào?")
    assert of(SHARE)["run"] == pytest.approx(4 / 5)
    assert of(PLANT)["run"] < 4 / 5
    assert of(SHARE)["syllables_own"] == 1.0
    assert of(SHARE)["cosine"] == pytest.approx(0.8)
    assert of(SHARE)["cosine_top"] == pytest.approx(1.0)
    assert of(SHARE)["words_top"] == pytest.approx(1.0)


def test_undiacritized_questions_are_compared_without(read):
    of = read("ho ngheo tham gia", {"undiacritized": True})
    assert of(SHARE)["syllables_own"] == 1.0


def test_columns_stand_beside_best_and_mean():
    own = np.zeros((2, len(base_names())))
    own[:, 0] = (3.0, 1.0)
    table = spread(own, np.array([9.0]))
    width = len(base_names())
    assert table.shape == (2, 3 * width + 1)
    assert table[:, width].tolist() == [0.0, -2.0]
    assert table[:, 2 * width].tolist() == [1.0, -1.0]
    assert table[:, -1].tolist() == [9.0, 9.0]


def test_every_column_has_a_name_and_a_group(read):
    assert len(set(names())) == len(names())
    assert {group_of(name) for name in names()} >= {"lexical", "dense", "knowledge", "question"}


def test_the_first_is_told_by_its_lead():
    own = np.zeros((3, len(base_names())))
    asked = np.zeros(len(names()) - 3 * len(base_names()))
    row = of_first(own, asked, np.array([1.0, 3.0, 2.0]))
    found = dict(zip(first_names(), row, strict=True))
    assert found["score"] == 3.0
    assert found["margin"] == 1.0
    assert found["lead"] == 1.0
    assert found["share"] == pytest.approx(1 / (1 + math.exp(-1) + math.exp(-2)))
    assert found["plain_first"] == 0.0
