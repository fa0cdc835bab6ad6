"""A question to what is understood of it: each step is one file here."""

from collections.abc import Sequence

from bot.question import Ask, Understood
from bot.understand.clause_reference import read_clause_reference
from bot.understand.follow_up import complete
from bot.understand.guard import STEERING, has_little_content, split_guarded
from bot.understand.language import read_language
from bot.understand.mention import read_mentions
from bot.understand.places import capitalise_names, name_districts, name_provinces
from bot.understand.scope import province_book, read_scope, without
from bot.understand.typing import normalise
from bot.understand.words import read_asks, read_form, read_numbers, spell_out
from corpus.diacritics import Restorer
from corpus.document import Document
from corpus.normalize import nfc
from corpus.organs import find_bodies, find_groups, find_organs


def understand(
    ask: Ask, documents: Sequence[Document], restorer: Restorer | None = None
) -> Understood:
    """What the question means, read against the corpus's own documents.

    ``restorer`` gives a question that was typed without diacritics back its diacritics.
    """
    text = " ".join(nfc(ask.question).split())
    guard, kept = split_guarded(text)
    whole = (
        not kept or kept == text or (guard in STEERING and "?" not in kept and not read_asks(kept))
    )
    provinces = tuple({d.metadata.province for d in documents if d.metadata.province})
    kept, restored = normalise(name_provinces(kept or text, provinces), restorer)
    kept = name_districts(capitalise_names(kept))
    before = [split_guarded(" ".join(nfc(q).split())) for q in ask.earlier]
    before = [
        (sign, name_districts(capitalise_names(normalise(rest, restorer)[0])))
        for sign, rest in before
    ]
    earlier = [rest for _, rest in before]
    answers = [nfc(answer) for _, answer in ask.exchanges]
    steered = any(s in STEERING for s, _ in before)
    if guard is None and steered and (has_little_content(kept) or _asks_nothing(kept)):
        guard = "commands"  # "do as agreed" after an attempt to agree on something
    pairs = [(q, a) for q, a in zip(earlier, answers, strict=True) if q]
    standalone = complete(kept, pairs)
    scope = read_scope(standalone, documents)
    language, undiacritized = read_language(standalone)
    asks = read_asks(kept)
    if not asks and standalone != kept:  # "Còn Sở Y tế?" asks what the question before asked
        asks = next((found for q in reversed(earlier) if (found := read_asks(q))), ())
    form = read_form(kept) or (read_form(standalone) if not read_asks(kept) else None)
    if form == "so_ky_hieu" and not scope.named:
        form, asks = None, ("which_document", *asks)
    subject = without(standalone, scope.spans) if scope.named or scope.provinces else standalone
    return Understood(
        text=text,
        standalone=standalone,
        subject=subject,
        search_text=spell_out(subject),
        language=language,
        undiacritized=undiacritized,
        restored=restored,
        asks=asks,
        form=form,
        named=scope.named,
        preferred=scope.preferred,
        clause_steps=read_clause_reference(standalone),
        provinces=scope.provinces,
        organs=_organs(standalone, scope.spans),
        strangers=_strangers(standalone),
        numbers=(*read_numbers(subject), *scope.numbers),
        guard=guard if guard and whole else None,
    )


def _asks_nothing(text: str) -> bool:
    """Whether ``text`` is no question and names nothing that one could be about."""
    if "?" in text or read_asks(text) or find_organs(text) or province_book().find(text):
        return False
    return not read_mentions(text, ())


def _organs(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The organs that ``text`` asks about; none of them issued the document that it names."""
    found = [
        m.name
        for m in find_organs(text)
        if not any(start < m.start and m.end <= end for start, end in spans)
    ]
    return tuple(dict.fromkeys(found))


def _strangers(text: str) -> tuple[str, ...]:
    """Bodies named in ``text`` that the data lists neither as organs nor as groups."""
    known = [*find_organs(text), *find_groups(text)]
    found = [
        text[m.start : m.end]
        for m in find_bodies(text)
        if not any(k.start < m.end and m.start < k.end for k in known)
    ]
    return tuple(dict.fromkeys(found))
