"""Settings to a ready pipeline: load the directives, check or build the index, open it."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.converse.seal import kept_seal
from bot.generate.generate import Generator, Limits
from bot.generate.llm import open_llm
from bot.meet import Meeting
from bot.parts import Chosen, Parts
from bot.pipeline import AnswerPipeline
from bot.verify import Verifier
from bot.verify.judge import Judge
from corpus.contacts import ContactBook, ContactsError, read_contacts
from corpus.library import Library, load_library
from corpus.settings import Settings, SettingsError
from index.build import IndexStateError, build_index, open_index, wanted_manifest
from index.embed import Embedder
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

    def retriever(self, k: int = 5) -> ClauseRetriever:
        """The clauses as a LangChain retriever."""
        return ClauseRetriever(searcher=self.searcher, library=self.library, k=k)


def assemble(settings: Settings, *, build: bool = False, progress: bool = False) -> Assistant:
    """Open the assistant; ``build`` makes a missing or stale index anew, else that is an error."""
    contacts = contacts_of(settings)  # a wrong file is told before the long work
    library = load_library(settings.corpus_paths, reader=settings.file_reader)
    if not library.documents:
        reasons = "; ".join(str(f) for f in library.failures) or "thư mục không có tệp nào"
        raise IndexStateError(
            f"Không có văn bản nào đọc được ({reasons}): kiểm tra TONGDAI_CORPUS."
        )
    embedder = Embedder(settings.embedding_model, settings.models_dir)
    if build:
        build_index(library, embedder, settings.index_dir, progress=progress)
    index = open_index(settings.index_dir)
    reasons_stale = index.manifest.differences(wanted_manifest(library, embedder))
    if reasons_stale:
        raise IndexStateError(
            f"Chỉ mục đã cũ: {'; '.join(reasons_stale)}. Chạy `python -m index build`."
        )
    searcher = Searcher(index, embedder, library, reranker_of(settings))
    chosen = Chosen(settings.understander, settings.reader, settings.composer)
    parts = Parts(
        library,
        searcher,
        generator=_generator(settings),
        chosen=chosen,
        contacts=contacts,
    )
    pipeline = AnswerPipeline(
        library,
        parts,
        settings.deadline,
        seal=kept_seal(settings.data_dir),
        meeting=Meeting(library, parts, settings.province.strip()),
    )
    return Assistant(settings, library, embedder, searcher, pipeline, parts)


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
