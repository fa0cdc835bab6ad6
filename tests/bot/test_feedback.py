"""Feedback: kept without personal data, whatever comes at once; what was kept before stays."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.doors.feedback import FeedbackBook
from bot.records.database import Database


def test_personal_data_is_masked_before_it_is_written(tmp_path):
    book = FeedbackBook(tmp_path / "var")
    book.add("0123456789abcdef", "down", "Sai rồi,\ngọi tôi 0912 345 678, a.b@vi.du.vn", "k1")
    (kept,) = book.all()
    assert kept.at.endswith("+00:00")
    assert (kept.answer_id, kept.rating, kept.key) == ("0123456789abcdef", "down", "k1")
    assert kept.comment == "Sai rồi,\ngọi tôi ⟨điện thoại 1⟩, ⟨thư điện tử 1⟩"


def line(answer_id, rating, comment, at):
    row = {"answer_id": answer_id, "rating": rating, "comment": comment, "key": "", "at": at}
    return json.dumps(row, ensure_ascii=False) + "\n"


def test_the_file_of_before_is_taken_over_once(tmp_path):
    book = FeedbackBook(tmp_path)
    book.add("0" * 16, "up")
    first = line("a" * 16, "down", "gọi 0912 345 678", "2025-11-02T07:00:00+00:00")
    second = line("b" * 16, "up", "tốt", "2025-11-03T07:00:00+00:00")
    book.path.write_text(first + "hỏng\n" + second, encoding="utf-8")
    told = [(f.answer_id[0], f.comment) for f in book.all()]
    assert told == [("a", "gọi ⟨điện thoại 1⟩"), ("b", "tốt"), ("0", "")]
    assert not book.path.exists()
    book.path.write_text(first, encoding="utf-8")  # a stop before the file was put away
    assert len(list(FeedbackBook(tmp_path).all())) == 3


def test_many_at_once_are_all_kept(tmp_path):
    books = [FeedbackBook(tmp_path), FeedbackBook(tmp_path)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: books[n % 2].add(f"answer-{n:03}", "up", "tốt " * 100), range(80)))
    assert sorted(f.answer_id for f in books[0].all()) == [f"answer-{n:03}" for n in range(80)]


@pytest.fixture
def book(client, tmp_path, monkeypatch):
    book = FeedbackBook(tmp_path)
    monkeypatch.setattr(client.app.state.service, "feedback", book)
    return book


def test_the_route(client, book):
    sent = {"answer_id": "5f0c2a9b7d1e4c38", "rating": "up"}
    answered = client.post("/api/v1/feedback", json=sent)
    assert answered.status_code == 201
    assert answered.json() == {"status": "recorded", "answer_id": "5f0c2a9b7d1e4c38"}
    assert [(f.answer_id, f.rating, f.comment) for f in book.all()] == [
        ("5f0c2a9b7d1e4c38", "up", "")
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answer_id": "../x"}, "answer_id"),
        ({"rating": "5"}, "rating"),
        ({"comment": "x" * 2001}, "comment"),
        ({"commment": "x"}, "commment"),
    ],
)
def test_a_wrong_one_names_the_field(client, book, wrong, field):
    sent = {"answer_id": "5f0c2a9b7d1e4c38", "rating": "up", **wrong}
    response = client.post("/api/v1/feedback", json=sent)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == field
    assert list(book.all()) == []


def test_a_database_that_is_away(client, tmp_path, monkeypatch):
    (tmp_path / "day").write_text("no folder")
    away = FeedbackBook(tmp_path, Database(f"sqlite:///{tmp_path}/day/x.sqlite"))
    monkeypatch.setattr(client.app.state.service, "feedback", away)
    response = client.post("/api/v1/feedback", json={"answer_id": "x" * 16, "rating": "up"})
    assert response.status_code == 503
    assert response.json()["detail"] == "Chưa ghi được góp ý; vui lòng thử lại sau."
