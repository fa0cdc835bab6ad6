"""The systems that are compared: ours, and what a user would pick instead.

``tutorial`` is the retrieval pipeline of LangChain's tutorial: the texts cut into chunks of 1000
characters with 200 overlapping, in Chroma, with the same embedding model; the three nearest chunks
are the answer. ``bm25`` is BM25 alone over the same clauses as ours; the best one is the answer;
``bm25+cosine`` adds the clauses' cosines. None of them refuses: their scores stand in for
confidence.
"""

import time
from collections.abc import Callable
from typing import Any, Protocol

import httpx
import numpy as np

from bot.assemble import Assistant
from bot.question import Ask, Turn
from corpus.language.segment import syllables
from eval.dataset import Question
from eval.record import Record, Span
from index.lexical import Scores
from index.passage import make_passages

_CHUNK, _OVERLAP = 1000, 200
_DEPTH = 10


class SystemFailure(Exception):
    """A system cannot be run; the message says why and the remedy."""


class System(Protocol):
    """Answers one question."""

    name: str

    def ask(self, question: Question) -> Record:
        """The system's record, times included."""
        ...


class Ours:
    """The pipeline in this process."""

    name = "ours"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, question: Question) -> Record:
        """Answer through the one pipeline that all ways in share."""
        start = time.perf_counter()
        body = self.answer(question)
        return from_answer(question.id, body, (time.perf_counter() - start) * 1000)

    def answer(self, question: Question) -> dict[str, Any]:
        """The answer object as the HTTP contract writes it."""
        history = tuple(Turn("user", text) for text in question.history)
        return self._assistant.pipeline.invoke(Ask(question.question, history)).as_json()


class OverHttp:
    """A running server, asked as the portal would."""

    name = "ours"

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=60.0)

    def ask(self, question: Question) -> Record:
        """``POST /api/v1/ask``."""
        start = time.perf_counter()
        body = self.answer(question)
        return from_answer(question.id, body, (time.perf_counter() - start) * 1000)

    def answer(self, question: Question) -> dict[str, Any]:
        """The answer object as the server gave it."""
        history = [{"role": "user", "content": text} for text in question.history]
        try:
            body = {"question": question.question, "history": history}
            response = self._client.post("/api/v1/ask", json=body)
        except httpx.HTTPError as error:
            raise SystemFailure(f"Không gọi được máy chủ ({error}): kiểm tra --url.") from error
        if response.status_code != httpx.codes.OK:
            detail = response.json().get("detail", response.text)
            raise SystemFailure(f"Máy chủ báo lỗi {response.status_code}: {detail}")
        found: dict[str, Any] = response.json()
        return found


def from_answer(question_id: str, body: dict[str, Any], took: float) -> Record:
    """The HTTP contract's answer object as a record."""
    spans = tuple(
        Span(c["document"]["id"], c["start"], c["end"], 0.0, c["label"]) for c in body["citations"]
    )
    names = sorted({c["document"].get("name", "") for c in body["citations"]})
    retrieved = tuple(
        Span(h["document"], h["start"], h["end"], h["score"]) for h in body.get("retrieved", ())
    )
    return Record(
        id=question_id,
        system="ours",
        status=body["status"],
        answer=body["answer"],
        short_answer=body["short_answer"],
        citations=spans,
        retrieved=retrieved or spans,
        confidence=float(body.get("evidence", {}).get("confidence", 0.0)),
        latency_ms=took,
        extra={"names": names, "timings_ms": body["timings_ms"]},
    )


class Tutorial:
    """LangChain's tutorial pipeline: recursive splitter, Chroma, nearest chunks."""

    name = "tutorial"

    def __init__(self, assistant: Assistant) -> None:
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(
            chunk_size=_CHUNK, chunk_overlap=_OVERLAP, add_start_index=True
        )
        chunks = splitter.create_documents(
            [d.text for d in assistant.library],
            [{"document": d.id} for d in assistant.library],
        )
        self._store = Chroma("tutorial", assistant.embedder)
        self._store.reset_collection()
        self._store.add_documents(chunks)

    def ask(self, question: Question) -> Record:
        """The three nearest chunks, as they are."""
        start = time.perf_counter()
        found = self._store.similarity_search_with_score(question.question, k=_DEPTH)
        spans = tuple(
            Span(
                doc.metadata["document"],
                doc.metadata["start_index"],
                doc.metadata["start_index"] + len(doc.page_content),
                1.0 - float(distance),
            )
            for doc, distance in found
        )
        answer = "\n\n".join(doc.page_content for doc, _ in found[:3])
        took = (time.perf_counter() - start) * 1000
        return Record(
            question.id, self.name, "answered", answer, "", spans[:3], spans, spans[0].score, took
        )


class _OverClauses:
    """Ranks all clauses by one score each; the best clause is the answer."""

    name = ""

    def __init__(self, assistant: Assistant) -> None:
        import bm25s

        self._library = assistant.library
        self._passages = [p for d in assistant.library for p in make_passages(d)]
        self._index = bm25s.BM25(k1=1.2, b=0.75)
        self._index.index([syllables(p.full) for p in self._passages], show_progress=False)

    def _scores(self, text: str) -> Scores:
        """The score of every clause."""
        return self._bm25(text)

    def _bm25(self, text: str) -> Scores:
        known = [t for t in syllables(text) if t in self._index.vocab_dict]
        if not known:
            return np.zeros(len(self._passages), dtype=np.float32)
        found: Scores = self._index.get_scores(known)
        return found

    def ask(self, question: Question) -> Record:
        """The ten best clauses; the first is cited."""
        start = time.perf_counter()
        scores = self._scores(question.question)
        order = np.argsort(-scores, kind="stable")[:_DEPTH]
        spans = []
        for i in order:
            clause = self._library.clause(self._passages[i].clause_id)
            assert clause is not None
            spans.append(
                Span(clause.document_id, clause.start, clause.end, float(scores[i]), clause.label)
            )
        took = (time.perf_counter() - start) * 1000
        best = self._passages[int(order[0])].text
        return Record(
            question.id,
            self.name,
            "answered",
            best,
            "",
            tuple(spans[:1]),
            tuple(spans),
            spans[0].score,
            took,
        )


class Bm25Alone(_OverClauses):
    """BM25 on syllables over clauses with their headings."""

    name = "bm25"


class Bm25AndCosine(_OverClauses):
    """The plain sum of BM25 on syllables and the clauses' cosines, each scaled to 0..1."""

    name = "bm25+cosine"

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self._embedder = assistant.embedder
        self._vectors = self._embedder.encode_documents([p.text for p in self._passages])

    def _scores(self, text: str) -> Scores:
        cosines = self._vectors @ self._embedder.encode_query(text)
        return _scaled(self._bm25(text)) + _scaled(cosines)


def _scaled(scores: Scores) -> Scores:
    """Least 0, greatest 1; all 0 where they are equal."""
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


TITLES = {
    "ours": "Tổng đài ảo",
    "tutorial": "RAG theo bài mẫu LangChain",
    "bm25": "BM25",
    "bm25+cosine": "BM25 cộng cosin",
}


def title_of(system: str) -> str:
    """The system's name for a reader of reports."""
    return TITLES.get(system, system)


SYSTEMS: dict[str, Callable[[Assistant], System]] = {
    "ours": Ours,
    "tutorial": Tutorial,
    "bm25": Bm25Alone,
    "bm25+cosine": Bm25AndCosine,
}
