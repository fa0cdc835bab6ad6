"""A question to what is understood of it: each step is one file here."""

from collections.abc import Sequence

from bot.converse.follow_up import complete
from bot.question import Ask, Understood, joined
from bot.understand.english.language import read_language
from bot.understand.english.translate import translate, with_other_wordings
from bot.understand.guard.guard import STEERING, has_little_content, read_guard
from bot.understand.intent.words import read_asks, read_form, read_numbers, spell_out
from bot.understand.intent.yes_no import puts_claim
from bot.understand.scope.clause_reference import read_clause_reference
from bot.understand.scope.mention import read_mentions
from bot.understand.scope.scope import province_book, read_scope, without
from bot.understand.typing.normal import normalise
from bot.understand.typing.places import capitalise_names, name_districts, name_provinces
from corpus.document import Document
from corpus.language.diacritics import Restorer
from corpus.language.normalize import fold, nfc
from corpus.organs import find_bodies, find_groups, find_organs

_FEW_WORDS = 6
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


def understand(
    ask: Ask, documents: Sequence[Document], restorer: Restorer | None = None
) -> Understood:
    """What the question means, read against the corpus's own documents.

    ``restorer`` gives a question that was typed without diacritics back its diacritics.
    """
    text = " ".join(nfc(ask.question).split())
    guarded = read_guard(text)
    guard = guarded.section
    kept = typed = guarded.rest or text
    before = [read_guard(" ".join(nfc(q).split())) for q in ask.earlier]
    spoken = [past.rest for past in before if past.rest]
    english = is_english(typed, spoken)
    provinces = tuple({d.metadata.province for d in documents if d.metadata.province})
    kept, restored = read_vietnamese(typed, restorer, provinces, english)
    earlier = [read_vietnamese(past.rest, restorer, provinces)[0] for past in before]
    answers = [nfc(answer) for _, answer in ask.exchanges]
    refused = any(past.section in STEERING for past in before)
    steered = any(past.steered for past in before)
    if guard is None and (
        (refused and has_little_content(kept)) or (steered and _asks_nothing(kept))
    ):
        guard = "commands"  # "do as agreed" after an attempt to agree on something
    pairs = [(q, a) for q, a in zip(earlier, answers, strict=True) if q]
    standalone = complete(kept, pairs)
    scope = read_scope(standalone, documents)
    language, undiacritized = ("en", False) if english else read_language(standalone)
    asks = read_asks(kept)
    if not asks and standalone != kept:  # "Còn Sở Y tế?" asks what the question before asked
        asks = next((found for q in reversed(earlier) if (found := read_asks(q))), ())
    if puts_claim(kept):
        asks = (*(kind for kind in asks if kind == "money"), "yes_no")
    form = read_form(kept) or (read_form(standalone) if not read_asks(kept) else None)
    if form == "so_ky_hieu" and not scope.named:
        form, asks = None, ("which_document", *asks)
    subject = without(standalone, scope.spans) if scope.named or scope.provinces else standalone
    return Understood(
        text=text,
        standalone=standalone,
        subject=subject,
        search_text=with_other_wordings(spell_out(subject)) if english else spell_out(subject),
        language=language,
        undiacritized=undiacritized,
        restored=restored,
        asks=asks,
        form=form,
        named=scope.named,
        preferred=scope.preferred,
        clause_steps=read_clause_reference(standalone),
        provinces=scope.provinces,
        organs=_organs(standalone, scope.spans, scope.provinces),
        strangers=_strangers(standalone),
        numbers=(*read_numbers(subject), *scope.numbers),
        guard=guard,
        original=_original(typed, spoken, standalone != kept) if english else "",
    )


def read_vietnamese(
    text: str,
    restorer: Restorer | None,
    provinces: tuple[str, ...] = (),
    english: bool | None = None,
) -> tuple[str, bool]:
    """``text`` as an official would type it in Vietnamese, English translated word by word, and
    whether diacritics had to be restored; ``provinces`` are those that initials may stand for."""
    if read_language(text)[0] == "en" if english is None else english:
        return translate(text, restorer), False
    text, restored = normalise(name_provinces(text, provinces), restorer)
    return name_districts(capitalise_names(text)), restored


def is_english(text: str, earlier: Sequence[str]) -> bool:
    """Whether ``text`` is English; a few words that may be of either language are of the
    conversation's."""
    if read_language(text)[0] == "en":
        return True
    few = text.isascii() and len(text.split()) <= _FEW_WORDS
    return few and bool(earlier) and read_language(earlier[-1])[0] == "en"


def _original(text: str, earlier: Sequence[str], completed: bool) -> str:
    """The English question with the one before it, where that is needed to understand it."""
    return joined((f"{earlier[-1].rstrip('?. ')}.", text)) if completed and earlier else text


def _asks_nothing(text: str) -> bool:
    """Whether ``text`` is no question and names nothing that one could be about."""
    if "?" in text or read_asks(text) or find_organs(text) or province_book().find(text):
        return False
    return not read_mentions(text, ())


def _organs(
    text: str, spans: Sequence[tuple[int, int]], provinces: tuple[str, ...]
) -> tuple[str, ...]:
    """The organs that ``text`` asks about; none of them issued the document that it names, none is
    another province's ("Viettel" of Hải Dương is not Viettel Chi nhánh Quảng Ngãi)."""
    found = [
        m.name
        for m in find_organs(text)
        if not any(start < m.start and m.end <= end for start, end in spans)
        and not (provinces and _province_of(m.name) - set(provinces))
    ]
    return tuple(dict.fromkeys(found))


def _province_of(name: str) -> set[str]:
    return {match.name for match in province_book().find(name)}


def _strangers(text: str) -> tuple[str, ...]:
    """Bodies named in ``text`` that the data lists neither as organs nor as groups."""
    known = [*find_organs(text), *find_groups(text)]
    found = [
        text[m.start : m.end]
        for m in find_bodies(text)
        if fold(text[m.start : m.end]) not in _GENERAL
        and not any(k.start < m.end and m.start < k.end for k in known)
    ]
    return tuple(dict.fromkeys(found))
