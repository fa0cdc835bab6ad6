"""``eval fit-tokens``: tune the model's upper layers and the projection of its tokens on the
questions of the training sets.

The reader's trees must not be fitted on nearness that saw their own questions, so what is used is
the mean of two, each fitted without one half of the documents; the halves are kept beside.
"""

from collections.abc import Sequence
from pathlib import Path

from corpus.settings import Settings
from eval.reader.tuning import Asked, Tuning
from eval.reader.workshop import HALVES, Workshop, asked_of_sets, half_projection
from index.additions import Additions
from index.tokens import PROJECTION


def run_fit_tokens(folder: Path, settings: Settings, train: Sequence[Path]) -> str:
    """Fit and write; what was fitted on, as text."""
    shop = Workshop(folder, settings)
    asked = asked_of_sets(shop, train)
    model = Path(shop.embedder.path)
    found = [fit_half(model, asked, half) for half in HALVES]
    for half, additions in zip(HALVES, found, strict=True):
        additions.save(half_projection(settings, half))
    Additions.mean(found).save(PROJECTION)
    return (
        f"Tinh chỉnh và phép chiếu khớp trên {len(asked)} câu hỏi: {PROJECTION}. "
        "Chạy tiếp `python -m eval fit-reader` và `python -m eval fit-acts` với cùng thư mục."
    )


def fit_half(model: Path, asked: Sequence[tuple[int, Asked]], half: int) -> Additions:
    """What the questions outside that half teach."""
    passages = sorted({t for _, one in asked for t in (*one.right, *one.wrong)})
    return Tuning(model).fit([one for own, one in asked if own != half], passages)
