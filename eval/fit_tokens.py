"""``eval fit-tokens``: tune the model's upper layers and the projection of its tokens on the
questions of the training sets.

The reader's trees must not be fitted on nearness that saw their own questions: a third of the
documents' questions tune the model, the others are left to ``eval fit-reader``.
"""

from collections.abc import Sequence
from pathlib import Path

from corpus.settings import Settings
from eval.reader.tuning import Tuning
from eval.reader.workshop import Workshop, asked_of_sets
from index.tokens import PROJECTION


def run_fit_tokens(folder: Path, settings: Settings, train: Sequence[Path]) -> str:
    """Fit and write; what was fitted on, as text."""
    shop = Workshop(folder, settings)
    asked = asked_of_sets(shop, train)
    Tuning(Path(shop.embedder.path)).fit(asked).save(PROJECTION)
    return (
        f"Tinh chỉnh và phép chiếu khớp trên {len(asked)} câu hỏi: {PROJECTION}. "
        "Chạy tiếp `python -m eval fit-reader` và `python -m eval fit-acts` với cùng thư mục."
    )
