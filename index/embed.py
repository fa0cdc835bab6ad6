"""Texts to vectors: the one door to sentence-transformers.

``bundled`` is the model that ships with the program; any other sentence-transformers model, by
path or hub name, works by setting alone. Prefixes and word segmentation are the model's
properties: taken from its own folder, else from ``models.toml``.
"""

import hashlib
import json
import logging
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from corpus.language.segment import segmented_text
from corpus.memory import Memory
from index.bundled_model import bundled_model_is_made, ensure_bundled_model
from index.cross import CrossReader, open_cross
from index.quiet import quiet_libraries
from index.runtime import Encoder, RuntimeUnavailable, ensure_runtime, progress_bar, runtime_is_made
from index.tokens import PROJECTION, Tokens, one_each, projection_digest

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
BUNDLED = "bundled"
_LOG = logging.getLogger(__name__)
_KEPT_QUERIES = 64
_CHUNK = 256  # passages between two steps of the bar
_FIRST_RUNTIME = "Đang chuyển mô hình sang OpenVINO: lần đầu mất khoảng 1 phút …"
_FIRST_TIME = "Đang tạo mô hình nhúng kèm theo trong {}: lần đầu mất khoảng 1 phút …"


class EmbeddingError(Exception):
    """The embedding model cannot be used; the message names the setting and the remedy."""


class Embedder(Embeddings):
    """A sentence-transformers model as LangChain embeddings, loaded when first used.

    ``tell`` gets a line for the user where the first use takes long. Vectors are float32 of
    unit length, shape (texts, ``dimension``).
    """

    def __init__(
        self,
        model: str,
        models_dir: Path,
        tell: Callable[[str], None] = _LOG.info,
        projected: Path = PROJECTION,
    ) -> None:
        self.name = model
        self._projected = projected
        self._models_dir = models_dir
        self._tell = tell
        self._queries: Memory[str, tuple[Vectors, Tokens | None]] = Memory(_KEPT_QUERIES)

    @cached_property
    def path(self) -> str:
        """The folder or hub name that is loaded."""
        if self.name != BUNDLED:
            return self.name
        if not bundled_model_is_made(self._models_dir):
            self._tell(_FIRST_TIME.format(self._models_dir))
        return str(ensure_bundled_model(self._models_dir))

    @cached_property
    def _model(self) -> "SentenceTransformer":
        quiet_libraries()
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.path, device="cpu")
        except (OSError, ValueError, KeyError) as error:
            raise EmbeddingError(
                f"Không mở được mô hình nhúng “{self.name}”: đặt TONGDAI_EMBEDDING_MODEL là "
                "“bundled” hoặc đường dẫn tới một thư mục sentence-transformers có trên máy."
            ) from error

    @cached_property
    def _runtime(self) -> Encoder | None:
        """The bundled model's own way to run; None for other models."""
        if self.name != BUNDLED:
            return None
        folder = Path(self.path)
        try:
            if not runtime_is_made(folder, self._projected):
                self._tell(_FIRST_RUNTIME)
            return Encoder.on_openvino(folder, ensure_runtime(folder, self._projected))
        except RuntimeUnavailable as error:
            _LOG.warning("OpenVINO không dùng được (%s); nhúng bằng torch, chậm hơn.", error)
            quiet_libraries()
            return Encoder.on_torch(folder, self._projected)

    @cached_property
    def cross(self) -> CrossReader | None:
        """What reads a question together with a clause; None for other models than the bundled."""
        if self.name != BUNDLED or self._projected != PROJECTION:
            return None
        return open_cross(Path(self.path))

    @cached_property
    def _family(self) -> dict[str, Any]:
        table = tomllib.loads((Path(__file__).parent / "models.toml").read_text(encoding="utf-8"))
        merged: dict[str, Any] = {"query": "", "document": "", "segmented": False}
        prompts, tokenizer = self._declared()
        for row in table["family"]:
            by_name = "match" in row and re.search(row["match"], self.path, re.IGNORECASE)
            by_class = "tokenizer" in row and re.search(row["tokenizer"], tokenizer)
            if by_name or by_class:
                merged.update(row)
        merged["query"] = prompts.get("query", merged["query"])
        merged["document"] = prompts.get("document", prompts.get("passage", merged["document"]))
        return merged

    def _declared(self) -> tuple[dict[str, str], str]:
        """The model's own prompts and its tokenizer's class; from the bundled folder's files,
        so that its fast backend needs no torch, else from the loaded model."""
        if self._runtime is not None:
            file = Path(self.path) / "config_sentence_transformers.json"
            prompts = json.loads(file.read_text(encoding="utf-8")).get("prompts", {})
            return {k: v for k, v in prompts.items() if v}, ""
        prompts = {k: v for k, v in (self._model.prompts or {}).items() if v}
        return prompts, type(self._model.tokenizer).__name__

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        if self._runtime is not None:
            return self._runtime.dimension
        size = self._model.get_embedding_dimension()
        if size is None:
            raise EmbeddingError(f"Mô hình nhúng “{self.name}” không cho biết số chiều véc-tơ.")
        return int(size)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the model's vectors would: its name and, for a folder, its files."""
        folder = Path(self.path)
        if not folder.is_dir():
            return self.path
        digest = hashlib.sha256()
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            stat = file.stat()
            digest.update(f"{file.relative_to(folder)}:{stat.st_size}".encode())
            if stat.st_size < 100_000:
                digest.update(file.read_bytes())
        if self.has_tokens:
            digest.update(projection_digest(self._projected).encode())
        return f"{folder.name}:{digest.hexdigest()[:16]}"

    @property
    def has_tokens(self) -> bool:
        """Whether the model gives vectors of tokens too."""
        return self._runtime is not None

    def encode_documents(self, texts: Sequence[str], progress: bool = False) -> Vectors:
        """Vectors of passages."""
        return self._encode(texts, self._family["document"], progress)[0]

    def encode_with_tokens(
        self, texts: Sequence[str], progress: bool = False
    ) -> tuple[Vectors, list[Tokens] | None]:
        """Vectors of passages and of their tokens; None where the model gives none."""
        return self._encode(texts, self._family["document"], progress)

    def encode_query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimension,), read-only; the last few are kept."""
        return self._query(text)[0]

    def query_tokens(self, text: str) -> Tokens | None:
        """The vectors of a question's tokens, out of the pass that gave its own."""
        return self._query(text)[1]

    def _query(self, text: str) -> tuple[Vectors, Tokens | None]:
        return self._queries.get(text) or self._encode_queries([text])[0]

    def prepare_queries(self, texts: Sequence[str]) -> None:
        """Embed several forms of a question at once, for ``encode_query`` to find."""
        missing = [text for text in dict.fromkeys(texts) if self._queries.get(text) is None]
        if missing:
            self._encode_queries(missing)

    def _encode_queries(self, texts: Sequence[str]) -> list[tuple[Vectors, Tokens | None]]:
        """Embedded without a lock, so that one question never waits for another's."""
        vectors, tokens = self._encode(texts, self._family["query"], False)
        vectors.flags.writeable = False  # threads share them
        found = list(zip(vectors, one_each(tokens, len(texts)), strict=True))
        for text, pair in zip(texts, found, strict=True):
            self._queries.put(text, pair)
        return found

    def _encode(
        self, texts: Sequence[str], prefix: str, progress: bool
    ) -> tuple[Vectors, list[Tokens] | None]:
        if self._family["segmented"]:
            texts = [segmented_text(text) for text in texts]
        if self._runtime is not None:
            return self._runtime.encode(texts, prefix, progress)
        parts = []
        with progress_bar(len(texts), progress) as bar:
            for first in range(0, max(len(texts), 1), _CHUNK):
                part = [prefix + text for text in texts[first : first + _CHUNK]]
                parts.append(self._encode_plainly(part))
                bar.update(len(part))
        return np.concatenate(parts), None

    def _encode_plainly(self, texts: list[str]) -> Vectors:
        return self._model.encode(
            texts,
            prompt="",
            batch_size=32,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        ).astype(np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of ``encode_documents``."""
        return [[float(x) for x in row] for row in self.encode_documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's form of ``encode_query``."""
        return [float(x) for x in self.encode_query(text)]
