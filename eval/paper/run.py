"""``python -m eval paper``: known texts printed to PDF, or scanned, and read again."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.load import LoadError, load
from corpus.loaders.base import Loaded
from corpus.loaders.limits import Limits
from corpus.reading.reader import Reader, cores
from corpus.structure.parse import parse
from eval.corpora.sources import read_sources
from eval.paper.printed import print_sheets
from eval.paper.scanned import scan
from eval.paper.sheets import Sheets, read_sheets
from eval.paper.trees import Likeness, likeness
from eval.reading.transcripts import syllable_error

_CHARACTERS = 5000  # of a document that is scanned: about two pages, fifteen seconds of reading
_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """What is printed: ``sample`` documents of a split of the folder, spread evenly; ``scans``:
    as pictures. ``out`` keeps the files."""

    folder: Path
    split: str
    sample: int
    scans: bool
    seed: int
    out: Path | None
    verbose: bool


def run_paper(plan: PaperPlan) -> str:
    """The table: each document's share of clauses that are the same, and all together."""
    files = [source.file for source in read_sources(plan.folder).values()
             if source.split == plan.split]  # fmt: skip
    step = max(1, len(files) // plan.sample)
    chosen = sorted(files)[::step][: plan.sample]
    with tempfile.TemporaryDirectory() as scratch:
        folder = plan.out or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        texts, pages = {}, 0
        for name in chosen:
            sheets = read_sheets(load(plan.folder / name).text)
            target = folder / Path(name).with_suffix(".pdf")
            if plan.scans:
                sheets = sheets.first(_CHARACTERS)
                pages += scan(print_sheets(sheets), target, f"{plan.seed}-{name}")
            else:
                target.write_bytes(print_sheets(sheets))
            texts[target] = sheets
        reader = Reader(cores(), Limits(seconds=_SECONDS))
        return _table(plan, texts, list(reader.read(list(texts))))


def _table(
    plan: PaperPlan,
    texts: dict[Path, Sheets],
    read: Sequence[tuple[Path, Loaded | LoadError]],
) -> str:
    lines, found, errors = [], [], []
    for path, loaded in read:
        wanted = parse(texts[path].text, path.name)
        if isinstance(loaded, LoadError):
            lines.append(f"  {path.name}: không đọc được: {loaded.reason}")
            found.append(Likeness(len(wanted.clauses), 0, 0))
            continue
        document = parse(loaded.text, path.name, noise=loaded.noise)
        one = likeness(wanted, document)
        wrong = syllable_error(loaded.text, texts[path].text)
        found.append(one)
        errors.append(wrong)
        lines.append(
            f"  {path.name}: {one.same} giống, văn bản có {one.wanted}, đọc được {one.read} "
            f"({_figure(one.share)}); âm tiết sai {_figure(100 * wrong)}%"
        )
        if plan.verbose:
            lines += [f"    thiếu {what}" for what in one.missing]
            lines += [f"    thừa  {what}" for what in one.added]
    same, total = sum(f.same for f in found), sum(f.wanted + f.read for f in found)
    kind = "bản quét" if plan.scans else "PDF có chữ"
    lines.append(
        f"{len(found)} {kind}, phần {plan.split}: điều khoản giống "
        f"{_figure(2 * same / total if total else 0)} ({same}); trung bình mỗi văn bản "
        f"{_figure(sum(f.share for f in found) / len(found) if found else 0)}; âm tiết sai "
        f"trung bình {_figure(100 * sum(errors) / len(errors) if errors else 0)}%"
    )
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
