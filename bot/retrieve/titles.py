"""What a question says beside the titles of documents, and which documents it means by them."""

from collections.abc import Iterable, Sequence

from bot.evidence.weigh import Content
from bot.question import Understood
from bot.vocabulary import folded_stopwords, stopwords, task_words
from corpus.document import Document
from corpus.language.phrases import Match
from corpus.language.segment import folded_syllables
from corpus.organs import find_organs
from index.lexical import TOKENIZERS
from index.passage import document_context

_TITLE_WORDS = 3  # words of its title by which a document is meant

Units = tuple[tuple[float, tuple[tuple[str, ...], ...]], ...]


def beside_titles(content: Content, documents: Sequence[Document]) -> Units:
    """The content units that no title of the documents holds."""
    titles = [
        frozenset(TOKENIZERS[content.tokenizer](document_context(document)))
        for document in {d.id: d for d in documents}.values()
    ]
    return tuple(
        unit
        for unit in content.units
        if not is_generic(unit)
        and not any(Content(content.tokenizer, (unit,)).covered(title) for title in titles)
    )


def is_generic(unit: tuple[float, tuple[tuple[str, ...], ...]]) -> bool:
    """Whether the unit only speaks of tasks, of parts of a text or of dates."""
    syllables = unit[1][0][0].split("_")
    generic = task_words() | folded_stopwords() | stopwords()
    return all(s in generic or any(c.isdigit() for c in s) for s in syllables)


def nearest_titles(question: Understood, documents: Sequence[Document]) -> list[Document]:
    """The documents that the question means: those of a year it names, and among these those whose
    titles hold most of what it says that not all titles say."""
    years = [n for n in question.numbers if len(n) == 4 and n.isdigit()]
    dated = [d for d in documents if any(y in document_context(d) for y in years)]
    documents = dated or list(documents)
    words = set(folded_syllables(without_organs(question.subject))) - folded_stopwords()
    titles = [set(folded_syllables(document_context(d))) for d in documents]
    common = set.intersection(*titles) if titles else set()
    scores = [len(words & (title - common)) for title in titles]
    best = max(scores, default=0)
    if best < _TITLE_WORDS:
        return list(documents)
    return [d for d, score in zip(documents, scores, strict=True) if score == best]


def without_organs(text: str) -> str:
    """``text`` with blanks where organs are named."""
    return blank(text, find_organs(text))


def blank(text: str, matches: Iterable[Match]) -> str:
    """``text`` with blanks in place of ``matches``."""
    return blank_spans(text, [(match.start, match.end) for match in matches])


def blank_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with blanks in place of ``spans``."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)
