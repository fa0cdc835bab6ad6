"""``eval fit-cross``: tune the bundled model to read a question together with a clause, on what is
asked of a part of the training documents; ``eval fit-again``: what that is worth beside the trees'
scores, on what is asked of the others.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bot.read.learned.again import AGAIN, Again, best_places
from bot.read.learned.features import Matrix
from bot.read.learned.model import FOLDER, Curve, Model
from corpus.settings import Settings
from eval.fit_reader import choose_columns, choose_first_columns, weigh
from eval.reader.again import Reread, first_of, fit_again, right_first, told_of
from eval.reader.corpora import tunes_reading
from eval.reader.crossing import Crossing, Pair
from eval.reader.fit import answer_raw, fit_answers, fit_order, order_scores, out_of_fold
from eval.reader.rows import FOLDS, Row
from eval.reader.workshop import FAR, Workshop, asked_of_sets, rows_far, rows_of_sets
from index.cross import CrossReader
from index.cross.weights import cross_digest
from index.passage import headed_text

_WRONG = 10  # wrong candidates of a question that are kept


@dataclass(frozen=True, slots=True)
class _Label:
    words: tuple[str, ...]
    sentences: tuple[str, ...]


def run_fit_cross(folder: Path, settings: Settings, train: Sequence[Path]) -> str:
    """Fit and write; what was fitted on, as text."""
    shop = Workshop(folder, settings)
    rows = [*rows_of_sets(shop, train, training=True)[0], *rows_far(shop, train)]
    scores = out_of_fold(rows, choose_columns(rows), weigh)
    labels = _labels(train)
    pairs = [
        pair
        for row, own in zip(rows, scores, strict=True)
        if tunes_reading(row.document) and (pair := _pair(shop, row, own, labels.get(row.id)))
    ]
    asked = asked_of_sets(shop, train)
    pairs += [Pair(one.text, one.right, one.wrong[:_WRONG]) for one in asked]
    Crossing(Path(shop.embedder.path)).fit(pairs).save()
    return (
        f"Mô hình đọc câu hỏi cùng điều khoản khớp trên {len(pairs)} câu hỏi. "
        "Chạy tiếp `python -m eval fit-again` với cùng thư mục."
    )


def run_fit_again(
    folder: Path, settings: Settings, train: Sequence[Path], dev: Sequence[Path], write: bool
) -> str:
    """Fit, report on the dev sets; ``write`` keeps what was fitted."""
    shop = Workshop(folder, settings)
    model, reader = Model.open(shop.embedder.name), shop.embedder.cross
    if model is None or reader is None:
        return "Chưa có mô hình để cân: chạy `fit-reader` và `fit-cross` trước."
    rows = [*rows_of_sets(shop, train, training=True)[0], *rows_far(shop, train)]
    columns = choose_columns(rows)
    scores = out_of_fold(rows, columns, weigh)
    kept = [
        (row, own) for row, own in zip(rows, scores, strict=True) if not tunes_reading(row.document)
    ]
    tests, _ = rows_of_sets(shop, dev)
    booster = fit_order(rows, columns, weigh)
    on_dev = [(row, order_scores(booster, row, columns)) for row in tests]
    file = settings.data_dir / "fit" / f"readings-{cross_digest()}.jsonl"
    fitting = _reread(shop, reader, kept, file)
    testing = _reread(shop, reader, on_dev, file)

    first = choose_first_columns(columns)
    own = [i for i, row in enumerate(rows) if row.kind != FAR]  # the trees see no others
    rows, scores = [rows[i] for i in own], [scores[i] for i in own]
    unseen = [  # trees that did not see the row's fold: those in use saw all of them
        fit_answers(*_but(fold, rows, scores), first, weigh) for fold in range(FOLDS)
    ]

    def raw(row: Row, moved: Matrix) -> float:
        return answer_raw(unseen[row.fold], row, moved, first)

    again = fit_again(fitting, raw, model.enough, weigh)
    lines = [f"Một lượt đọc nặng {again.weight}."]
    for name, found in (("các văn bản còn lại", fitting), ("dev", testing)):
        before, after = right_first(found, 0.0), right_first(found, again.weight)
        lines.append(f"{name}: đúng đứng đầu {before:.3f}, sau khi đọc {after:.3f}")
    lines += _told(testing, again, model)
    if write:
        (FOLDER / AGAIN).write_text(_json(again, train), encoding="utf-8")
    return "\n".join(lines)


def _told(found: Sequence[Reread], again: Again, model: Model) -> list[str]:
    """How well both tell whether a question is answered, over ``found``."""
    from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

    answerable = np.array([one.row.answerable for one in found])

    def raw(row: Row, moved: Matrix) -> float:
        return model.raw(row.own, row.asked, moved)[0]

    lines = []
    for name, own in (("cây", replace(again, weight=0.0)), ("đọc lại", again)):
        right = np.array([bool(one.row.right[first_of(one, own.weight)]) for one in found])
        if own is again:
            told = [told_of(one, own.weight, raw) for one in found]
            chance = np.array([again.answered.probability(*line) for line in told])
        else:
            judged = [model.judge(one.row.own, one.row.asked, one.scores) for one in found]
            chance = np.array([one.answered for one in judged])
        shown = chance >= model.enough
        lines.append(
            f"{name}: AUROC {roc_auc_score(answerable, chance):.3f}, trả lời "
            f"{shown[answerable].mean():.3f}, đúng {(shown & right)[answerable].mean():.3f}, "
            f"từ chối {1 - shown[~answerable].mean():.3f}"
        )
    return lines


def _but(
    fold: int, rows: Sequence[Row], scores: Sequence[Matrix]
) -> tuple[list[Row], list[Matrix]]:
    kept = [i for i, row in enumerate(rows) if row.fold != fold]
    return [rows[i] for i in kept], [scores[i] for i in kept]


def _reread(
    shop: Workshop, reader: CrossReader, rows: Sequence[tuple[Row, Matrix]], kept: Path
) -> list[Reread]:
    """The rows with readings of their best few; those made before are kept in a file."""
    known = _known(kept)
    found = []
    with kept.open("a", encoding="utf-8") as file:
        for row, scores in tqdm(rows, "đọc lại", leave=False):
            places = best_places(scores)
            texts = [_text(shop, row.clauses[i]) for i in places]
            key = hashlib.sha256("\n".join((row.text, *texts)).encode()).hexdigest()
            if key not in known:
                known[key] = [told.score for told in reader.read(row.text, texts)]
                file.write(json.dumps([key, known[key]]) + "\n")
            read = dict(zip(places, known[key], strict=True))
            found.append(Reread(row, scores, read))
    return found


def _known(kept: Path) -> dict[str, list[float]]:
    if not kept.is_file():
        return {}
    lines = kept.read_text(encoding="utf-8").splitlines()
    return dict(json.loads(line) for line in lines if line.endswith("]]"))


def _text(shop: Workshop, clause_id: str) -> str:
    document = shop.by_id(clause_id.split(".", 1)[0])
    clause = document.clause(clause_id)
    assert clause is not None
    return headed_text(document, clause)


def _pair(shop: Workshop, row: Row, scores: Matrix, label: _Label | None) -> Pair | None:
    order = [int(i) for i in np.argsort(-scores, kind="stable")]
    right = [_text(shop, row.clauses[i]) for i in order if row.right[i]]
    wrong = [_text(shop, row.clauses[i]) for i in order[:_WRONG] if not row.right[i]]
    if row.answerable and not right:
        return None
    said = label or _Label((), ())
    return Pair(row.text, tuple(right), tuple(wrong), said.words, said.sentences)


def _labels(sets: Sequence[Path]) -> Mapping[str, _Label]:
    found = {}
    for path in sets:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            quotes = tuple(g["quote"] for g in row["gold"])
            found[f"{path.stem}/{row['id']}"] = _Label(tuple(row.get("answers", ())), quotes)
    return found


def _json(again: Again, sets: Sequence[Path]) -> str:
    def curve(one: Curve) -> dict[str, object]:
        return {"weights": list(one.weights), "shift": one.shift}

    about = {
        "made_by": "python -m eval fit-again",
        "date": date.today().isoformat(),
        "sets": [path.stem for path in sets],
        "weight": again.weight,
        "sure": again.sure,
        "answered": curve(again.answered),
        "right": curve(again.right),
        "faint": again.faint,
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
