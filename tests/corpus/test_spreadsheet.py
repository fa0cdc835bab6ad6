"""No text of others is reckoned by the program that opens a table."""

import pytest

from corpus.spreadsheet import as_text


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\ufeff=1", "\uff1d1"]
)
def test_what_begins_as_a_formula_is_marked_as_text(text):
    assert as_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Sở Tài chính", "1 + 1 = 2", "(=1)", "50%"])
def test_other_text_is_left(text):
    assert as_text(text) == text
