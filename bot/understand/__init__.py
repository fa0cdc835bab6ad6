"""A question that can be read alone to what is understood of it."""

from collections.abc import Collection, Sequence

from bot.question import Conversation, Understood
from bot.understand.english.language import read_language
from bot.understand.english.translate import with_other_wordings
from bot.understand.intent.apart import read_apart
from bot.understand.intent.words import (
    meanings,
    read_asks,
    read_form,
    read_numbers,
    spell_out,
)
from bot.understand.intent.yes_no import puts_claim
from bot.understand.scope.clause_reference import read_clause_reference
from bot.understand.scope.scope import Scope, province_book, read_scope, without
from bot.understand.scope.topic import topic_spans
from bot.vocabulary.added import with_wordings
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.locality import is_of_a_place
from corpus.names import names_of
from corpus.organs import find_bodies, find_groups, find_organs
from corpus.vocabulary import provinces

# bodies that every province has, named without what tells them apart
_GENERAL = frozenset(
    [
        "ban chi dao",
        "ban chi dao tinh",
        "ubnd tinh",
        "uy ban nhan dan tinh",
        "hoi dong",
        "to giup viec",
    ]
)


def understand(conversation: Conversation, documents: Sequence[Document]) -> Understood:
    """What the question means, read against the corpus's own documents."""
    kept = conversation.kept
    standalone, wordings = conversation.added.read(conversation.standalone)
    english = conversation.english
    scope = read_scope(standalone, documents)
    language, undiacritized = ("en", False) if english else read_language(standalone)
    asks = read_asks(kept)
    if (
        not asks and conversation.standalone != kept
    ):  # "Còn Sở Y tế?" asks what the question before asked
        asks = next((found for q in reversed(conversation.earlier) if (found := read_asks(q))), ())
    if puts_claim(kept):
        asks = (*(kind for kind in asks if kind == "money"), "yes_no")
    form = read_form(kept) or (read_form(standalone) if not read_asks(kept) else None)
    if form == "so_ky_hieu" and not scope.named:
        form, asks = None, ("which_document", *asks)
    names = names_of(documents)
    subject = without(standalone, scope.spans) if scope.named or scope.provinces else standalone
    search_text = with_wordings(spell_out(subject, names, scope.named), wordings)
    organs = tuple(
        name
        for name in _organs(standalone, scope.spans, scope.provinces)
        if not is_of_a_place(name) or name in names.bodies
    )
    if organs:
        subject = without(subject, topic_spans(subject, _within(scope, documents)))
    return Understood(
        text=conversation.text,
        standalone=standalone,
        subject=subject,
        search_text=with_other_wordings(search_text) if english else search_text,
        language=language,
        undiacritized=undiacritized,
        restored=conversation.restored,
        asks=asks,
        form=form,
        named=scope.named,
        preferred=scope.preferred,
        clause_steps=read_clause_reference(standalone),
        provinces=scope.provinces,
        organs=organs,
        strangers=_strangers(standalone, names.bodies),
        meanings=(*meanings(subject, names, scope.named), *wordings),
        numbers=(*read_numbers(subject), *scope.numbers),
        guard=conversation.guard,
        original=conversation.original,
        ruled_out=tuple(p for p in conversation.ruled_out if p not in scope.provinces),
        wordings=wordings,
        told=conversation.told,
        apart=read_apart(kept)[0],
        translated=kept if english else "",
    )


def _within(scope: Scope, documents: Sequence[Document]) -> list[Document]:
    """The documents that are named or of a kind that is, else those of the provinces that are,
    else all."""
    named = [d for d in documents if d.id in (scope.named or scope.preferred)]
    placed = [d for d in documents if d.metadata.province in scope.provinces]
    return named or placed or list(documents)


def _organs(
    text: str, spans: Sequence[tuple[int, int]], provinces: tuple[str, ...]
) -> tuple[str, ...]:
    """The organs that ``text`` asks about; none of them issued the document that it names, none is
    another province's (asked of one, its paper is not the "Báo" of the other)."""
    found = [
        m.name
        for m in find_organs(text)
        if not any(start < m.start and m.end <= end for start, end in spans)
        and not (provinces and _province_of(m.name) - set(provinces))
    ]
    return tuple(dict.fromkeys(found))


def _province_of(name: str) -> set[str]:
    return {match.name for match in province_book().find(name)}


def _strangers(text: str, bodies: Collection[str]) -> tuple[str, ...]:
    """Bodies named in ``text`` that the data lists neither as organs nor as groups, nor the
    documents among their local ``bodies``: whether "các huyện" speaks of a district that they do
    not name is not known. A city of its province's name may stand for the province."""
    organs = [
        m
        for m in find_organs(text)
        if not is_of_a_place(m.name)
        or m.name in bodies
        or m.name.removeprefix("Thành phố ") in provinces()
    ]
    known = [*organs, *find_groups(text)]
    found = [
        text[m.start : m.end]
        for m in find_bodies(text)
        if fold(text[m.start : m.end]) not in _GENERAL
        and not any(k.start < m.end and m.start < k.end for k in known)
    ]
    return tuple(dict.fromkeys(found))
