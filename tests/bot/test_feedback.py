"""Feedback: one line each, without personal data, whatever comes at once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.doors.feedback import FeedbackBook


def test_personal_data_is_masked_before_it_is_written(tmp_path):
    book = FeedbackBook(tmp_path / "var")
    book.add("0123456789abcdef", "down", "Sai rồi,\ngọi tôi 0912 345 678, a.b@vi.du.vn", "k1")
    (line,) = book.path.read_text("utf-8").splitlines()
    kept = json.loads(line)
    assert kept.pop("at").endswith("+00:00")
    assert kept == {
        "answer_id": "0123456789abcdef", "rating": "down", "key": "k1",
        "comment": "Sai rồi,\ngọi tôi ⟨điện thoại 1⟩, ⟨thư điện tử 1⟩",
    }  # fmt: skip


def test_many_at_once_stay_whole_lines(tmp_path):
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


def test_a_folder_that_cannot_be_written(client, book, monkeypatch):
    book.path.mkdir()
    response = client.post("/api/v1/feedback", json={"answer_id": "x" * 16, "rating": "up"})
    assert response.status_code == 503
    assert response.json()["detail"] == "Chưa ghi được góp ý; vui lòng thử lại sau."
