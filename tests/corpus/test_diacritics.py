"""Diacritics restored: never other letters, and nearly always the right marks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.diacritics import Restorer
from corpus.language.normalize import fold

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
