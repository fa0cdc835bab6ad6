"""A question to ranked clauses: dense and lexical rankings, fused; a LangChain retriever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.export import document_brief, path_json
from corpus.library import Library
from corpus.memory import Memory
from index.build import Index, IndexStateError
from index.cross import Told
from index.embed import Embedder, Vectors
from index.fuse import convex_combination
from index.hit import Hit
from index.late import late_scores
from index.lexical import TOKENIZERS, Scores
from index.passage import clause_text, document_context, headed_text, headings
from index.rerank import Reranker

DENSE = "dense"
# fitted on the dev questions; the folded ranking only serves text whose diacritics are lost
WEIGHTS: Mapping[str, float] = {DENSE: 0.33, "words": 0.67}
_CANDIDATES = 200
_KEPT_TOLD = 256  # pairs read last


@dataclass(frozen=True, slots=True)
class Query:
    """What to search: ``documents`` limits to those ids; ``weights`` are by ranking; ``embedded``
    is the text for the embedding where it is another one."""

    text: str
    documents: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    embedded: str = ""


class Searcher:
    """Runs queries against an opened index."""

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        library: Library,
        reranker: Reranker | None = None,
    ) -> None:
        self._index = index
        self._reranker = reranker
        self._embedder = embedder
        self._documents = np.array(
            [clause_id.split(".", 1)[0] for clause_id in index.clause_ids], dtype=object
        )
        self._library = library
        self._rows = {clause_id: row for row, clause_id in enumerate(index.clause_ids)}
        self._told: Memory[tuple[str, str], Told] = Memory(_KEPT_TOLD)
        first = len(index.clause_ids)
        self._lines = {name: first + i for i, name in enumerate(index.manifest.documents)}

    @property
    def model(self) -> str:
        """The name of the embedding model."""
        return self._embedder.name

    @property
    def reranker(self) -> str:
        """The name of the cross-encoder; empty where none is set."""
        return self._reranker.name if self._reranker else ""

    def search(self, query: Query, k: int = 20) -> list[Hit]:
        """The ``k`` best clauses, best first; empty where nothing matches at all."""
        scores: dict[str, dict[str, float]] = {}
        for name in (DENSE, *TOKENIZERS):
            if query.weights.get(name, 0.0) <= 0.0:
                continue
            scores[name] = dict(self._dense(query) if name == DENSE else self._lexical(name, query))
        return [
            Hit(clause_id, score, {n: s[clause_id] for n, s in scores.items() if clause_id in s})
            for clause_id, score in convex_combination(scores, query.weights)[:k]
        ]

    def candidates(self, query: Query, k: int = 30) -> list[Hit]:
        """The ``k`` best by the plain sum of their scaled scores, each with every raw score;
        ``above`` is the cosine of the clause that heads it (its own where none does).

        Which rankings are summed is told by ``query.weights`` (a weight itself is not used). A
        lexical score is scaled by the best one; a cosine so that the mean over all clauses is 0 and
        the best is 1: neither depends on how many clauses there are. For a reader that judges them
        all: 30 hold the right clause far more often than 10 (docs/measurements.md).
        """
        vector = self._query_vector(query)
        cosines = dict(self._dense(query))
        rows = {name: self._lexical_scores(name, query) for name in TOKENIZERS}
        summed = [name for name in rows if query.weights.get(name, 0.0) > 0.0]
        dense = query.weights.get(DENSE, 0.0) > 0.0
        pool = {self._rows[i] for i in cosines} if dense else set()
        for name in summed:
            best = np.argsort(-rows[name], kind="stable")[:_CANDIDATES]
            pool.update(int(i) for i in best if rows[name][i] > 0)
        ids = {row: self._index.clause_ids[row] for row in sorted(pool)}
        centre = float(vector @ self._index.centre)
        span = max(cosines.values(), default=centre) - centre
        floor = min(cosines.values(), default=centre)
        tops = {name: float(rows[name].max(initial=0.0)) or 1.0 for name in rows}

        def total(row: int, cosine: float) -> float:
            own = max(0.0, (cosine - centre) / span) if dense and span > 0 else 0.0
            return own + sum(float(rows[name][row]) / tops[name] for name in summed)

        sums = {row: total(row, cosines.get(ids[row], floor)) for row in ids}
        ahead = sorted(sums, key=lambda row: (-sums[row], row))[:k]
        missing = [ids[row] for row in ahead if ids[row] not in cosines]
        cosines.update(self._index.store.cosines(vector, missing))
        parents = self._parents([ids[row] for row in ahead])
        known = set(parents.values()) - set(cosines)
        cosines.update(self._index.store.cosines(vector, sorted(known)))
        late = self._late(query, ahead)
        crossed = self._crossed(query, [ids[row] for row in ahead])
        hits = []
        for row in ahead:
            own = cosines[ids[row]]
            raw = {name: float(rows[name][row]) for name in rows}
            above = cosines[parents[ids[row]]] if ids[row] in parents else own
            scores = {DENSE: own, "above": above, **raw, **late.get(row, {})}
            if ids[row] in crossed:
                scores["cross"] = crossed[ids[row]]
            hits.append(Hit(ids[row], total(row, own), scores))
        return sorted(hits, key=lambda hit: -hit.score)

    def warm_up(self) -> None:
        """Load what reads questions together with clauses."""
        if reader := self._embedder.cross:
            reader.read("", [""])

    def read_together(self, question: str, clause_ids: Sequence[str]) -> list[Told] | None:
        """What reading the question together with each of these clauses gives (those read last
        are remembered); None where the model in use cannot."""
        reader = self._embedder.cross
        if reader is None:
            return None
        known = {name: told for name in clause_ids if (told := self._told.get((question, name)))}
        missing = [name for name in dict.fromkeys(clause_ids) if name not in known]
        texts = []
        for name in missing:
            clause = self._library.clause(name)
            document = self._library.document(clause.document_id) if clause else None
            assert clause is not None
            assert document is not None
            texts.append(headed_text(document, clause))
        for name, told in zip(missing, reader.read(question, texts), strict=True):
            known[name] = told
            self._told.put((question, name), told)
        return [known[name] for name in clause_ids]

    def _crossed(self, query: Query, clause_ids: Sequence[str]) -> dict[str, float]:
        """The cross-encoder's scores of these clauses with their headings; none where none is."""
        if self._reranker is None:
            return {}
        texts = []
        for name in clause_ids:
            clause = self._library.clause(name)
            document = self._library.document(clause.document_id) if clause else None
            assert clause is not None
            assert document is not None
            above = "\n".join([document_context(document), *headings(document, clause)])
            texts.append(f"{above}\n{clause_text(document, clause)}")
        scores = self._reranker.scores(query.embedded or query.text, texts)
        return dict(zip(clause_ids, scores, strict=True))

    def _late(self, query: Query, rows: Sequence[int]) -> dict[int, Mapping[str, float]]:
        """How near the rows' clauses are token by token; empty where the model has no tokens."""
        store = self._index.tokens
        question = self._embedder.query_tokens(query.embedded or query.text)
        if store is None or question is None or not rows:
            return {}
        heads = [self._ancestors(row) for row in rows]
        wanted = dict.fromkeys((*rows, *(row for above in heads for row in above)))
        place = {row: i for i, row in enumerate(wanted)}
        above = [[place[row] for row in own] for own in heads]
        found = late_scores(question, [store.of(row) for row in wanted], above, store.rarity)
        return dict(zip(rows, found, strict=True))

    def _ancestors(self, row: int) -> list[int]:
        """The rows of the document's line and of the clauses that head a row's."""
        clause = self._library.clause(self._index.clause_ids[row])
        document = self._library.document(clause.document_id) if clause else None
        if clause is None or document is None:
            return []
        return [self._lines[document.id], *(self._rows[c.id] for c in document.ancestors(clause))]

    def _parents(self, clause_ids: Sequence[str]) -> dict[str, str]:
        """The clause that heads each of these, for those that one does."""
        found = {name: self._library.clause(name) for name in clause_ids}
        return {name: one.parent for name, one in found.items() if one and one.parent}

    def prepare(self, *texts: str) -> None:
        """Embed the forms of a question that will be searched with, all at once."""
        self._embedder.prepare_queries(texts)

    def embedding(self, text: str) -> Vectors:
        """The text's own vector, shape (dimension,); kept like that of any question."""
        return self._embedder.encode_query(text)

    def nearness(self, text: str) -> float:
        """The mean cosine of ``text`` with all clauses: how near it is to the corpus as a whole."""
        return float(self._embedder.encode_query(text) @ self._index.centre)

    def rarity(self, name: str, token: str) -> float:
        """How rare a token is among the clauses (inverse document frequency)."""
        return self._index.lexical.rarity(name, token)

    def _query_vector(self, query: Query) -> Vectors:
        vector = self._embedder.encode_query(query.embedded or query.text)
        if len(vector) != self._index.manifest.dimension:
            raise IndexStateError(
                f"Chỉ mục có véc-tơ {self._index.manifest.dimension} chiều, mô hình cho "
                f"{len(vector)} chiều: chạy `python -m index build`."
            )
        return vector

    def _dense(self, query: Query) -> list[tuple[str, float]]:
        vector = self._query_vector(query)
        limit = min(_CANDIDATES, self._index.manifest.clauses)
        return self._index.store.search(vector, limit, query.documents)

    def _lexical_scores(self, name: str, query: Query) -> Scores:
        scores = self._index.lexical.scores(name, query.text)
        if query.documents:
            scores = np.where(np.isin(self._documents, query.documents), scores, np.float32(0.0))
        return scores

    def _lexical(self, name: str, query: Query) -> list[tuple[str, float]]:
        scores = self._lexical_scores(name, query)
        order = np.argsort(-scores, kind="stable")[:_CANDIDATES]
        return [(self._index.clause_ids[i], float(scores[i])) for i in order if scores[i] > 0]


class ClauseRetriever(BaseRetriever):
    """The searcher as a LangChain retriever: one LangChain document a clause."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    library: Library
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            as_langchain_document(self.library, hit)
            for hit in self.searcher.search(Query(query), self.k)
        ]


def as_langchain_document(library: Library, hit: Hit) -> LangChainDocument:
    """A hit as LangChain's document: the clause's exact words, its place in the metadata."""
    clause = library.clause(hit.clause_id)
    if clause is None:
        raise IndexStateError("Chỉ mục và văn bản không khớp: chạy `python -m index build`.")
    document = library.document(clause.document_id)
    assert document is not None
    metadata: dict[str, Any] = {
        "clause_id": clause.id,
        "label": clause.label,
        "path": path_json(clause),
        "start": clause.start,
        "end": clause.end,
        "document": document_brief(document),
        "score": hit.score,
        "sources": hit.sources,
    }
    return LangChainDocument(page_content=document.quote(clause), metadata=metadata, id=clause.id)
