"""Settings to a ready pipeline: load the directives, check or build the index, open it."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.carried import Carried
from bot.converse.seal import Seal, kept_seal
from bot.generate.generate import Generator, Limits
from bot.generate.llm import open_llm
from bot.meet import Meeting
from bot.parts import Chosen, Parts
from bot.pipeline import AnswerPipeline
from bot.verify import Verifier
from bot.verify.judge import Judge
from bot.vocabulary.added import Added
from corpus.contacts import ContactBook, ContactsError, read_contacts
from corpus.library import Library
from corpus.settings import Settings, SettingsError
from corpus.shelf.collect import Collection, collect
from corpus.tasks.book import TaskBook
from index.build import Index, IndexStateError, build_index, open_index, wanted_manifest
from index.derive import derive
from index.embed import Embedder
from index.leaf import Leaves
from index.rerank import Reranker
from index.retrieve import ClauseRetriever, Searcher


@dataclass(frozen=True)
class Assistant:
    """Everything that answers; held by the server, the command line and evaluation."""

    settings: Settings
    library: Library
    embedder: Embedder
    searcher: Searcher
    pipeline: AnswerPipeline
    parts: Parts

    def with_words(self, added: Added) -> "Assistant":
        """The same with these words of the officials; in a moment, nothing is read anew."""
        if added == self.parts.added:
            return self
        parts = self.parts.with_words(added)
        return replace(self, parts=parts, pipeline=self.pipeline.with_parts(parts))

    def retriever(self, k: int = 5) -> ClauseRetriever:
        """The clauses as a LangChain retriever."""
        return ClauseRetriever(searcher=self.searcher, library=self.library, k=k)


@dataclass(frozen=True)
class Ground:
    """What answers stand on whatever the documents are: shared by all editions."""

    settings: Settings
    contacts: ContactBook
    embedder: Embedder
    leaves: Leaves
    reranker: Reranker | None
    generator: Generator | None
    seal: Seal
    carried: Carried

    @classmethod
    def lay(cls, settings: Settings) -> "Ground":
        """Read what the settings name; SettingsError, LlmError where it is wrong."""
        contacts = contacts_of(settings)  # a wrong file is told before the long work
        embedder = Embedder(settings.embedding_model, settings.models_dir)
        leaves = Leaves(settings.index_dir / "leaves", embedder)
        return cls(
            settings, contacts, embedder, leaves, reranker_of(settings),
            _generator(settings), kept_seal(settings.data_dir),
            Carried(TaskBook(settings.data_dir / "tasks")),
        )  # fmt: skip

    def assistant(self, library: Library, index: Index, *, internal: bool = False) -> Assistant:
        """What answers from these documents; ``internal``: there are such among them."""
        settings = self.settings
        searcher = Searcher(index, self.embedder, library, self.reranker)
        chosen = Chosen(settings.understander, settings.reader, settings.composer)
        parts = Parts(
            library,
            searcher,
            generator=self.generator,
            chosen=chosen,
            contacts=self.contacts,
            carried=self.carried,
        )
        pipeline = AnswerPipeline(
            library,
            parts,
            settings.deadline,
            seal=self.seal.inner() if internal else self.seal,
            meeting=Meeting(library, parts, settings.province.strip()),
        )
        return Assistant(settings, library, self.embedder, searcher, pipeline, parts)


def assemble(settings: Settings, *, build: bool = False, progress: bool = False) -> Assistant:
    """Open the assistant over the documents that are for everyone; ``build`` makes a missing or
    stale index anew, else that is an error."""
    ground = Ground.lay(settings)
    collection = collect(settings.corpus_paths, settings.shelf, settings.file_reader)
    base = open_base(ground, collection, build=build, progress=progress)
    library = collection.library(internal=False)
    return ground.assistant(library, derive(base, library.documents, ground.leaves))


def open_base(
    ground: Ground, collection: Collection, *, build: bool = False, progress: bool = False
) -> Index:
    """The index on disk, of which that of any edition is derived; IndexStateError where it is
    stale: where more is missing in it than what came in while a server ran."""
    if not collection.used:
        reasons = "; ".join(str(f) for f in collection.failures) or "thư mục không có tệp nào"
        raise IndexStateError(
            f"Không có văn bản nào đọc được ({reasons}): kiểm tra TONGDAI_CORPUS.",
            "Không có văn bản nào đọc được: người quản trị kiểm tra TONGDAI_CORPUS và nhật ký.",
        )
    settings, embedder = ground.settings, ground.embedder
    library = Library(collection.used)
    if build:
        build_index(library, embedder, settings.index_dir, progress=progress)
    index = open_index(settings.index_dir)
    wanted = wanted_manifest(library, embedder)
    own = index.manifest.documents
    missing = [
        document
        for document in library
        if own.get(document.id) != wanted.documents[document.id]
        and not settings.shelf.holds(document.source)
        and not ground.leaves.has(document)
    ]
    known = {**own, **{d.id: wanted.documents[d.id] for d in missing}}
    if stale := index.manifest.differences(replace(wanted, documents=known)):
        index.store.close()
        raise IndexStateError(
            f"Chỉ mục đã cũ: {'; '.join(stale)}. Chạy `python -m index build`.",
            "Chỉ mục đã cũ: người quản trị chạy `python -m index build`; nhật ký nói vì sao.",
        )
    return index


def contacts_of(settings: Settings) -> ContactBook:
    """The contact book, where one is set; SettingsError says what is wrong with its file."""
    path = settings.contacts.strip()
    try:
        book = read_contacts(Path(path)) if path else ContactBook()
    except ContactsError as error:
        raise SettingsError(f"Biến môi trường TONGDAI_CONTACTS: {error}") from error
    return replace(book, handover=" ".join(settings.handover.split()))


def reranker_of(settings: Settings) -> Reranker | None:
    """The cross-encoder, where one is set; SettingsError where its folder is none."""
    return Reranker(settings.reranker) if settings.reranker else None


def _generator(settings: Settings) -> Generator | None:
    """What words the answers where a language model is set; LlmError names a wrong setting."""
    llm = open_llm(settings)
    if llm is None:
        return None
    limits = Limits(
        settings.roles,
        settings.llm_understand_timeout,
        settings.llm_read_timeout,
        settings.llm_timeout,
    )
    return Generator(llm, limits, verifier=Verifier(Judge.open()))
