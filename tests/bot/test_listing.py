"""List questions answer with all tasks of an organ, and with no others'."""

import pytest

from bot.understand.typing.normal import restore
from corpus.language.diacritics import Restorer
from corpus.organs import predecessors

LETTER, DECISION = "001_3c09d191f023b9d0.txt", "004_f31a72dcb7f9007e.txt"


def led(library, file, organ):
    """The clauses of a document whose facts give the organ a task to lead or do."""
    document = library.document(file)
    names = {organ, *predecessors(organ)}
    return {
        fact.clause_id
        for fact in library.facts(document.id).assignments
        if fact.organ in names and fact.role != "phoi_hop"
    }


@pytest.mark.parametrize(
    "organ", ["Sở Thông tin và Truyền thông", "Sở Tài chính", "UBND cấp huyện"]
)
def test_all_tasks_of_an_organ_are_listed(ask, library, organ):
    answer = ask(f"Công văn 4685 giao {organ} những nhiệm vụ gì?")
    cited = {c.clause.id for c in answer.citations}
    wanted = led(library, LETTER, organ)
    assert wanted
    assert wanted <= cited
    for citation in answer.citations:
        assert citation.document.id == library.document(LETTER).id


def test_an_organ_without_tasks_gets_no_list(ask):
    answer = ask("Công văn 4685 giao Sở Ngoại vụ những nhiệm vụ gì?")
    assert answer.status.value not in ("answered",)


def test_undiacritized_questions_are_restored_once(library):
    restorer = Restorer(d.text for d in library)
    bare = "so tai chinh tinh quang ngai lam gi"
    text, changed = restore(bare, restorer)
    assert changed
    assert text == "sở tài chính tỉnh quảng ngãi làm gì"
    assert restore(text, restorer) == (text, False)


@pytest.mark.parametrize("text", ["", "Sở Tài chính làm gì?", "what does the notice say", "a b"])
def test_other_questions_stand(library, text):
    assert restore(text, Restorer(d.text for d in library)) == (text, False)
