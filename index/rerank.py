"""A cross-encoder by path, for those who have one: how well a question and a clause go together.

Read by sentence-transformers' ``CrossEncoder`` from a folder on this machine; its scores are one
more number of every candidate.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.settings import SettingsError
from index.quiet import quiet_libraries

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_LONGEST = 512  # tokens of a pair
_BATCH = 16


class Reranker:
    """Scores pairs of a question and a text."""

    def __init__(self, folder: str) -> None:
        """SettingsError where ``folder`` is none."""
        if not Path(folder).is_dir():
            raise SettingsError(
                f"TONGDAI_RERANKER là “{folder}”: không có thư mục ấy. Đặt đường dẫn tới một thư "
                "mục CrossEncoder của sentence-transformers có trên máy, hoặc bỏ trống."
            )
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's name: what a fitted reader remembers of it."""
        return Path(self._folder).resolve().name

    @cached_property
    def _model(self) -> "CrossEncoder":
        quiet_libraries()
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(
                self._folder, device="cpu", max_length=_LONGEST, local_files_only=True
            )
            return model
        except (OSError, ValueError, KeyError) as error:
            raise SettingsError(
                f"Không mở được mô hình xếp hạng ở “{self._folder}”: TONGDAI_RERANKER phải là một "
                "thư mục CrossEncoder của sentence-transformers."
            ) from error

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """A score for each of ``texts``, larger for what fits better."""
        if not texts:
            return []
        pairs = [(question, text) for text in texts]
        found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        table = np.asarray(found, dtype=np.float64).reshape(len(texts), -1)
        return [float(row[-1]) for row in table]
