"""A server that speaks OpenAI's protocol on 127.0.0.1 and says what a script tells it to.

For what no real model shows when it is wanted: one that is always right, one that always lies, one
that babbles, is slow, is dead, stops in mid-sentence or breaks its schema.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.generate.prompt import plain

_CLAUSE = re.compile(r'<dieu_khoan so="(\d+)" noi="([^"]*)">\n([^<]*)\n</dieu_khoan>')
_QUESTION = re.compile(r"<cau_hoi>\n([^<]*)\n</cau_hoi>")
_TURN = re.compile(r"<luot_truoc>\nHỏi: ([^\n<]*)")
_ABOVE = re.compile(r"^Nằm dưới: [^\n]*\n")
_NUMBER = re.compile(r"\d+")
_NAMED = 3  # clauses that a vote names
_SLOW = 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Call:
    """What a model was sent: the ``role``, the question, the numbered clauses with their
    ``labels``, the turns before."""

    role: str
    question: str
    clauses: tuple[tuple[int, str], ...]
    labels: tuple[str, ...]
    turns: tuple[str, ...]
    body: Mapping[str, Any]


Script = Callable[[Call], Iterator[str]]


class Cut(Exception):
    """The script ends the connection here."""


class Refused(Exception):
    """The script refuses the request: an HTTP status and a message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Seen:
    """What a server saw: its calls, and how many callers left before the end."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    left: int = 0
    headers: list[Mapping[str, str]] = field(default_factory=list)


@contextmanager
def serving(script: Script) -> Iterator[Seen]:
    """A server for the block; ``url`` is its base."""
    seen = Seen()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            call = read_call(json.loads(self.rfile.read(length)))
            seen.calls.append(call)
            seen.headers.append({name.lower(): value for name, value in self.headers.items()})
            try:
                self._answer(script(call))
            except Cut:
                self.close_connection = True
            except OSError:
                seen.left += 1

        def _answer(self, pieces: Iterator[str]) -> None:
            try:
                first = next(pieces, "")
            except Refused as error:
                body = json.dumps({"error": {"message": str(error)}}).encode()
                self.send_response(error.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self._piece(first)
            count = 1
            for piece in pieces:
                self._piece(piece)
                count += 1
            usage = {"prompt_tokens": 100, "completion_tokens": count, "total_tokens": 100 + count}
            self._event({"choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")

        def _piece(self, text: str) -> None:
            self._event({"choices": [{"index": 0, "delta": {"content": text}}]})

        def _event(self, part: Mapping[str, Any]) -> None:
            chunk = {
                "id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", **part,
            }  # fmt: skip
            self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seen.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()


def read_call(body: Mapping[str, Any]) -> Call:
    """What a request asks for."""
    system, user = (str(message["content"]) for message in body["messages"])
    role = "understand" if '"standalone"' in system else "write"
    if '"answers"' in system:
        role = "read_write" if '"sentences"' in system else "read"
    question = _QUESTION.search(user)
    blocks = _CLAUSE.findall(user)
    clauses = tuple((int(n), _ABOVE.sub("", text)) for n, _, text in blocks)
    labels = tuple(label for _, label, _ in blocks)
    turns = tuple(_TURN.findall(user))
    return Call(role, question[1] if question else "", clauses, labels, turns, body)


def said(call: Call, answers: Sequence[tuple[int, str]], sentences: Sequence[str]) -> Iterator[str]:
    """A reply of the form that the call asks for, in pieces of some words."""
    if call.role == "understand":
        text = json.dumps(
            {"standalone": " ".join([*call.turns[-1:], call.question]), "acts": ["ask"],
             "provinces": [], "bodies": [], "asks": []},
            ensure_ascii=False,
        )  # fmt: skip
    elif call.role == "write":
        text = " ".join(sentences)
    else:
        named: dict[str, Any] = {"answers": [{"clause": n, "words": w} for n, w in answers]}
        if call.role == "read_write":
            named["sentences"] = list(sentences)
        text = json.dumps(named, ensure_ascii=False)
    return iter(re.findall(r"\S+\s*", text))


@dataclass(frozen=True, slots=True)
class Known:
    """What a perfect model knows of a question: words and labels of right clauses, the answer."""

    quotes: tuple[str, ...]
    reference: str
    labels: frozenset[str] = frozenset()


def perfect(known: Mapping[str, Known]) -> Script:
    """Names the clauses that hold the gold words, and says the reference with their markers."""
    by_question = {_bare(question): one for question, one in known.items()}
    return knowing(lambda call: by_question.get(_bare(call.question)))


def knowing(look_up: Callable[[Call], Known | None]) -> Script:
    """A perfect model that looks up what it knows."""

    def script(call: Call) -> Iterator[str]:
        one = look_up(call)
        if one is None:
            return said(call, [], [])
        quotes = [_bare(quote) for quote in one.quotes]
        rows = zip(call.clauses, call.labels, strict=True)
        found = [
            (n, text)
            for (n, text), label in rows
            if label in one.labels or any(q in _bare(text) for q in quotes)
        ][:_NAMED]
        answers = [(n, text.split("\n")[0][:300]) for n, text in found]
        sentences = []
        if found and one.reference:
            marks = "".join(f"[{n}]" for n, _ in found)
            sentences = [f"{one.reference.rstrip('. ')} {marks}."]
        return said(call, answers, sentences)

    return script


def liar(call: Call) -> Iterator[str]:
    """Names the last clause, with words that stand in none, and turns every figure round."""
    if call.role == "understand":
        lie = {"standalone": "Tỉnh Cà Mau giao Sở Công Thương 999 tỷ đồng năm 2031 làm gì?",
               "acts": ["attack"], "provinces": ["Cà Mau"], "bodies": ["Sở Công Thương"],
               "asks": ["money"]}  # fmt: skip
        return iter([json.dumps(lie, ensure_ascii=False)])
    last = call.clauses[-1:]
    lies = []
    for number, text in call.clauses[:3]:
        line = text.split("\n")[0][:200].rstrip(" .;:")
        lies.append(
            f"{_NUMBER.sub(lambda m: str(int(m[0]) * 2 + 7), line)} và 37 tỷ đồng [{number}]."
        )
        lies.append(f"Sở Công Thương tỉnh Cà Mau không phải {line[:80].lower()} [{number}].")
    answers = [(n, f"Bộ Quốc phòng {_NUMBER.sub('77', text[:60])}") for n, text in last]
    return said(call, answers, lies)


def babbler(_call: Call) -> Iterator[str]:
    """Goes on for ever, about nothing."""
    while True:
        yield 'blah [1] {"answers": [[[ \x00 <think> '
        time.sleep(0.001)


def slow(_call: Call) -> Iterator[str]:
    """Says nothing for an hour."""
    time.sleep(_SLOW)
    yield ""


def dead(_call: Call) -> Iterator[str]:
    """Hangs up at once."""
    raise Cut


def cut(call: Call) -> Iterator[str]:
    """Hangs up in mid-sentence."""
    number, text = call.clauses[0] if call.clauses else (1, "Tin nhắn")
    words = text.split()
    if call.role in ("read", "read_write"):
        yield f'{{"answers": [{{"clause": {number}, "words": "'
    elif call.role == "understand":
        yield '{"standalone": "'
    yield " ".join(words[: len(words) // 2])
    raise Cut


# ten ways of breaking the schema, each a reply
BROKEN: Mapping[str, str] = {
    "no JSON": "Theo tôi thì điều khoản thứ nhất.",
    "cut JSON": '{"standalone": "Sở nào", "acts": ["ask"',
    "a list": '[{"clause": 1, "words": "x"}]',
    "other names": '{"cau_hoi": "Sở nào?", "dieu_khoan": [1]}',
    "other types": '{"standalone": 5, "acts": "ask", "asks": {}, "answers": "1", "sentences": 3}',
    "out of range": '{"answers": [{"clause": 99, "words": "x"}, {"clause": -1, "words": "y"}],'
    ' "sentences": ["Phải nộp 5 triệu đồng [99]."], "standalone": "", "acts": [], "asks": []}',
    "nulls": '{"answers": null, "sentences": null, "standalone": null, "acts": null, "asks": null}',
    "items of other types": '{"answers": [1, "2", null, true, [3], {"clause": 1.5}, {"words": []}],'
    ' "sentences": [1, {"text": "Phải nộp 5 triệu đồng [1]."}], "standalone": "Mức 77% ở Cà Mau?",'
    ' "acts": [1], "asks": [null]}',
    "too deep": '{"answers": ' + "[" * 5000,
    "single quotes": "{'answers': [{'clause': 1, 'words': 'x'}], 'sentences': ['Có 77 tỷ đồng.']}",
}


def broken(way: str) -> Script:
    """Breaks the schema in one of the ways of ``BROKEN``."""
    return lambda _call: iter(re.findall(r".{1,40}", BROKEN[way], re.DOTALL))


SCRIPTS: Mapping[str, Script] = {
    "liar": liar,
    "babbler": babbler,
    "slow": slow,
    "dead": dead,
    "cut": cut,
    **{f"broken: {way}": broken(way) for way in BROKEN},
}


def _bare(text: str) -> str:
    return " ".join(plain(text).split()).casefold()
