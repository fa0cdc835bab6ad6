"""Twenty people ask while documents come, change and go on a server that may be killed.

Every answer must be one that some single edition gives, of those that were in use while it was
asked for: what each edition answers is asked for by the one who made it, before the next is made.
"""

import io
import json
import random
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
from load import essence

from tests.bot.desk_files import as_docx, letter
from tests.corpus.paper import Paper

DESK = "/api/v1/admin/documents"
BEES = "Sở Nông nghiệp và Môi trường hỗ trợ mỗi hộ nuôi ong bao nhiêu đàn ong giống?"
QUESTIONS = (
    BEES,
    "Công văn về nuôi ong giao Sở Nông nghiệp và Môi trường và Sở Tài chính những việc gì?",
    "Năm 2023 Sở Tư pháp có nhiệm vụ gì?",
)
PATIENCE = 120.0  # seconds of the client: a busy machine is slow, not wrong


FIGURES = re.compile(r"(\d+) đàn ong|rà soát (\d+) văn bản")


def version(number, bees):
    """A letter whose clauses say of which version they are: the figures are its own."""
    return letter(number, f"{bees} đàn ong", more=(f"3. Sở Tư pháp rà soát {bees} văn bản.",))


def file_of(number, bees, kind):
    """The letter's name and bytes, as a Word file or a PDF with a text layer."""
    lines = version(number, bees)
    name = f"Công văn {number.split('/')[0]} ({bees}).{kind}"
    if kind == "docx":
        return name, as_docx(lines)
    paper, place = Paper().new_page(), 80
    for line in lines:
        place = paper.paragraph(place, line) + 8
    buffer = io.BytesIO()
    paper.save(buffer)
    return name, buffer.getvalue()


def versions_in(text):
    """Of which versions the words are."""
    return {first or second for first, second in FIGURES.findall(text)}


@dataclass
class Said:
    """An answer that a user got."""

    question: str
    began: float
    ended: float
    status: int
    essence: object


@dataclass
class Edition:
    """``sent``: when it was asked for, from when on it may be in use; ``ended``: when the next
    one surely was. ``answers``: what it answers to each question."""

    what: str
    sent: float
    shown: float = 0.0
    ended: float = float("inf")
    answers: dict = field(default_factory=dict)


class Story:
    """The one who changes documents; ``editions`` in their order. ``states`` are those of the
    entries as far as they were confirmed, ``maybe`` those after what is under way."""

    def __init__(self, address, key):
        self.client = httpx.Client(base_url=address, headers={"X-API-Key": key}, timeout=PATIENCE)
        self.visitor = httpx.Client(base_url=address, timeout=PATIENCE)
        self.editions = []
        self.took = {}
        self.states = {}
        self.maybe = None
        self.names = {}

    def begin(self):
        """What is answered before anything is changed."""
        self._made(Edition("at first", 0.0), lambda answer: True)

    def bring(self, name, raw, **form):
        """A draft of the file, looked at as an administrator does."""
        began = time.monotonic()
        found = self.client.post(DESK, files={"file": (name, raw)}, data=form)
        assert found.status_code == 201, found.text
        entry = found.json()
        self.states[entry["id"]] = entry["state"]
        self.names[entry["id"]] = entry["document_id"]
        seen = self.client.get(f"{DESK}/{entry['id']}").json()
        assert seen["state"] == "draft"
        assert seen["tree"]
        self._took("upload", began)
        return seen

    def mend(self, entry, fits=None, **metadata):
        """Metadata put right; ``fits`` where the document is in use already."""
        sent = time.monotonic()
        found = self.client.patch(f"{DESK}/{entry['id']}", json={"metadata": metadata})
        assert found.status_code == 200, found.text
        self._took("mend", sent)
        if fits:
            self._made(Edition(f"mend {metadata}", sent), fits)

    def act(self, entry, does, fits):
        """Publish, withdraw, restore; until an answer shows it."""
        self.maybe = self._after(entry["id"], does)
        sent = time.monotonic()
        found = self.client.post(f"{DESK}/{entry['id']}/{does}")
        assert found.status_code == 200, found.text
        self.states, self.maybe = self.maybe, None
        self._took(f"{does} (confirmed)", sent)
        self._made(Edition(f"{does} {entry['file']}", sent), fits)

    def _after(self, entry_id, does):
        """The states when that is done: all of them change, or none."""
        if does == "withdraw":
            return {**self.states, entry_id: "withdrawn"}
        beside = (one for one in self.states if self.names[one] == self.names[entry_id])
        replaced = {one: "replaced" for one in beside if self.states[one] == "published"}
        return {**self.states, **replaced, entry_id: "published"}

    def _made(self, edition, fits):
        first = ask(self.visitor, BEES)
        edition.shown = time.monotonic()
        assert fits(told(first)), (edition.what, told(first)[:500])
        if self.editions:
            self.editions[-1].ended = edition.shown
            self.took.setdefault(f"{edition.what.split()[0]} (shown)", []).append(
                edition.shown - edition.sent
            )
        edition.answers = {q: ask(self.visitor, q) for q in QUESTIONS}
        assert edition.answers[BEES] == first
        self.editions.append(edition)

    def _took(self, what, began):
        self.took.setdefault(what, []).append(time.monotonic() - began)


def ask(client, question):
    """The essence of an answer that must come."""
    found = client.post("/api/v1/ask", json={"question": question})
    assert found.status_code == 200, found.text
    return essence(found.content)


def told(answer):
    return json.dumps([answer["answer"], answer["citations"]], ensure_ascii=False)


class Users:
    """``count`` people who ask one question after the other, as JSON or as events; each reads the
    answer for ``pause`` seconds."""

    def __init__(self, address, count, pause=0.0):
        self.address, self.count, self.pause = address, count, pause
        self.said, self.failed, self.health = [], [], []
        self._end = threading.Event()

    @contextmanager
    def asking(self):
        """They ask until the end of the block."""
        runs = [(self._user, n) for n in range(self.count)] + [(self._pulse, 0)]
        threads = [threading.Thread(target=run, args=(n,), daemon=True) for run, n in runs]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._end.set()
            for thread in threads:
                thread.join(PATIENCE)

    def _user(self, number):
        rng = random.Random(number)
        with httpx.Client(base_url=self.address, timeout=PATIENCE) as client:
            while not self._end.wait(rng.uniform(0.5, 1.5) * self.pause):
                question = rng.choice(QUESTIONS)
                headers = {"Accept": "text/event-stream"} if rng.random() < 0.5 else {}
                began = time.monotonic()
                try:
                    body = {"question": question}
                    found = client.post("/api/v1/ask", json=body, headers=headers)
                    ended = time.monotonic()
                    self.said.append(
                        Said(question, began, ended, found.status_code, essence(found.content))
                    )
                except (httpx.HTTPError, ValueError) as error:
                    self.failed.append(f"{question}: {error!r}")

    def _pulse(self, _):
        """Whether the event loop is free: a page that needs no answer, asked twenty times a
        second."""
        with httpx.Client(base_url=self.address, timeout=PATIENCE) as client:
            while not self._end.wait(0.05):
                began = time.monotonic()
                try:
                    assert client.get("/health/live").status_code == 200
                except (httpx.HTTPError, AssertionError) as error:
                    self.failed.append(f"health: {error!r}")
                self.health.append(time.monotonic() - began)


def misfits(said, editions):
    """Answers that are of no single edition that was in use while they were made."""
    wrong = []
    for one in said:
        fitting = [e for e in editions if e.sent <= one.ended and e.ended >= one.began]
        mixed = len(versions_in(json.dumps(one.essence, ensure_ascii=False))) > 1
        if (
            one.status != 200
            or mixed
            or all(e.answers[one.question] != one.essence for e in fitting)
        ):
            wrong.append(f"{one.status} {one.question}: {str(one.essence)[:600]}")
    return wrong


def figures(story, users):
    """What was measured, in seconds."""
    waits = sorted(one.ended - one.began for one in users.said)
    health = sorted(users.health)
    return {
        "answers": len(waits),
        "editions": len(story.editions),
        "wait": _spread(waits),
        "health": _spread(health),
        "steps": {what: [round(t, 2) for t in times] for what, times in story.took.items()},
    }


def _spread(times):
    if not times:
        return {}
    return {
        "p50": round(times[len(times) // 2], 3),
        "p95": round(times[int(len(times) * 0.95)], 3),
        "max": round(times[-1], 3),
    }
