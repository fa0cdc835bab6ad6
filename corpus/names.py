"""What the loaded documents themselves teach of names: their provinces, the local bodies that they
name and the short forms that they explain. The lists of the vocabulary only add to it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document
from corpus.language.normalize import fold, plain
from corpus.locality import find_local
from corpus.memory import Memory
from corpus.shortened import Short, are_initials, find_short_forms

_MOST = 2  # wordings of what a short form stands for; one with more is not understood
_COLUMN = "viết tắt"


@dataclass(frozen=True, slots=True)
class Names:
    """``bodies`` are local bodies as the data spells them ("Huyện …"), ``short_forms`` those that
    the documents explain, each with the documents that do."""

    provinces: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    short_forms: tuple[tuple[Short, frozenset[str]], ...] = ()

    def stands_for(self, short: str, named: Sequence[str] = ()) -> tuple[str, ...]:
        """What ``short`` stands for; in the ``named`` documents where these explain it.

        Words in place of a longer name ("Ban Chỉ đạo") stand for it only in their own document.
        """
        fitting = [(s, ids) for s, ids in self.short_forms if s.short == short]
        own = [(s, ids) for s, ids in fitting if ids & set(named)]
        if not own and not short.isupper():
            return ()
        wordings: dict[str, tuple[int, str]] = {}
        for one, ids in own or fitting:
            count, _ = wordings.get(fold(one.long), (0, ""))
            wordings[fold(one.long)] = (count + len(ids), one.long)
        return tuple(long for _, long in wordings.values()) if len(wordings) <= _MOST else ()

    def short_for(self, text: str) -> tuple[Short, ...]:
        """The short forms of what ``text`` says in full."""
        bare = f" {' '.join(fold(text).split())} "
        found = (s for s, _ in self.short_forms if f" {fold(s.long)} " in _unmarked(bare))
        return tuple(dict.fromkeys(found))


NO_NAMES = Names()
NAMES = "names"  # the name under which a document keeps what it teaches
_joined: Memory[tuple[tuple[str, ...], ...], Names] = Memory(4)


def names_of(documents: Iterable[Document]) -> Names:
    """What ``documents`` teach; read once for each of them."""
    documents = tuple(documents)
    key = tuple((d.id, d.digest, d.name, d.metadata.province or "") for d in documents)
    return _joined.get_or(key, lambda: _join(documents))


def _join(documents: Sequence[Document]) -> Names:
    bodies: Counter[str] = Counter()
    shorts: dict[Short, set[str]] = {}
    for document in documents:
        own, explained = taught_by(document)
        bodies.update(own)
        for short in explained:
            shorts.setdefault(short, set()).add(document.id)
    provinces = {d.metadata.province for d in documents if d.metadata.province}
    return Names(
        tuple(sorted(provinces)),
        tuple(sorted(bodies)),
        tuple((short, frozenset(ids)) for short, ids in shorts.items()),
    )


def taught_by(document: Document) -> tuple[tuple[str, ...], tuple[Short, ...]]:
    """The local bodies and the short forms of one document."""
    return document.drawn(NAMES, lambda: _read_anew(document))


def _read_anew(document: Document) -> tuple[tuple[str, ...], tuple[Short, ...]]:
    bodies: dict[str, None] = {}
    shorts: dict[Short, None] = {}
    shorts.update(dict.fromkeys(_of_letterhead(document)))
    for clause in document.clauses:
        text = plain(document.quote(clause))
        bodies.update(dict.fromkeys(match.name for match in find_local(text)))
        shorts.update(dict.fromkeys(find_short_forms(text)))
        heads = [cell.head.lower() for cell in clause.cells]
        for at, head in enumerate(heads[:-1]):
            if _COLUMN in head:  # a table of abbreviations
                short, long = (
                    " ".join(document.text[c.start : c.end].split())
                    for c in clause.cells[at : at + 2]
                )
                if short and long:
                    shorts[Short(short, long)] = None
    return tuple(bodies), tuple(shorts)


def _of_letterhead(document: Document) -> Iterator[Short]:
    """The issuer and its superior with their sign in the document's number ("123/SYT-NVY")."""
    meta = document.metadata
    for name in (meta.issuer, meta.superior):
        if name and meta.province:
            name = name.removesuffix(meta.province).removesuffix("tỉnh ").strip()
        for sign in (meta.symbol or "").split("-"):
            if name and sign.isupper() and len(sign) > 2 and are_initials(sign, name):
                yield Short(sign, name)


def _unmarked(text: str) -> str:
    """``text`` with blanks for the marks that may end a word."""
    return "".join(" " if char in '?.,;:!()“”"' else char for char in text)
