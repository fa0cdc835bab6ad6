"""Diacritics restored: never other letters, and nearly always the right marks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.diacritics import Restorer
from corpus.language.normalize import fold
from corpus.language.spoken import PAUSE, count_rows, spoken_counts, write_counts

_WORD = re.compile(r"[^\W\d_]+")


@pytest.fixture(scope="module")
def restorer(library):
    return Restorer(document.text for document in library)


@given(text=st.text(alphabet="abcdeghiklmnoqpqrstuvxyđ ĐABC,.?!-/0123456789\nâư", max_size=60))
def test_only_marks_change(restorer, text):
    restored = restorer.restore(text)
    assert len(restored) == len(text)
    assert fold(restored) == fold(text)


@pytest.mark.parametrize("text", ["", "   ", "?!", "123/QĐ-UBND", "zzzq wqx", "\n"])
def test_what_is_no_vietnamese_word_stands(restorer, text):
    assert restorer.restore(text) == text


def test_typed_marks_stand(restorer):
    assert restorer.restore("Sở Nội vụ lam gi").startswith("Sở Nội vụ ")


@pytest.mark.accept
def test_a_document_is_read_back_by_the_others_words(library):
    """Each directive restored by a model that has not read it."""
    right = total = 0
    for held_out in library:
        model = Restorer(d.text for d in library if d.id != held_out.id)
        for line in held_out.text.split("\n"):
            found = model.restore(fold(line))
            pairs = zip(_WORD.findall(line.lower()), _WORD.findall(found.lower()), strict=True)
            for word, restored in pairs:
                right += word == restored
                total += 1
    assert total > 10_000
    assert right / total >= 0.85


def test_how_people_ask_gives_back_what_documents_do_not_know():
    restorer = Restorer(["Sở Nội vụ trình Ủy ban nhân dân tỉnh."])
    said = "toi o xa thi nop ho so o dau, mat may ngay vay chau"
    assert restorer.restore(said) == "tôi ở xã thì nộp hồ sơ ở đâu, mất mấy ngày vậy cháu"


def test_counts_of_spoken_rows_come_back_from_their_file(tmp_path):
    rows = count_rows([["ở", "đâu"], ["ở", "đâu"], ["đi", "đâu"]])
    assert rows["ở", "đâu"] == 2
    assert rows[PAUSE, "ở", "đâu"] == 2
    assert ("đi", "đâu", PAUSE) not in rows  # seen once
    write_counts(rows, tmp_path / "a.gz")
    assert spoken_counts(tmp_path / "a.gz") == rows
    assert spoken_counts(tmp_path / "none.gz") == {}
