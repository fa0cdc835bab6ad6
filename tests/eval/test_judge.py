"""The judge against a real OpenAI-compatible server on this machine that answers by a rule."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.generate.llm import LlmError, make_llm
from eval.commands.questions import sample
from eval.dataset import read_questions
from eval.judge import judge_run, kappa, read_verdict
from eval.run import evaluate
from eval.systems import Ours


class Handler(BaseHTTPRequestHandler):
    """Approves an answer of over 200 characters, and mumbles at every tenth call."""

    calls = 0

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        type(self).calls += 1
        answer = body["messages"][-1]["content"].split("Câu trả lời:\n===\n")[1]
        verdict = "ĐÚNG" if len(answer) > 200 else "SAI"
        content = "Hừm." if self.calls % 10 == 0 else verdict
        message = {"role": "assistant", "content": content}
        reply = {
            "id": "1",
            "object": "chat.completion",
            "created": 0,
            "model": body["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        }
        data = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/v1"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(scope="module")
def run(assistant):
    questions = sample(read_questions(Path("eval/sets/dev.jsonl"), assistant.library), 24)
    ours = Ours(assistant)
    return evaluate("ours", questions, [ours.ask(q) for q in questions], assistant.library)


def test_the_judge_is_counted_against_the_references(settings, server, run):
    model = make_llm(settings.model_copy(update={"llm": "openai:x", "llm_base_url": server}))
    Handler.calls = 0
    result = judge_run(model, run, progress=False)
    shown = [
        (len(r.answer + "\n===") > 200, bool(row["correct"]))
        for q, r, row in zip(run.questions, run.records, run.rows, strict=True)
        if q.answerable and r.answered
    ]
    kept = [pair for i, pair in enumerate(shown, start=1) if i % 10]
    assert result.silent == len(shown) - len(kept) > 0
    assert result.judged == len(kept)
    assert result.accuracy == pytest.approx(sum(a == b for a, b in kept) / len(kept))


def test_a_dead_judge_is_told(settings, run):
    dead = settings.model_copy(update={"llm": "openai:x", "llm_base_url": "http://127.0.0.1:9/v1"})
    one = replace(run, questions=run.questions[:9], records=run.records[:9], rows=run.rows[:9])
    with pytest.raises(LlmError, match="TONGDAI_LLM"):
        judge_run(make_llm(dead), one, progress=False)


def test_off_by_default_and_wrong_settings_named(settings):
    assert make_llm(settings) is None
    with pytest.raises(LlmError, match="openai:TÊN_MÔ_HÌNH"):
        make_llm(settings.model_copy(update={"llm": "gì đó"}))


def test_verdicts():
    assert read_verdict("Đúng.") is True
    assert read_verdict("SAI") is False
    assert read_verdict("đúng mà cũng sai") is None
    assert read_verdict("") is None


def test_kappa_by_hand():
    # agreed 3/4; chance 0.5*0.75 + 0.5*0.25 = 0.5
    assert kappa([True, True, False, False], [True, True, True, False]) == pytest.approx(0.5)
    assert kappa([True, True], [True, True]) == 1.0
