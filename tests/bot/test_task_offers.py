"""What is offered behind a list of tasks is answered with some of its tasks, or with its rest."""

import pytest

from bot.answer import AnswerStatus, Role
from bot.question import Ask

ANSWERED = (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)


@pytest.mark.parametrize(
    "question",
    [
        "Sở Thông tin và Truyền thông có những nhiệm vụ gì theo Quyết định số 03/QĐ-BCĐ?",
        "Văn phòng UBND tỉnh được giao những việc gì theo Công văn số 4685/UBND-KGVX?",
    ],
)
def test_what_is_offered_behind_a_list_is_answered(assistant, question):
    first = assistant.pipeline.invoke(Ask(question))
    listed = [one for one in first.statements if one.role is Role.POINT]
    assert listed
    assert len(first.suggestions) <= 3
    for offered in first.suggestions:
        then = assistant.pipeline.invoke(Ask(offered, state=first.state))
        told = [one for one in then.statements if one.role is Role.POINT]
        assert then.status in ANSWERED, offered
        assert told, offered
        assert then.statements[0].text != first.statements[0].text, offered


def test_a_long_list_offers_its_next_page_first(assistant):
    first = assistant.pipeline.invoke(
        Ask("Các sở, ban, ngành có những nhiệm vụ gì theo Quyết định số 03/QĐ-BCĐ?")
    )
    partial = first.status is AnswerStatus.PARTIAL
    assert (first.suggestions[:1] == ("Tiếp",)) == partial
