import pytest

from corpus.citation.validity import Graph
from corpus.health import inspect
from corpus.structure.parse import parse


def findings(text):
    document = parse(text, "a.txt")
    return {(f.kind, f.message) for f in inspect(document, Graph([document])).findings}


def test_the_directives_have_no_gaps_and_nothing_unparsed(library):
    for document in library:
        kinds = {f.kind for f in inspect(document, library.graph).findings}
        assert kinds <= {"metadata"}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("1. Một việc.\n\n2. Hai việc.\n\n5. Năm việc.", "gap", "khoản 5: thiếu 2 số ở trước"),
        ("1. Việc:\n\na) Một.\n\nb) Hai.\n\nb) Lại hai.", "repeated", "điểm b khoản 1"),
        ("Điều 1. Theo khoản 3 Điều 9.\n\nĐiều 2. Thi hành.", "dangling", "khoản 3 Điều 9"),
        ("1. " + "Một câu rất dài. " * 500, "unparsed", "khoản 1 dài"),
    ],
)
def test_what_is_found(text, kind, words):
    assert any(k == kind and words in message for k, message in findings(text))


def test_articles_count_through_chapters():
    text = "Chương I\n\nĐiều 1. Một.\n\nĐiều 2. Hai.\n\nChương II\n\nĐiều 3. Ba.\n\nĐiều 4. Bốn."
    assert not any(kind == "gap" for kind, _ in findings(text))


def test_missing_metadata_is_said():
    messages = {m for k, m in findings("1. Một việc.") if k == "metadata"}
    assert "không tìm thấy số" in messages
    assert "không tìm thấy ngày ban hành" in messages
