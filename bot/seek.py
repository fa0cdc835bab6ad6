"""A message of a talk sought in the documents: read in several ways, the likeliest first, within
what was shown before anywhere else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.converse.core import core
from bot.converse.correction import content
from bot.converse.follow_up import is_named, names_another
from bot.converse.likely.features import Led
from bot.converse.likely.model import Weighed, likely
from bot.converse.section import other_case, twin_under
from bot.decide.choose import decide
from bot.decide.contradicted import is_contradicted, missing_sort
from bot.findings import Choice, Compared, Findings, Found
from bot.parts import Parts
from bot.question import Filters, Understood, joined
from bot.read.actors import asks_who, named, verbs_asked
from bot.read.claim import Verdict, judge
from bot.render.names import short_reference
from bot.retrieve.asked import things_asked
from bot.retrieve.parts import compares, contrasts
from bot.said import Said, Tried
from bot.talk.compared import compared_documents
from bot.talk.in_force import asks_whether_in_force
from bot.talk.of_form import asks_of_form
from bot.thread import (
    held,
    in_section,
    is_rejected,
    opens_new,
    rejects,
    strays,
    without_rejected,
)
from bot.understand.guard.guard import has_little_content
from bot.understand.intent.apart import read_apart
from bot.understand.intent.words import read_asks, read_form
from bot.understand.intent.yes_no import read_claim, wants_yes_or_no
from bot.understand.scope.scope import province_book
from bot.understand.typing.vietnamese import read_vietnamese
from bot.vote import Votes
from corpus.document import Clause, Document
from corpus.language.normalize import fold
from corpus.library import Library
from index.passage import clause_text

_MOST_NAMED = 5  # content syllables of what is named instead
_MET = ("answered", "partial")
_MOST_DOCUMENTS = 3  # shown, within which a follow-up is looked for
_MOST_SHOWN = 3  # clauses shown, around which a message may look
_NEAREST, _HALF = 6, 0.5  # findings that may name who does it; of the question's content
_FEW = 2  # things that are asked
_MOST_CLAIMED = 5  # clauses shown, that a claim is held against


class Seeker:
    """Seeks messages in the documents of a library."""

    def __init__(self, library: Library, parts: Parts) -> None:
        self._library = library
        self._parts = parts

    def seek(self, said: Said) -> Tried:
        """The first reading of the message that is answered; where none is, the one that comes
        nearest. Beside it that of a language model, where what it leads to is likelier."""
        tried = self._sought(said)
        if not tried.choice.clauses and "correct" in said.acts and said.state.shown:
            # what was rejected is all that holds what is asked
            again = self._sought(replace(said, again=True))
            tried = again if again.choice.clauses else tried
        tried = self._in_english(self._in_same_table(tried, said))
        other = self._as_read(said, tried)
        return other if other and self._is_likelier(other, tried, said) else tried

    def _in_english(self, tried: Tried) -> Tried:
        """What was found for a question in English, whose translation always misses words: also
        what the reader is not sure of, where it holds the sort of words that are asked for."""
        question, found = tried.question, tried.findings.found[:1]
        if (
            tried.choice.clauses
            or question.language != "en"
            or tried.findings.compared
            or not found
        ):
            return tried
        top = found[0]
        if not top.near or top.evidence.own < _HALF or is_contradicted(question, top):
            return tried
        told = any(self._parts.reader.words(question, [top]).values())
        return replace(tried, choice=Choice((replace(top, answers=True),))) if told else tried

    def _in_same_table(self, tried: Tried, said: Said) -> Tried:
        """What was found, in the table that was shown where that has the like row: "Bước 7" of the
        procedure that is talked about, not of the next one."""
        chosen = tried.choice.clauses
        shown = said.state.citations(self._library)[:1]
        if (
            not said.follows
            or len(chosen) != 1
            or _is_exact(tried)
            or _is_named(tried)
            or not shown
        ):
            return tried
        top, before = chosen[0], shown[0].clause
        above = top.document.ancestors(before)[-1:] if top.document is shown[0].document else []
        head = _row_head(top.document, top.clause)
        if not above or not head or top.clause.parent == before.parent:
            return tried
        for clause in top.document.children(above[0]):
            if _row_head(top.document, clause) == head:
                found = self._parts.beside.findings(tried.question, top.document, [clause])
                likeliest = replace(found[0], answers=True, probability=top.probability)
                return replace(tried, choice=replace(tried.choice, clauses=(likeliest,)))
        return tried

    def _as_read(self, said: Said, tried: Tried) -> Tried | None:
        """What a language model's reading leads to; None where there is none that differs, or what
        was found is no matter of likelihood."""
        reading = said.reading
        exact = _is_exact(tried) or _is_named(tried)
        if reading is None or not reading.standalone or (exact and tried.choice.clauses):
            return None
        known = {fold(t) for t in (said.conversation.kept, said.conversation.standalone)}
        if fold(reading.standalone) in known:
            return None
        one = self._read_anew(said, reading.standalone)
        if not one.asks:
            one = replace(one, asks=reading.asks)
        documents = () if one.named or one.provinces or said.may_be_new else self._shown(said)
        return self._try(replace(one, named=one.named or documents), said, documents)

    def _is_likelier(self, other: Tried, tried: Tried, said: Said) -> bool:
        """Whether ``other`` is answered, and more surely than what was ``tried`` before."""
        if not other.choice.clauses or self._of_another(other, said):
            return False
        return not tried.choice.clauses or other.nearness > tried.nearness

    def after_vote(self, tried: Tried, votes: Votes, said: Said) -> Tried:
        """What comes of a vote on what was found."""
        found = tuple(self._parts.reader.after_vote(tried.findings.found, votes))
        findings = replace(tried.findings, found=found)
        question = tried.question
        choice = said.clock.run("answer", decide, question, findings, self._parts.around)
        return replace(tried, findings=findings, choice=choice)

    def _sought(self, said: Said) -> Tried:
        tried = self._apart(said) or self._briefly(said)
        tried = tried or self._beside(said) or self._claimed(said)
        tried = tried or self._of_all(said) or self._set_beside(said) or self._opened(said)
        tried = tried or self._each_asked(said) or self._both(said)
        if tried:
            return tried
        best: Tried | None = None
        inside: Tried | None = None
        for question, within in self._readings(said):
            tried = self._try(question, said, within)
            if tried.choice.clauses and self._of_another(tried, said):
                tried = replace(tried, choice=Choice())
            if within and inside is None:
                inside = tried
            if tried.choice.clauses:
                return self._kept_inside(tried, inside, said)
            if best is None or tried.nearness > best.nearness:
                best = tried
        assert best is not None
        return best

    def _each_asked(self, said: Said) -> Tried | None:
        """The several things that a message of a talk asks ("chủ trì là ai? khi nào xong?"), each
        sought by itself; None where it asks one, or one clause tells all."""
        things = things_asked(said.conversation.kept) if self._shown(said) else []
        if len(things) < _FEW:
            return None
        told: dict[str, tuple[Found, Understood]] = {}
        parts: list[Compared] = []
        for thing in things:
            alone = asks_whether_in_force(thing.own) or asks_of_form(thing.own)
            ask = replace(said.ask, question=thing.own if alone else thing.whole)
            conversation = self._parts.converse(ask, said.state)
            if len(things_asked(conversation.kept)) >= _FEW:
                return None
            part = replace(said, ask=ask, conversation=conversation, acts=("follow_up",))
            tried = self._sought(part)
            if tried.findings.compared or tried.choice.listed:
                return None
            parts.append(Compared(thing.own, tried.choice.clauses, tried.question))
            for found in tried.choice.clauses[:1]:
                told.setdefault(found.clause.id, (found, tried.question))
        if len(told) < _FEW:
            return None
        clauses = tuple(one for one, _ in told.values())
        question = self._read(said, said.conversation.standalone)
        asked = {name: one for name, (_, one) in told.items()}
        scope = tuple(dict.fromkeys(one.document.id for one in clauses))
        findings = Findings(clauses, scope, several=tuple(parts))
        return Tried(question, findings, Choice(clauses, asked=asked))

    def _opened(self, said: Said) -> Tried | None:
        """What is found anywhere of a matter that the documents talked about do not hold, though
        the message may seem to go on; None where they hold it, or nothing holds it better."""
        documents = self._shown(said)
        alone = self._read(said, core(said.conversation.kept))
        if not opens_new(said, alone, documents, self._parts):
            return None
        tried = self._try(alone, said)
        top = tried.choice.clauses[:1]
        inside = held(alone, documents, self._parts)
        if not top or top[0].document.id in documents or top[0].evidence.coverage <= inside:
            return None
        return tried

    def _kept_inside(self, tried: Tried, inside: Tried | None, said: Said) -> Tried:
        """What was ``tried``; the best of the documents talked about where that strays."""
        documents = self._shown(said)
        if not strays(tried, inside, documents) or inside is None:
            return tried
        best, *others = inside.findings.found
        found = (replace(best, answers=True), *(replace(f, answers=False) for f in others))
        findings = replace(inside.findings, found=found)
        choice = said.clock.run("answer", decide, inside.question, findings, self._parts.around)
        return replace(inside, findings=findings, choice=choice) if choice.clauses else tried

    def _of_another(self, tried: Tried, said: Said) -> bool:
        """Whether a follow-up names a body, and what was found is about none of those."""
        if not said.follows or tried.findings.listed or tried.findings.compared:
            return False
        return _of_another(self._read(said, said.conversation.kept), tried.choice.clauses[0])

    def weigh(self, led: Led) -> Weighed:
        """What the message is after, of what it led to."""
        return likely().weigh(led)

    def _readings(self, said: Said) -> Iterator[tuple[Understood, tuple[str, ...]]]:
        """The message read in several ways, with the documents that each is sought in (none: all
        of them)."""
        kept, standalone = said.conversation.kept, said.conversation.standalone
        documents = self._shown(said)
        asked = core(standalone)
        within = []
        if said.follows:
            texts = [standalone, asked, kept]
        else:
            texts = [kept, standalone, asked]
            within = [kept] if documents else []
        for text in within:
            yield replace(self._read(said, text), named=documents), documents
        for place, text in enumerate(dict.fromkeys(texts)):
            one = self._read(said, text)
            if documents and not said.may_be_new and not one.named:
                yield replace(one, named=documents), documents
            elif place == 0 or said.may_be_new or not documents:
                yield one, ()

    def _of_all(self, said: Said) -> Tried | None:
        """What each of the documents of the talk says, where the message compares them."""
        documents = self._compared(said)
        if not documents:
            return None
        told = said.conversation
        text = told.standalone if has_little_content(told.kept) else told.kept
        question = replace(self._read(said, text), named=documents, provinces=())
        tried = self._try(question, said, documents)
        return tried if tried.choice.clauses else None

    def _set_beside(self, said: Said) -> Tried | None:
        """What was asked of the document shown and of the place or document that the message sets
        beside it ("so với bên ấy thì nơi nào cao hơn"); None where it sets none beside it."""
        kept = said.conversation.kept
        shown = self._shown_documents(said)
        if not (compares(kept) and shown and said.state.topic):
            return None
        alone = self._read(said, kept)
        others = [d for d in self._library if self._is_meant(d, alone)]
        places = {d.metadata.province for d in others}
        if not others or shown[0] in others or len(places) > 1 or len(alone.named) > 1:
            return None
        one, other = shown[0], others[0]
        apart = one.metadata.province != other.metadata.province
        names = [d.metadata.province if apart and d.metadata.province else short_reference(d)
                 for d in (one, other)]  # fmt: skip
        own = has_little_content(_bare(kept, names))
        asked = said.state.topic.rstrip("?. ") if own else kept.rstrip("?. ")
        left = [name for name in names if fold(name) not in fold(asked)]
        question = self._read(said, joined((asked, f"so với {' và '.join(left)}" if left else "")))
        tried = self._try(question, said)
        return tried if tried.findings.compared and tried.choice.clauses else None

    def _shown_documents(self, said: Said) -> list[Document]:
        """The documents of the last answer, in its order."""
        cited = [c.document for c in said.state.citations(self._library)]
        return list({d.id: d for d in cited}.values())

    @staticmethod
    def _is_meant(document: Document, question: Understood) -> bool:
        """Whether the question names the document, or else its province."""
        if question.named:
            return document.id in question.named
        return document.metadata.province in question.provinces

    def _compared(self, said: Said) -> tuple[str, ...]:
        """The documents of the talk, where the message compares them without naming any ("trong
        hai văn bản có khác nhau không")."""
        kept = said.conversation.kept
        known = [d for d in map(self._library.document, said.state.focus) if d is not None]
        found = compared_documents(kept, self._shown_documents(said), known)
        if not found:
            return ()
        alone = self._read(said, kept)
        return () if alone.named or alone.provinces else tuple(d.id for d in found)

    def _shown(self, said: Said) -> tuple[str, ...]:
        """The documents that were shown or named last, where the message names no other and no
        place that has documents of its own."""
        state = said.state
        cited = [c.document.id for c in state.citations(self._library)]
        if state.outcome not in _MET and state.focus:  # what was named since comes first
            cited = [state.focus[0], *cited]
        talked = [d for d in dict.fromkeys(cited or state.focus[:1]) if self._library.document(d)]
        if not talked:
            return ()
        alone = self._read(said, said.conversation.kept)
        if alone.named or self._has_own(alone):
            return ()
        if alone.preferred:  # "chỉ thị có nêu mức phạt không", after one of that kind
            talked = [d for d in talked if d in alone.preferred]
        return tuple(talked)[:_MOST_DOCUMENTS]

    def _has_own(self, question: Understood) -> bool:
        """Whether a place that the message names has documents of its own."""
        places = set(question.provinces)
        return any(d.metadata.province in places for d in self._library)

    def _try(self, question: Understood, said: Said, within: tuple[str, ...] = ()) -> Tried:
        """What is found; ``within`` documents that the caller's limits leave, where any are."""
        filters = said.ask.filters
        if within and not filters.documents:
            filters = replace(filters, documents=within)
        tried = self._found(question, said, filters)
        several = len(question.named) > 1 or len(question.provinces) > 1
        if tried.findings.compared and not tried.choice.clauses and not several:
            whole = self._found(question, said, filters, compares=False)
            return whole if whole.choice.clauses else tried
        return tried

    def _found(
        self, question: Understood, said: Said, filters: Filters, *, compares: bool = True
    ) -> Tried:
        run, find = said.clock.run, self._parts.finder.find
        findings = run("retrieve", find, question, filters, compares=compares)
        findings = without_rejected(findings, said)
        choice = run("answer", decide, question, findings, self._parts.around)
        return Tried(question, findings, choice)

    def _both(self, said: Said) -> Tried | None:
        """A message within the documents shown, by its own words and by those of the talk."""
        documents = self._shown(said)
        if not documents:
            return None
        alone = self._read(said, said.conversation.kept)
        whole = self._read(said, said.conversation.standalone)
        if whole.named or whole.provinces:
            documents = whole.named or documents
        asks = alone.asks or whole.asks
        second = self._try(replace(whole, named=documents), said, documents)
        top = second.choice.clauses[:1]
        if said.follows and top and (_is_exact(second) or top[0].named):
            return second
        first = self._try(replace(alone, named=documents, asks=asks), said, documents)
        led = self._led(said, alone, first, second)
        weighed = self.weigh(led)
        elsewhere = next((f for f in led.elsewhere if f.answers), None)
        if elsewhere and elsewhere.document.id in documents:
            elsewhere = None
        if weighed.chance < likely().enough or _of_another(alone, weighed.found[0]):
            return None
        if self._comes_unsure(weighed.found[0], said, documents):
            return None
        if elsewhere and elsewhere.probability > weighed.chance:
            return None
        shown = said.state.citations(self._library)
        likeliest = in_section(weighed.found[0], said, shown, self._parts)
        if verbs_asked(alone) and asks_who(alone) and not self._tells_who(alone, likeliest):
            near = (*first.findings.found[:_NEAREST], *second.findings.found[:_NEAREST])
            tellers = (f for f in near if f.evidence.own >= _HALF and self._tells_who(alone, f))
            likeliest = next(tellers, likeliest)
        if missing_sort(alone, likeliest):  # "bao nhiêu tiền", where no sum stands
            return None
        likeliest = replace(likeliest, answers=True)
        others = (f for f in weighed.found if f.clause.id != likeliest.clause.id)
        found = (likeliest, *(replace(f, answers=False) for f in others))
        findings = replace(second.findings, found=found, listed=0, compared=(), several=())
        question = replace(whole, asks=asks)
        choice = said.clock.run("answer", decide, question, findings, self._parts.around)
        return Tried(question, findings, choice) if choice.clauses else None

    def _comes_unsure(self, top: Found, said: Said, documents: Sequence[str]) -> bool:
        """Whether a clause that was just shown would come again, or any for yes or no, where the
        documents talked about do not hold what is asked, and the reader is not sure of it."""
        shown = any(top.clause.id == one.clause for one in said.state.shown)
        if top.answers or not (shown or wants_yes_or_no(said.conversation.kept)):
            return False
        asked = self._read(said, core(said.conversation.kept))
        return opens_new(said, asked, documents, self._parts)

    def _led(self, said: Said, alone: Understood, first: Tried, second: Tried) -> Led:
        """What a message led to within the documents shown, around what was shown, and, where it
        may ask of something else, anywhere."""
        state = said.state
        shown = state.citations(self._library)
        around = [
            found
            for citation in shown[:_MOST_SHOWN]
            for found in self._parts.around.near(alone, citation.document, citation.clause)
            if not self._is_rejected(found, said)
        ]
        elsewhere: tuple[Found, ...] = ()
        if said.may_be_new:
            find = self._parts.finder.find
            found_there = said.clock.run("retrieve", find, alone, said.ask.filters, compares=False)
            elsewhere = found_there.found[:1]
        return Led(
            alone,
            first.findings.found,
            second.findings.found,
            around,
            elsewhere,
            shown,
            said.chances,
            state.outcome,
            state.listed,
        )

    def _is_rejected(self, found: Found, said: Said) -> bool:
        return rejects(said) and is_rejected(found.document, found.clause, said)

    def _apart(self, said: Said) -> Tried | None:
        """Who or what else stands in or beside the clauses shown, where the message leaves out one
        that they name ("ngoài phụ huynh ra thì còn ai nữa")."""
        citations = said.state.citations(self._library)
        if not citations or not read_apart(said.conversation.kept)[0]:
            return None
        question = self._read(said, said.conversation.standalone)
        if not verbs_asked(question) and said.state.topic:  # what was asked of the others too
            whole = joined((said.state.topic.rstrip("?. ") + ".", said.conversation.kept))
            question = replace(question, standalone=whole)
        shown = citations[0].document
        if question.named and shown.id not in question.named:
            return None
        own = [c.clause for c in citations if c.document is shown][:_MOST_SHOWN]
        above = shown.ancestors(own[0])
        beside = [c for c in shown.children(above[-1]) if c not in own] if above else []
        told: list[Found] = []
        for clauses in (own, beside):
            found = self._parts.beside.findings(question, shown, clauses) if clauses else []
            told = [f for f in found if self._tells_who(question, f)]
            if told:
                break
        if not told or len(told) > _MOST_SHOWN:
            return None
        kept = tuple(told)
        asked = {f.clause.id: question for f in kept}
        return Tried(question, Findings(kept, (shown.id,)), Choice(kept, asked=asked))

    def _tells_who(self, question: Understood, found: Found) -> bool:
        """Whether a clause names somebody who does what is asked."""
        if verbs_asked(question):
            return bool(named(question, found.document, found.clause, ()))
        return any(self._parts.reader.words(question, [found]).values())

    def _claimed(self, said: Said) -> Tried | None:
        """A claim put after an answer, where a clause that was shown bears it out or denies it."""
        if not said.state.shown:
            return None
        question = self._read(said, said.conversation.kept)
        claim = read_claim(question)
        if claim is None or question.named or question.provinces:
            return None
        for citation in said.state.citations(self._library)[:_MOST_CLAIMED]:
            document, clause = citation.document, citation.clause
            if judge(claim, document, clause).verdict in (Verdict.YES, Verdict.NO):
                found = self._parts.beside.findings(question, document, [clause])
                findings = Findings(tuple(found[:1]), (document.id,))
                return Tried(question, findings, Choice(tuple(found[:1])))
        return None

    @staticmethod
    def _another(said: Said) -> tuple[str, ...]:
        """The folded content syllables of a message that only names another of what it was about,
        also by saying that this one was meant."""
        kept = said.conversation.kept
        if "correct" in said.acts:
            words = tuple(dict.fromkeys(content(kept)))
            asks = read_asks(kept) or read_form(kept)
            return words if len(words) <= _MOST_NAMED and not asks else ()
        return names_another(kept)

    def _briefly(self, said: Said) -> Tried | None:
        """The clause that was shown, where few words are wanted of what it says."""
        kept = said.conversation.kept
        citations = said.state.citations(self._library)
        if not (said.brief and citations and has_little_content(kept)) or is_named(kept):
            return None
        document, clause = citations[0].document, citations[0].clause
        question = self._read(said, said.conversation.standalone)
        found = tuple(self._parts.beside.findings(question, document, [clause])[:1])
        return Tried(question, Findings(found, (document.id,)), Choice(found))

    def _beside(self, said: Said) -> Tried | None:
        """What stands beside the clause that was shown, where the message only names another."""
        another = self._another(said)
        citations = said.state.citations(self._library)
        if not another or not citations or is_named(said.conversation.kept):
            return None
        shown = citations[0]
        document, question = shown.document, self._read(said, said.conversation.standalone)
        other = twin_under(document, shown.clause, another) or other_case(
            said.conversation.kept, document, shown.clause
        )
        if other:
            found = self._parts.beside.findings(question, document, [other])
        elif "correct" not in said.acts:
            beside = self._parts.beside.find
            found = said.clock.run("retrieve", beside, question, another, document, shown.clause)
        else:
            return None
        if not found:
            return None
        findings = Findings(tuple(found), (shown.document.id,))
        choice = said.clock.run("answer", decide, question, findings, self._parts.around)
        return Tried(question, findings, choice) if choice.clauses else None

    def _read_anew(self, said: Said, text: str) -> Understood:
        """``text``, as somebody else words the message, understood as if it had been typed."""
        told, parts = said.conversation, self._parts
        kept, _ = read_vietnamese(text, parts.restorer, parts.names, told.english)
        anew = replace(told, original=text) if told.english else told
        return self._read(replace(said, conversation=anew), kept)

    def _read(self, said: Said, standalone: str) -> Understood:
        one = replace(said.conversation, standalone=standalone)
        return said.clock.run("understand", self._parts.understand, one, self._library.documents)


def is_voted_upon(tried: Tried) -> bool:
    """Whether what was found is a matter of likelihood, and not named, listed or compared."""
    findings = tried.findings
    exact = findings.listed or findings.compared or findings.absent or _is_named(tried)
    return bool(findings.found) and not exact


def _row_head(document: Document, clause: Clause) -> str:
    """The numbered first cell of a row: "Bước 7", "B3"; "" of what is none."""
    first, mark, _ = clause_text(document, clause).partition(" — ")
    return fold(first) if mark and any(c.isdigit() for c in first) else ""


def _is_exact(tried: Tried) -> bool:
    """Whether a list or a comparison was found."""
    return bool(tried.findings.listed or tried.findings.compared)


def _is_named(tried: Tried) -> bool:
    return any(f.named for f in tried.findings.found[:1])


def _bare(text: str, names: Sequence[str]) -> str:
    """``text`` without what only compares, and without the names."""
    spans = [*contrasts(text), *((m.start, m.end) for m in province_book().find(text))]
    spans += [(text.index(name), text.index(name) + len(name)) for name in names if name in text]
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def _of_another(question: Understood, found: Found) -> bool:
    """Whether the message names a body, and the clause is about none of those that it names."""
    missing = set(found.evidence.missing_organs)
    return bool(question.organs) and set(question.organs) <= missing
