"""``python -m eval corpora``: draw corpora, build each, ask its questions, judge and count.

A run's folder holds ``SYSTEM.jsonl`` (every record), ``summary.json`` and ``tables.md``.
"""

import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from bot.assemble import Assistant, reranker_of
from bot.parts import Chosen, Parts
from bot.pipeline import AnswerPipeline
from corpus.library import Library, load_library
from corpus.settings import Settings
from eval.corpora.draw import Drawn, draw, home_documents
from eval.corpora.figures import group_table, summarise, table
from eval.corpora.outcome import Outcome, judge
from eval.corpora.sources import Source, SourcesError, read_sources
from eval.corpora.vectors import CachedEmbedder
from eval.dataset import Question, QuestionSet, documents_of, read_rows, read_set
from eval.systems import SYSTEMS
from index.build import build_index, open_index
from index.retrieve import Searcher


@dataclass(frozen=True, slots=True)
class Plan:
    """The corpora of one run, the questions by id, and what was found amiss in the sets."""

    folder: Path
    corpora: tuple[Drawn, ...]
    questions: Mapping[str, Question]
    sets: Mapping[str, str]
    levels: Mapping[str, str]
    remarks: tuple[str, ...]


def load_named(folder: Path, names: Sequence[str], refuse_broken: bool = True) -> Library:
    """Those of the named documents that the folder has."""
    paths = [folder / name for name in names]
    return load_library([p for p in paths if p.is_file()], refuse_broken=refuse_broken)


def named_documents(paths: Sequence[Path]) -> list[str]:
    """The documents that the sets' gold names."""
    rows = (row for path in paths for _, row in read_rows(path))
    return sorted({name for row in rows for name in documents_of(row)})


def make_plan(
    folder: Path,
    split: str,
    paths: Sequence[Path],
    *,
    seed: int,
    size: tuple[int, int],
    large: int = 0,
) -> Plan:
    """Read the sets over the split's documents and draw; a set over others is left out."""
    sources = read_sources(folder)
    files = [s.file for s in sources.values() if s.split == split]
    if not files:
        splits = ", ".join(sorted({s.split for s in sources.values()}))
        raise SourcesError(f"{folder} không có văn bản nào của phần “{split}”; có: {splits}.")
    # judged against all that was printed, also where the program refuses to load a text as broken
    library = load_named(folder, sorted(set(named_documents(paths)) & set(files)), False)
    homes: dict[str, tuple[str, ...]] = {}
    questions: dict[str, Question] = {}
    set_names: dict[str, str] = {}
    remarks: list[str] = []
    for path in paths:
        found = read_set(path, library)
        if found.foreign or not found.named:
            remarks.append(f"{path.name}: bỏ qua, không có văn bản nào thuộc phần “{split}”.")
            continue
        remarks += [f"{path.name}: {fault}" for fault in found.faults]
        own = _homes(found, path, library, seed)
        for question in found.questions:
            if question.id in own and question.id not in questions:
                questions[question.id] = question
                set_names[question.id] = path.stem
                homes[question.id] = own[question.id]
    if not questions:
        raise SourcesError(f"Không bộ câu hỏi nào dùng được cho phần “{split}”: kiểm tra --set.")
    levels = {i: sources[names[0]].level for i, names in homes.items()}
    drawn = _large(folder, homes, sources, large, seed) if large else draw(homes, files, size, seed)
    return Plan(folder, tuple(drawn), questions, set_names, levels, tuple(remarks))


def _homes(
    found: QuestionSet, path: Path, library: Library, seed: int
) -> dict[str, tuple[str, ...]]:
    """The documents of each question; one whose documents are absent is left out."""
    named = {
        row["id"]: documents_of(row)
        for _, row in read_rows(path)
        if isinstance(row, dict) and "id" in row
    }
    named = {i: names for i, names in named.items() if not set(names) & found.absent}
    texts = {d.file: d.text for d in library}
    kept = [q for q in found.questions if q.id in named]
    return home_documents(kept, named, texts, seed)


def _large(
    folder: Path,
    homes: Mapping[str, Sequence[str]],
    sources: Mapping[str, Source],
    clauses: int,
    seed: int,
) -> list[Drawn]:
    """One corpus: all documents with questions, and others of any split up to so many clauses."""
    files = sorted({name for names in homes.values() for name in names})
    count = sum(len(d.clauses) for d in load_named(folder, files))
    spare = sorted(set(sources) - set(files))
    random.Random(seed).shuffle(spare)  # noqa: S311
    while count < clauses and spare:
        file = spare.pop()
        count += sum(len(d.clauses) for d in load_named(folder, [file]))
        files.append(file)
    return [Drawn("large", tuple(sorted(files)), tuple(homes))]


def run_corpora(
    plan: Plan, systems: Sequence[str], settings: Settings, out: Path, progress: bool = True
) -> str:
    """Ask everything of every system; the tables as text, and the folder's files."""
    out.mkdir(parents=True, exist_ok=True)
    embedder = CachedEmbedder(
        settings.embedding_model, settings.models_dir, settings.data_dir / "eval-vectors"
    )
    outcomes: dict[str, list[Outcome]] = {name: [] for name in systems}
    refused: list[str] = []
    for name in systems:
        (out / f"{name}.jsonl").write_text("", encoding="utf-8")
    for drawn in tqdm(plan.corpora, desc="kho", unit="kho", disable=not progress):
        library = load_named(plan.folder, drawn.files)
        refused += [str(f) for f in library.failures]
        with tempfile.TemporaryDirectory() as folder:
            build_index(library, embedder, Path(folder))
            index = open_index(Path(folder))
            searcher = Searcher(index, embedder, library, reranker_of(settings))
            chosen = Chosen(settings.understander, settings.reader, settings.composer)
            parts = Parts(library, searcher, chosen=chosen)
            pipeline = AnswerPipeline(library, parts)
            assistant = Assistant(settings, library, embedder, searcher, pipeline, parts)
            for name in systems:
                found = _ask(name, assistant, plan, drawn, progress)
                outcomes[name] += found
                with (out / f"{name}.jsonl").open("a", encoding="utf-8") as file:
                    for outcome in found:
                        file.write(json.dumps(outcome.as_json(), ensure_ascii=False) + "\n")
            index.store.close()
    summaries = {name: summarise(found) for name, found in outcomes.items()}
    described = {
        "corpora": [{"id": d.id, "files": d.files, "questions": len(d.questions)}
                    for d in plan.corpora],
        "remarks": plan.remarks,
        "not_loaded": sorted(set(refused)),
        "systems": summaries,
    }  # fmt: skip
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (out / "summary.json").write_text(text, encoding="utf-8")
    shown = [
        f"{len(plan.questions)} câu, {len(plan.corpora)} kho, "
        f"{sum(len(d.files) for d in plan.corpora)} văn bản "
        f"({len(set(refused))} không nạp được).",
        table(summaries),
        *(f"{name}\n\n{group_table(summary)}" for name, summary in summaries.items()),
    ]
    tables = "\n\n".join(shown)
    (out / "tables.md").write_text(tables + "\n", encoding="utf-8")
    return tables


def _ask(
    name: str, assistant: Assistant, plan: Plan, drawn: Drawn, progress: bool
) -> list[Outcome]:
    system = SYSTEMS[name](assistant)
    asked = tqdm(drawn.questions, desc=f"{drawn.id} {name}", leave=False, disable=not progress)
    return [
        judge(
            plan.questions[i],
            system.ask(plan.questions[i]),
            set_name=plan.sets[i],
            corpus=drawn.id,
            level=plan.levels[i],
        )
        for i in asked
    ]
