"""What is said of an answer: first what is asked, where it stands and an offer, then the rest."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.answer import Citation, Role, Statement
from bot.speak.aloud import ordinal, read_aloud
from bot.speak.direct import lead_sentence, only_figures
from bot.speak.excerpt import clause_words, small, telling_words
from bot.speak.pieces import AT_ONCE, ENDS, LONGEST, begun, closed, length, offer, packed
from bot.speak.source import named_apart, short_source, shortened
from bot.vocabulary import read_table
from corpus.citation.validity import HOLDS

_CLAUSE = 65  # a clause up to here, source included, is read whole
_TAIL = 10  # words that are not worth a hearing of their own
_SHORTEST = 20  # words left for the answer beside its remarks


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is said first, and what is left to read, if there is ``more``."""

    first: list[str]
    left: Iterable[str] = ()
    more: bool = False


def say_answer(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    short_answer: str,
    known: Collection[str] | None,
) -> Iterator[str]:
    """The utterances in turn; nothing is read before it is asked for."""
    answer = _Answer(statements, citations, short_answer, known)
    begun = answer.begin()
    said, beside = list(begun.first), list(answer.beside)
    while beside and sum(map(length, (*said, beside[0], offer()))) <= LONGEST:
        said.append(beside.pop(0))
    more = begun.more or bool(beside)
    yield " ".join([*said, *([offer()] if more else [])])
    if more:
        yield from packed(chain(beside, begun.left))


class _Answer:
    """One answer: what is asked, the quoted clauses, and what must be heard beside them."""

    def __init__(
        self,
        statements: Sequence[Statement],
        citations: Sequence[Citation],
        short_answer: str,
        known: Collection[str] | None,
    ) -> None:
        by_marker = {citation.marker: citation for citation in citations}
        quoted = [s for s in statements if s.role in (Role.QUOTE, Role.ITEM)]
        markers = dict.fromkeys(marker for one in quoted for marker in one.citations)
        self._quoted = [by_marker[marker] for marker in markers] or list(citations)
        self._best = citations[0]
        self._names = named_apart((c.document for c in citations), known)
        leads = [s for s in statements if s.role is Role.LEAD and s.citations]
        self._leads = [(one.text, by_marker[one.citations[0]]) for one in leads]
        if not leads and short_answer:
            self._leads = [(short_answer, self._best)]
        if not short_answer or only_figures("; ".join(text for text, _ in self._leads)):
            self._leads = []
        self._needed = 0
        self.beside = self._remarks(statements, citations)

    def begin(self) -> _Begun:
        """The direct answer; else of several clauses how many and the first; else the clause."""
        if self._leads:
            return self._say_direct()
        return self._say_list() if len(self._quoted) > 1 else self._say_clause()

    def _remarks(
        self, statements: Sequence[Statement], citations: Sequence[Citation]
    ) -> tuple[str, ...]:
        """What is said beside the answer; room is kept for what must be heard with it: that a
        document no longer holds, and what is missing."""
        outdated = [c.document.name for c in citations if c.document.status not in HOLDS]
        needed: list[str] = []
        others: list[str] = []
        for one in statements:
            if one.role not in (Role.REMARK, Role.MISSING):
                continue
            said = closed(read_aloud(shortened(one.text, citations, self._names)))
            must = one.role is Role.MISSING or one.citations or any(n in one.text for n in outdated)
            (needed if must else others).append(said)
        self._needed = sum(map(length, needed))
        return (*needed, *others)

    def _room(self, *parts: str) -> int:
        """Words left beside these, what must be heard and an offer."""
        rest = LONGEST - sum(map(length, parts)) - length(offer())
        return max(rest - self._needed, min(rest, _SHORTEST))

    def _source(self, citation: Citation, *said: str) -> str:
        """The document's short name, after the clause's place where that is no burden."""
        name = self._names[citation.document.id]
        form = read_table("spoken")["sentences"]["source"]
        placed = str(form.format(label=short_source(citation, name)))
        fits = said and sum(map(length, (*said, placed, offer()))) <= AT_ONCE
        return placed if fits else str(form.format(label=name))

    def _begin(self, text: str, source: str) -> tuple[str, str]:
        """As much of ``text`` as is said first, and the rest."""
        room = self._room(source)
        return begun(text, min(AT_ONCE - length(source) - length(offer()), room), room)

    def _say_direct(self) -> _Begun:
        """The answers of the first document with its source, those of others as there is room."""
        form = read_table("spoken")["sentences"]["other"]
        by_document: dict[str, list[tuple[str, Citation]]] = {}
        for text, citation in self._leads:
            by_document.setdefault(citation.document.id, []).append((text, citation))
        first, *others = by_document.values()
        cited = first[0][1]
        best = self._best if self._best.document is cited.document else cited
        words, rest = self._begin(closed(read_aloud(_together(first))), self._source(best))
        said, left = [closed(words)], [rest] if rest else []
        said.append(self._source(best, *said))
        for group in others:
            name = self._names[group[0][1].document.id]
            words = small(read_aloud(_together(group)).rstrip(".,; "))
            sentence = closed(form.format(source=name, words=words))
            fits = not left and length(sentence) <= self._room(*said)
            (said if fits else left).append(sentence)
        if not left and len(self._quoted) == 1:
            clause = closed(read_aloud(clause_words(self._quoted[0])))
            if clause.lower() == said[0].lower():
                return _Begun(said)
        return _Begun(said, chain(left, self._clauses(best.document.id)), more=True)

    def _say_clause(self) -> _Begun:
        """The clause, or what of it tells, and the clause as far as it was not read."""
        citation = self._quoted[0]
        source = self._source(citation)
        whole = closed(read_aloud(clause_words(citation)))
        telling = closed(read_aloud(telling_words(citation))) if citation.highlights else whole
        opens = telling[:-1].lower() in whole[: len(telling)].lower()
        words, rest = self._begin(whole if opens else telling, source)
        left = length(rest) if opens else length(whole) - length(words)
        most = _CLAUSE - length(source) if opens else 0
        if left <= _TAIL or not words.endswith(ENDS):  # it would break off, or all but end
            most = LONGEST
        if length(whole) <= min(most, self._room(source) + length(offer())):
            return _Begun([whole, self._source(citation, whole)])
        words, rest = closed(words), rest if opens else whole
        return _Begun([words, self._source(citation, words)], [rest], more=bool(rest))

    def _say_list(self) -> _Begun:
        """How many clauses and where, then as many of them as the caller can follow."""
        opening, texts = self._listed()
        held: list[str] = []
        for text in texts:
            held.append(text)
            if sum(map(length, held)) > LONGEST:
                break
        if sum(map(length, held)) <= self._room(opening) + length(offer()):
            return _Begun([opening, *held])
        said = [opening]
        while held and sum(map(length, (*said, held[0], offer()))) <= AT_ONCE:
            said.append(held.pop(0))
        if len(said) == 1:
            room = self._room(opening)
            words, rest = begun(held.pop(0), room, room)
            said.append(closed(words))
            held[:0] = [rest] if rest else []
        return _Begun(said, chain(held, texts), more=True)

    def _listed(self) -> tuple[str, Iterator[str]]:
        """How many clauses are listed, and these: what heads them, then each with its number."""
        texts = read_table("spoken")["sentences"]
        head, items = _headed(self._quoted)
        documents = {item.document.id for item in items}
        if len(documents) > 1:
            opening = texts["listed_of_several"].format(count=len(items))
        else:
            name = self._names[items[0].document.id]
            source = short_source(head, name) if head else name
            opening = texts["listed"].format(source=source, count=len(items))

        def each() -> Iterator[str]:
            if head:
                yield closed(read_aloud(clause_words(head)))
            document = items[0].document.id if len(documents) == 1 else ""
            for number, item in enumerate(items, start=1):
                form = texts["item" if item.document.id == document else "item_source"]
                document = item.document.id
                words = small(read_aloud(clause_words(item)).rstrip(".,; "))
                named = {"source": self._names[document], "words": words}
                yield closed(form.format(ordinal=ordinal(number), **named))

        return read_aloud(opening), each()

    def _clauses(self, said: str) -> Iterator[str]:
        """The quoted clauses to be read, with the source where it is not the one just ``said``."""
        form = read_table("spoken")["sentences"]["of_document"]
        for citation in self._quoted:
            words = read_aloud(clause_words(citation))
            if citation.document.id != said:
                said = citation.document.id
                source = short_source(citation, self._names[said])
                words = form.format(source=source, words=small(words))
            yield closed(words)


def _together(leads: Sequence[tuple[str, Citation]]) -> str:
    return "; ".join(dict.fromkeys(lead_sentence(text) for text, _ in leads))


def _headed(citations: Sequence[Citation]) -> tuple[Citation | None, Sequence[Citation]]:
    """The clause under which all others stand, if the first is one, and the others."""
    first, *others = citations
    if all(first.clause in other.document.ancestors(other.clause) for other in others):
        return first, others
    return None, citations
