"""A document, or clauses already shown, in a few points, each cited and in printed words."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.deadline import check
from bot.draft import Cites, Draft
from bot.talk.excerpt import Excerpt, all_excerpts, excerpt, is_bare
from bot.talk.outline import Outline, is_formal, outline_of, paragraphs_of, speaks_of
from bot.talk.title import about, in_small_letters, named_only
from bot.verify import verify
from bot.vocabulary import read_table
from corpus.document import Clause, Document
from corpus.facts.fact import Facts
from corpus.language.dates import find_periods
from corpus.language.normalize import fold, nfc
from corpus.language.quantities import find_targets
from corpus.library import Library
from corpus.organs import find_bodies

_MOST = 6
_FEW = 3  # points beside which the parts are not named
_MOST_PARTS = 8
_FEWEST_WORDS = 10  # fewer in a clause set no task
_FEWEST_TASKS = 2  # fewer are no document of tasks
_AMONG = 6  # a task in more clauses is no document of tasks
_MOST_POINTS = 20
_ROLES = ("chu_tri", "tham_muu", "duoc_giao")
_FORMS = ("trich_yeu", "so_ky_hieu", "ngay")
_COUNTS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "vai": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
}  # fmt: skip


def summarise_document(document: Document, library: Library, most: int = _MOST) -> Draft:
    """What the document is, then at most ``most`` points: its parts, who has to do what by when,
    or its main articles where it sets no tasks."""
    outline = outline_of(document)
    cites = Cites()
    lead = _lead(document, outline, cites)
    parts = _parts(outline, cites) if most > _FEW else None
    room = most - 1 if parts else most
    points = [
        _item(document, clause, words, cites)
        for clause, words in _points(outline, library.facts(document.id), room)
    ]
    statements = (lead, *([parts] if parts else []), *points)
    draft = Draft(AnswerStatus.ANSWERED, statements, lead.text, cites.all())
    checked = verify(draft)[0]
    if lead in checked.statements:
        return checked
    # a title that was put together from more than its clauses
    named = replace(lead, text=named_only(document))
    return verify(replace(draft, statements=(named, *draft.statements[1:]), short_answer=""))[0]


def summarise_clauses(citations: Sequence[Citation], points: int) -> Draft:
    """At most ``points`` sentences of clauses already shown, the most telling of each first taken,
    in the order of their documents."""
    queues = [_ranked(citation) for citation in citations]
    chosen: list[tuple[int, Excerpt]] = []
    for turn in range(max(map(len, queues), default=0)):
        for number, queue in enumerate(queues):
            if turn < len(queue) and len(chosen) < points:
                chosen.append((number, queue[turn]))
    order = {c.document.id: n for n, c in reversed(list(enumerate(citations)))}
    chosen.sort(key=lambda one: (order[citations[one[0]].document.id], one[1].start))
    cites = Cites()
    statements = tuple(
        _item(citations[number].document, citations[number].clause, words, cites)
        for number, words in chosen
    )
    draft = Draft(AnswerStatus.ANSWERED, statements, "", cites.all())
    return verify(draft)[0]


def points_wanted(message: str) -> int | None:
    """In how many points the message wants it said ("trong 3 ý", "gói gọn hai câu"), or None."""
    for match in _wanted().finditer(fold(nfc(message))):
        said = match["count"]
        count = int(said) if said.isdecimal() else _COUNTS[said]
        if 1 <= count <= _MOST_POINTS:
            return count
    return None


@cache
def _wanted() -> re.Pattern[str]:
    units = {fold(unit) for unit in read_table("summary")["points"]["units"]}
    counts = "|".join(sorted(_COUNTS, key=len, reverse=True))
    named = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    return re.compile(rf"(?<![\w.,/])(?P<count>\d{{1,2}}|{counts}) (?:{named})(?![\w/])")


def _lead(document: Document, outline: Outline, cites: Cites) -> Statement:
    """What the document is; its title, number and day are cited, else its first clause."""
    forms = [
        clause
        for value in _FORMS
        for clause in document.clauses
        if clause.value("the_thuc") == value and clause.path[0].level != "phu_luc"
    ]
    cited = forms or list(outline.units[:1]) or list(document.clauses[:1])
    markers = tuple(cites.mark(document, clause) for clause in cited)
    spans = tuple(Span(document.id, clause.start, clause.end) for clause in cited)
    return Statement(about(document), Role.LEAD, spans, markers)


def _parts(outline: Outline, cites: Cites) -> Statement | None:
    """The lines that head the document's units; None where they have none."""
    headings = [
        (unit, line)
        for unit, line in outline.headings()
        if not is_formal(outline.document, unit) or outline.document.children(unit)
    ]
    if len(headings) < _FEWEST_TASKS:
        return None
    shown = headings[:_MOST_PARTS]
    lines = [_small_heading(line, outline.document) for _, line in shown]
    texts = read_table("summary")["sentences"]
    form = str(texts["parts" if len(shown) == len(headings) else "more_parts"])
    markers = tuple(cites.mark(outline.document, unit) for unit, _ in shown)
    spans = tuple(Span(outline.document.id, unit.start, unit.end) for unit, _ in shown)
    text = form.format(headings="; ".join(lines))
    strong = tuple((text.index(line), text.index(line) + len(line)) for line in lines)
    return Statement(text, Role.LEAD, spans, markers, strong)


def _small_heading(line: str, document: Document) -> str:
    """ "II. NỘI DUNG THỰC HIỆN" as "II. Nội dung thực hiện": its number as printed."""
    number, dot, rest = line.partition(". ")
    if dot and rest.isupper():
        return f"{number}. {in_small_letters(rest, document)}"
    return in_small_letters(line, document)


def _item(document: Document, clause: Clause, words: Excerpt, cites: Cites) -> Statement:
    marker = cites.mark(document, clause, words.at)
    span = Span(document.id, words.start, words.end)
    return Statement(words.text, Role.ITEM, (span,), (marker,))


def _points(outline: Outline, facts: Facts, room: int) -> list[tuple[Clause, Excerpt]]:
    """The clauses to name, in the order of the text, each with its words."""
    document = outline.document
    tasks = [] if outline.rules else _tasks(outline, facts)
    if _sets_tasks(outline, tasks):
        chosen = _most_telling(tasks, room)
        spans = {task.clause.id: (task.span, task.whose) for task in chosen}
        clauses = [task.clause for task in chosen]
    else:
        spans = {}
        clauses = _rules(outline) if outline.rules else _units(outline)
        clauses = clauses[:room]
    found: list[tuple[Clause, Excerpt]] = []
    for clause in clauses:
        check()
        words = excerpt(document, clause, *spans.get(clause.id, (None, None)))
        if words and all(words.text != other.text for _, other in found):
            found.append((clause, words))
    further = _further(document, found) if len(found) < room else []
    for clause, words in further:
        if len(found) < room and not any(_overlap(words, other) for _, other in found):
            found.append((clause, words))
    return sorted(found, key=lambda one: one[1].start)


def _further(
    document: Document, found: Sequence[tuple[Clause, Excerpt]]
) -> list[tuple[Clause, Excerpt]]:
    """More of the same clauses: their sentences that tell something, the most telling first."""
    rest = [
        (clause, words)
        for clause, first in found
        for words in all_excerpts(document, clause)
        if not _overlap(words, first) and _told(words.text)
    ]
    return sorted(rest, key=lambda one: (-_told(one[1].text), one[1].start))


def _sets_tasks(outline: Outline, tasks: Sequence["_Task"]) -> bool:
    """Whether tasks are what the document is about: of running paragraphs only where bodies are
    charged, of numbered clauses not where they are few among many."""
    charged = [task for task in tasks if task.organs]
    if all(unit.path[-1].level == "doan" for unit in outline.units):
        return len(charged) >= _FEWEST_TASKS
    return len(tasks) >= _FEWEST_TASKS and len(tasks) * _AMONG >= len(outline.clauses)


@dataclass(frozen=True, slots=True)
class _Task:
    """A clause that charges ``organs`` (none: it sets a time or figure), with the words that set
    the time or figure and those of it that name them."""

    clause: Clause
    organs: tuple[str, ...]
    role: int
    span: tuple[int, int] | None
    whose: tuple[int, int] | None

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The most telling first."""
        return (self.span is None, self.role, self.clause.start)


def _tasks(outline: Outline, facts: Facts) -> list[_Task]:
    """The outline's clauses that charge someone or set a time or figure."""
    organs: dict[str, dict[str, int]] = {}
    named: dict[str, tuple[int, int]] = {}
    for one in facts.assignments:
        if one.role in _ROLES:
            roles = organs.setdefault(one.clause_id, {})
            if one.named_in == one.clause_id:
                named.setdefault(one.clause_id, one.at)
            roles[one.organ] = min(_ROLES.index(one.role), roles.get(one.organ, len(_ROLES)))
    set_at: dict[str, tuple[int, int]] = {}
    for fact in facts.targets:
        set_at.setdefault(fact.clause_id, fact.target.at)
    for due in facts.deadlines:
        if due.period.end:  # a day tells more than a figure
            set_at[due.clause_id] = due.period.at
    tasks = []
    for clause in outline.clauses:
        roles = organs.get(clause.id, {})
        span = set_at.get(clause.id)
        if not (roles or span) or is_bare(outline.document, clause):
            continue
        if len(outline.document.quote(clause).split()) < _FEWEST_WORDS:
            continue
        if is_formal(outline.document, clause) or speaks_of(outline.document, clause, "effect"):
            continue
        role = min(roles.values(), default=0)
        tasks.append(_Task(clause, tuple(roles), role, span, named.get(clause.id)))
    return tasks


def _most_telling(tasks: Sequence[_Task], room: int) -> list[_Task]:
    """So many tasks: one an organ, and of what charges nobody one under each heading."""
    ranked = sorted(tasks, key=lambda task: task.rank)
    charged = _one_each([task for task in ranked if task.organs], lambda t: t.organs)
    others = _one_each(
        [task for task in ranked if not task.organs], lambda t: (t.clause.parent or "",)
    )
    share = room // 2 if charged else room
    chosen = charged[: room - min(len(others), share)]
    chosen += others[: room - len(chosen)]
    chosen += [t for t in charged if t not in chosen][: room - len(chosen)]
    rest = [task for task in ranked if task not in chosen]
    return chosen + rest[: room - len(chosen)]


def _one_each(tasks: Iterable[_Task], keys: Callable[[_Task], tuple[str, ...]]) -> list[_Task]:
    """The first task of each key; of one with several keys the first counts."""
    taken: set[str] = set()
    kept = []
    for task in tasks:
        own = keys(task)
        if own[0] not in taken:
            kept.append(task)
            taken.update(own)
    return kept


def _rules(outline: Outline) -> list[Clause]:
    """Of articles: what they apply to, the first of each chapter, from when they hold; then the
    others in turn."""
    document = outline.document
    articles = [c for c in outline.clauses if c.path[-1].level == "dieu"]
    scope = [c for c in articles if speaks_of(document, c, "scope")][:1]
    effect = [c for c in articles if speaks_of(document, c, "effect")][-1:]
    first: dict[str | None, Clause] = {}
    for article in articles:
        if article not in effect and all(article.parent != c.parent for c in scope):
            first.setdefault(article.parent, article)
    chapters = list(first.values()) if len(first) > 1 else []
    others = [c for c in articles if c not in (*scope, *effect, *chapters)]
    chosen = [*scope, *effect, *chapters, *others]
    return [outline.saying(c) for c in chosen if not is_formal(document, c)]


def _units(outline: Outline) -> list[Clause]:
    """The outermost units that say something, else paragraphs; where there are few of them, also
    what follows under them."""
    document = outline.document
    if not outline.units or all(unit.path[-1].level == "doan" for unit in outline.units):
        return list(paragraphs_of(document))
    units = [outline.saying(u) for u in outline.units if not is_formal(document, u)]
    under = [
        outline.saying(child)
        for unit in outline.units
        for child in document.children(unit)
        if not is_formal(document, child)
    ]
    return list({clause.id: clause for clause in (*units, *under)}.values())


def _ranked(citation: Citation) -> list[Excerpt]:
    """The clause's sentences, the most telling first: the one that was highlighted, then those
    that name times, figures and bodies."""
    document, clause = citation.document, citation.clause
    start = clause.start
    first = [
        words
        for low, high in citation.highlights[:1]
        if (words := excerpt(document, clause, (start + low, start + high)))
    ]
    others = sorted(all_excerpts(document, clause), key=lambda one: (-_told(one.text), one.start))
    if not first and others:
        whole = excerpt(document, clause)
        first = [whole] if whole and whole.at == (others[0].start, others[-1].end) else []
    kept = [one for one in others if all(not _overlap(one, other) for other in first)]
    return [*first, *kept]


def _told(text: str) -> int:
    """How many sorts of things a sentence tells: a time, a figure, a body."""
    return bool(find_periods(text)) + bool(find_targets(text)) + bool(find_bodies(text))


def _overlap(one: Excerpt, other: Excerpt) -> bool:
    return one.start < other.end and other.start < one.end
