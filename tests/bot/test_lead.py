"""The answering words as a sentence."""

import pytest

from bot.answer import Role, Statement
from bot.compose.lead import lead_of
from bot.evidence.direct import Direct
from bot.render.markdown import markdown


@pytest.fixture
def direct(library):
    document = library.documents[0]

    def make(words, kind, way):
        at = document.text.index(words)
        return Direct(document, document.clauses[0], at, at + len(words), kind, way)

    return make


@pytest.fixture
def words(library):
    text = library.documents[0].text.split()
    return text[3], text[8]


def test_parts_are_named_and_joined(direct, words):
    first, second = words
    lead = lead_of([direct(first, "body", "who"), direct(second, "date", "when")])
    assert lead.text == f"Cơ quan, đơn vị: {first}; thời gian: {second}"
    assert [lead.text[a:b] for a, b in lead.strong] == [first, second]


def test_words_that_need_no_name_stand_alone(direct, words):
    first, _ = words
    lead = lead_of([direct(first, "count", "how_much")])
    assert lead.text == first[:1].upper() + first[1:]


def test_only_the_answering_words_are_bold():
    statement = Statement("Thời hạn: 05 ngày", Role.LEAD, (), (), ((10, 17),))
    assert markdown([statement], ()) == "Thời hạn: **05 ngày**"
    assert markdown([Statement("Đúng", Role.LEAD)], ()) == "**Đúng**"
