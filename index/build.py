"""Build, open, describe and remove the index.

Layout under the index folder: ``builds/NAME/`` (chroma, lexical, clauses.json, centre.npy,
vectors.npy, vectors.txt, counts-….npz, tokens, manifest.json), ``current``, a one-line file that
names the build in use, and ``leaves``, what came since (``index.leaf``). ``tokens`` holds the
clauses' and, after them, the documents' lines. A build is written beside the others and then named
by one atomic rename: an interrupted build changes nothing. The manifest, written last, seals the
other files: a damaged one is never read.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus.library import Library
from index.counts import Counts
from index.embed import Embedder, Vectors
from index.integrity import damage, seals, summary
from index.layers import Store, TokenRows
from index.lexical import TOKENIZERS, LexicalIndex, count
from index.manifest import FORMAT, Manifest, digests
from index.passage import document_context, make_passages
from index.rebuild import RebuildError
from index.store import VectorStore
from index.tokens import Tokens, TokenStore, one_each

_Known = tuple[Vectors, Tokens | None]
_CURRENT, _BUILDS, _KEEP = "current", "builds", 2
_CENTRE = "centre.npy"
_VECTORS, _KEYS = "vectors.npy", "vectors.txt"  # so that an unchanged text is not embedded again
_TOKENS = "tokens"
_COUNTS = "counts-{}.npz"
_LOCK_SECONDS = 600


class IndexStateError(Exception):
    """The index is missing, broken or stale; the message says which and the remedy. ``brief`` says
    it without the names of documents, for those who may not see them all."""

    def __init__(self, message: str, brief: str = "") -> None:
        super().__init__(message)
        self.brief = brief or message


class UnusableIndexError(RebuildError, IndexStateError):
    """The index is missing, broken or of an older format."""


@dataclass(frozen=True)
class Index:
    """An opened index; ``clause_ids`` gives the lexical index's rows their clauses.

    ``centre`` is the mean of the clauses' vectors, shape (dimension,); ``tokens`` are None where
    the model gives no vectors of tokens.
    """

    manifest: Manifest
    store: Store
    lexical: LexicalIndex
    clause_ids: tuple[str, ...]
    centre: Vectors
    tokens: TokenRows | None = None
    folder: Path | None = None

    def vectors(self) -> Vectors:
        """The clauses' vectors as built, from the disk."""
        assert self.folder is not None
        vectors: Vectors = np.load(self.folder / _VECTORS, mmap_mode="r")
        return vectors[: len(self.clause_ids)]

    def counts(self) -> dict[str, Counts]:
        """How often tokens stand in the clauses as built, from the disk."""
        assert self.folder is not None
        return {name: Counts.open(self.folder / _COUNTS.format(name)) for name in TOKENIZERS}


@dataclass(frozen=True, slots=True)
class BuildReport:
    """``built`` is False where the index was already right; ``reasons`` say why it was built."""

    built: bool
    reasons: tuple[str, ...]
    manifest: Manifest


def wanted_manifest(library: Library, embedder: Embedder, dimension: int = 0) -> Manifest:
    """The manifest that an index of this library by this model would have."""
    return Manifest(
        model=embedder.name,
        model_fingerprint=embedder.fingerprint,
        dimension=dimension,
        documents=digests(library.documents),
        clauses=sum(len(d.clauses) for d in library),
    )


def build_index(
    library: Library,
    embedder: Embedder,
    folder: Path,
    *,
    force: bool = False,
    progress: bool = False,
) -> BuildReport:
    """Build the index unless it is already what is wanted."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=_LOCK_SECONDS):
            reasons = _reasons(library, embedder, folder)
            if not reasons and not force:
                return BuildReport(False, (), Manifest.read(_current(folder)))
            manifest = _build(library, embedder, folder, progress)
            return BuildReport(True, tuple(reasons) or ("theo yêu cầu",), manifest)
    except Timeout as error:
        raise IndexStateError(
            "Một tiến trình khác đang dựng chỉ mục: đợi tiến trình ấy xong rồi chạy lại."
        ) from error


def _reasons(library: Library, embedder: Embedder, folder: Path) -> list[str]:
    try:
        index = open_index(folder)
    except RebuildError as error:
        return [error.reason[0].lower() + error.reason[1:]]
    index.store.close()
    return index.manifest.differences(wanted_manifest(library, embedder))


def _build(library: Library, embedder: Embedder, folder: Path, progress: bool) -> Manifest:
    passages = [p for document in library for p in make_passages(document)]
    if not passages:
        raise IndexStateError("Không có điều khoản nào để dựng chỉ mục: kiểm tra TONGDAI_CORPUS.")
    texts = [*(p.text for p in passages), *(document_context(d) for d in library)]
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    known = _known_vectors(folder, embedder)
    embedded, tokens = _embed(texts, keys, known, embedder, progress)
    vectors = embedded[: len(passages)]
    manifest = wanted_manifest(library, embedder, embedder.dimension)
    build = folder / _BUILDS / _build_name()
    build.mkdir(parents=True)
    try:
        store = VectorStore(build / "chroma")
        store.add(passages, vectors)
        store.close()
        counts = count([p.full for p in passages])
        LexicalIndex.of_counts(counts).save(build / "lexical")
        for name, one in counts.items():
            one.save(build / _COUNTS.format(name))
        ids = json.dumps([p.clause_id for p in passages], ensure_ascii=False)
        (build / "clauses.json").write_text(ids, encoding="utf-8")
        np.save(build / _CENTRE, vectors.mean(axis=0))
        np.save(build / _VECTORS, embedded)
        (build / _KEYS).write_text("\n".join(keys), encoding="ascii")
        if tokens is not None:
            TokenStore.build(tokens).save(build / _TOKENS)
        manifest = replace(manifest, files=seals(build))
        manifest.write(build)
        pointer = folder / f".{_CURRENT}-{os.getpid()}"
        pointer.write_text(build.name, encoding="utf-8")
        os.replace(pointer, folder / _CURRENT)
    except BaseException:
        shutil.rmtree(build, ignore_errors=True)
        raise
    _drop_old_builds(folder, build.name)
    return manifest


def _build_name() -> str:
    """A name that sorts by time; two builds within one second differ."""
    now = time.time_ns()
    second = time.strftime("%Y%m%d-%H%M%S", time.localtime(now // 10**9))
    return f"{second}-{now % 10**9:09}-{os.getpid()}"


def _embed(
    texts: Sequence[str],
    keys: Sequence[str],
    known: Mapping[str, _Known],
    embedder: Embedder,
    progress: bool,
) -> tuple[Vectors, list[Tokens] | None]:
    """The texts' vectors and their tokens'; only those that the build before did not have are
    embedded."""
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    fresh: dict[str, _Known] = {}
    if missing:
        rows, each = embedder.encode_with_tokens(list(missing.values()), progress)
        fresh = dict(zip(missing, zip(rows, one_each(each, len(rows)), strict=True), strict=True))
    found = [fresh[key] if key in fresh else known[key] for key in keys]
    tokens = [one for _, one in found if one is not None]
    vectors = np.stack([vector for vector, _ in found])
    return vectors, tokens if len(tokens) == len(found) else None


def _known_vectors(folder: Path, embedder: Embedder) -> dict[str, _Known]:
    """The current build's vectors by the digests of their texts, if this model made them."""
    try:
        build = _current(folder)
        manifest = Manifest.read(build)
        if (manifest.model, manifest.model_fingerprint) != (embedder.name, embedder.fingerprint):
            return {}
        own = [name for name in manifest.files if name in (_KEYS, _VECTORS) or _TOKENS in name]
        if damage(build, manifest.files, own):
            return {}
        keys = (build / _KEYS).read_text(encoding="ascii").split("\n")
        vectors = np.load(build / _VECTORS, mmap_mode="r")
        store = _open_tokens(build)
    except (RebuildError, OSError, ValueError, EOFError):
        return {}
    if len(keys) != len(vectors) or (store is None) == embedder.has_tokens:
        return {}
    rows = range(len(keys))
    return {keys[i]: (vectors[i], store.of(i) if store else None) for i in rows}


def _open_tokens(build: Path) -> TokenStore | None:
    """The build's token vectors; None where its model gives none."""
    return TokenStore.open(build / _TOKENS) if (build / _TOKENS).is_dir() else None


def _drop_old_builds(folder: Path, keep: str) -> None:
    """Keep the newest builds: a running server may still read the one before."""
    builds = sorted((p for p in (folder / _BUILDS).iterdir() if p.is_dir()), reverse=True)
    for old in [b for b in builds if b.name != keep][_KEEP - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _current(folder: Path) -> Path:
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableIndexError("Chưa có chỉ mục") from error
    build = folder / _BUILDS / name
    if not name or not build.is_dir():
        raise UnusableIndexError("Chỉ mục bị hỏng (thiếu thư mục)")
    return build


def open_manifest(folder: Path) -> Manifest:
    """The manifest of the current build."""
    return Manifest.read(_current(folder))


def open_index(folder: Path) -> Index:
    """Open the current build; a damaged part is an error that names it and says to build again."""
    build = _current(folder)
    manifest = Manifest.read(build)
    if manifest.format != FORMAT:
        raise UnusableIndexError("Chỉ mục ở định dạng cũ")
    if faults := damage(build, manifest.files):
        raise UnusableIndexError(f"Chỉ mục bị hỏng ({summary(faults)})")
    try:
        ids = tuple(json.loads((build / "clauses.json").read_text(encoding="utf-8")))
        lexical = LexicalIndex.open(build / "lexical")
        centre = np.load(build / _CENTRE)
        tokens = _open_tokens(build)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise UnusableIndexError("Chỉ mục từ ngữ bị hỏng") from error
    if not (build / "chroma" / "chroma.sqlite3").is_file():
        raise UnusableIndexError("Kho véc-tơ bị thiếu")
    store = VectorStore(build / "chroma")
    lines = len(manifest.documents)
    sizes = {len(ids), lexical.size, store.count(), tokens.size - lines if tokens else len(ids)}
    if sizes != {manifest.clauses}:
        store.close()
        raise UnusableIndexError("Các phần của chỉ mục không khớp nhau")
    return Index(manifest, store, lexical, ids, centre, tokens, build)


def remove_index(folder: Path) -> bool:
    """Delete the index; False where there was none."""
    if not folder.exists():
        return False
    shutil.rmtree(folder)
    return True
