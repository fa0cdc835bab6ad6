"""Conversations and claims: the commands count what a hand counts."""

import json

import pytest

from bot.verify import Verifier
from eval.talk import run_talk
from eval.verifier import ClaimsError, run_verifier

FILE = "000_c38b67e39500967b.txt"


def write(path, rows):
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    return path


def test_turns_are_counted_by_place(tmp_path, assistant):
    turns = [
        {"user": "Công văn 4685 do ai ký?", "status": "answered", "must": ["Trần Phước Hiền"]},
        {"user": "Văn bản đó ban hành ngày nào?", "status": "answered", "must": ["19.{1,10}9"]},
        {"user": "Văn bản đó ban hành ngày nào?", "status": "no_evidence", "must": []},
        {
            "user": "Văn bản đó ban hành ngày nào?",
            "status": "answered",
            "must": ["không có đâu"],
        },
    ]
    path = write(tmp_path / "talk.jsonl", [{"id": "t", "turns": turns}])
    report = run_talk(path, assistant.pipeline, verbose=True).splitlines()
    assert report[0].startswith("4 lượt: đúng 2 (50.0%); trả lời hay từ chối đúng chỗ 3")
    assert report[1:5] == ["  lượt 1: 1/1", "  lượt 2: 1/1", "  lượt 3: 0/1", "  lượt 4: 0/1"]
    assert "t.3" in report[5]


def claim(true, sentence):
    words = "tổ chức 02 hội thảo về chuyển đổi số"
    return {
        "id": "c",
        "file": FILE,
        "words": words,
        "sentence": sentence,
        "true": true,
        "sort": "x",
    }


def test_claims_are_counted(tmp_path, library):
    rows = [
        claim(True, "Tổ chức 02 hội thảo về chuyển đổi số."),
        claim(True, "Tổ chức 03 hội thảo về chuyển đổi số."),
        claim(False, "Tổ chức 03 hội thảo về chuyển đổi số."),
    ]
    report = run_verifier(write(tmp_path / "c.jsonl", rows), library, Verifier(), verbose=False)
    assert report == "câu sai bị chặn: 1/1 (100.0%)\ncâu đúng được giữ: 1/2 (50.0%)"


def test_a_claim_about_no_document_is_an_error(tmp_path, library):
    rows = [claim(True, "Gì đó.") | {"file": "khong-co.txt"}]
    with pytest.raises(ClaimsError, match="câu c"):
        run_verifier(write(tmp_path / "c.jsonl", rows), library, Verifier(), verbose=False)


def test_claims_whose_words_stand_nowhere_are_left_out(tmp_path, library):
    rows = [claim(True, "Gì đó.") | {"words": "chữ không có trong văn bản nào"}]
    report = run_verifier(write(tmp_path / "c.jsonl", rows), library, Verifier(), verbose=False)
    assert report == "câu sai bị chặn: 0/0 (0.0%)\ncâu đúng được giữ: 0/0 (0.0%)"
