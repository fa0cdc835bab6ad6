"""``eval talks``: whole talks over other documents, every turn asked with what was said before.

A line of a set is a talk: ``{"id", "documents": [file, …], "turns": [{"user", "acts", "status":
"answered" | "no_evidence" | "clarify" | "any", "gold": [{"document", "quote"}, …], "gold_any",
"must": [regular expression, …], "mustnot": […]}, …]}``. All talks of a set stand over one corpus:
their documents together.
"""

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer import Answer
from bot.meet import Meeting
from bot.parts import Chosen, Parts
from bot.pipeline import AnswerPipeline
from bot.question import Ask, Turn
from corpus.document import Clause
from corpus.language.normalize import nfc
from corpus.library import DIRECTIVES, Library, load_library
from corpus.settings import Settings
from eval.corpora.vectors import CachedEmbedder
from eval.quotes import occurrences
from index.build import build_index, open_index
from index.retrieve import Searcher

_FLAGS = re.IGNORECASE | re.DOTALL
_REFUSED = ("no_evidence", "out_of_scope", "clarify")


@dataclass(frozen=True, slots=True)
class Met:
    """One turn, ``place`` from 1 on: ``cited``: the gold clauses are among the citations (None
    where there is no gold), ``right``: that, the status and the words are as wanted."""

    talk: str
    place: int
    turn: Mapping[str, Any]
    answer: Answer
    cited: bool | None
    right: bool


def read_talks(path: Path) -> list[dict[str, Any]]:
    """The talks of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def run_talks(
    folder: Path, path: Path, settings: Settings, out: Path | None, resend: bool = False
) -> str:
    """Hold the talks of ``path`` over the documents in ``folder`` (the directives' own beside
    them); ``resend`` gives each answer's state back with the next question."""
    talks = read_talks(path)
    with opened(folder, talks, settings) as (pipeline, library):
        met = [one for talk in talks for one in hold(talk, pipeline, library, resend)]
    if out:
        rows = [json.dumps(_row(one), ensure_ascii=False) for one in met]
        out.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return "\n".join(_figures(met))


@contextmanager
def opened(
    folder: Path,
    talks: Sequence[Mapping[str, Any]],
    settings: Settings,
    meeting: Callable[[Library, Parts], Meeting] = Meeting,
) -> Iterator[tuple[AnswerPipeline, Library]]:
    """A pipeline over the documents of all ``talks``; those that neither ``folder`` nor the
    directives hold are left out."""
    names = sorted({name for talk in talks for name in talk["documents"]})
    places = [base / name for name in names for base in (folder, DIRECTIVES)]
    library = load_library([path for path in places if path.is_file()])
    embedder = CachedEmbedder(
        settings.embedding_model, settings.models_dir, settings.data_dir / "eval-vectors"
    )
    with tempfile.TemporaryDirectory() as kept:
        build_index(library, embedder, Path(kept))
        index = open_index(Path(kept))
        chosen = Chosen(settings.understander, settings.reader, settings.composer)
        parts = Parts(library, Searcher(index, embedder, library), chosen=chosen)
        pipeline = AnswerPipeline(library, parts, meeting=meeting(library, parts))
        pipeline.warm_up()
        pipeline.warm_up_english()
        yield pipeline, library
        index.store.close()


def hold(
    talk: Mapping[str, Any], pipeline: AnswerPipeline, library: Library, resend: bool
) -> list[Met]:
    """All turns of one talk; ``resend`` gives each answer's state back with the next question."""
    history: list[Turn] = []
    found = []
    state = ""
    for place, turn in enumerate(talk["turns"], start=1):
        answer = pipeline.invoke(Ask(turn["user"], tuple(history), state=state))
        found.append(_judge(talk["id"], place, turn, answer, library))
        history += [Turn("user", turn["user"]), Turn("assistant", answer.answer)]
        state = answer.state if resend else ""
    return found


def _judge(talk: str, place: int, turn: Mapping[str, Any], answer: Answer, library: Library) -> Met:
    wanted = turn.get("status", "any")
    status = answer.status.value
    as_wanted = wanted == "any" or (answer.answers if wanted == "answered" else status in _REFUSED)
    cited_clauses = [citation.clause for citation in answer.citations]
    held = [is_gold(gold, cited_clauses, library) for gold in turn.get("gold", ())]
    cited = (any(held) if turn.get("gold_any") else all(held)) if held else None
    text = nfc(answer.answer)
    said = all(re.search(nfc(m), text, _FLAGS) for m in turn.get("must", ()))
    free = not any(re.search(nfc(m), text, _FLAGS) for m in turn.get("mustnot", ()))
    right = as_wanted and cited is not False and said and free
    return Met(talk, place, turn, answer, cited, right)


def is_gold(gold: Mapping[str, str], clauses: Iterable[Clause], library: Library) -> bool:
    """Whether one of the clauses overlaps a place where the gold words stand."""
    document = library.document(gold["document"])
    if document is None:
        return False
    spans = occurrences(document, gold["quote"])
    return any(
        clause.document_id == document.id and clause.start < end and start < clause.end
        for clause in clauses
        for start, end in spans
    )


def _row(met: Met) -> dict[str, Any]:
    answer = met.answer
    return {
        "talk": met.talk,
        "place": met.place,
        "user": met.turn["user"],
        "acts": met.turn.get("acts", []),
        "follow": met.turn.get("follow"),
        "right": met.right,
        "cited": met.cited,
        "wanted": met.turn.get("status"),
        "status": answer.status.value,
        "told": list(answer.acts),
        "standalone": answer.standalone_question,
        "answer": answer.answer,
        "labels": [c.clause.label for c in answer.citations],
        "ms": round(sum(answer.timings_ms.values()), 1),
    }


def _figures(met: Sequence[Met]) -> list[str]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for one in met:
        groups["tất cả"].append(one.right)
        groups[f"lượt {one.place}"].append(one.right)
        for act in one.turn.get("acts", ()):
            groups[f"việc {act}"].append(one.right)
        if follow := one.turn.get("follow"):
            groups["câu nối tiếp"].append(one.right)
            groups[f"nối tiếp {follow}"].append(one.right)
    return [f"{n:28}{sum(g):4}/{len(g):<4}{sum(g) / len(g):.3f}" for n, g in groups.items()]
