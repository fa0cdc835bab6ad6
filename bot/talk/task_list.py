"""A list of tasks as it is told: each with who leads, who takes part, until when and with what
result, in the documents' words, each cited; long ones a page at a time."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.render.markdown import item_text, place
from bot.speak.numbers import whole
from bot.talk.task_choice import Chosen
from bot.talk.words import say
from bot.understand.intent.task_wish import (
    DATED,
    JOIN,
    LEAD,
    NONE,
    ONGOING,
    RECURRING,
    REST,
    When,
    Wish,
)
from bot.verify import unsupported
from bot.vocabulary import read_table
from corpus.document import Clause, Document
from corpus.tasks.labels import DOES, JOINS, LEADS, PRODUCT, TIME
from corpus.tasks.rows import Row, Said
from index.passage import clause_text

_MOST_ROWS, _MOST_CHARACTERS = 15, 9000  # of a page
_LONGEST_WORDS = 900  # characters of what is to be done


def tell(
    chosen: Chosen, wish: Wish, documents: Sequence[Document], start: int, opening: str = ""
) -> tuple[Draft, int]:
    """A page of the list from row ``start`` on, and where the next one begins."""
    rows = chosen.rows
    page = _page(rows, start)
    cites = Cites()
    for row in page:  # numbered in their order, before what only says who or when
        cites.mark(row.document, row.clause)
    items = [_item(row, cites) for row in page]
    end = start + len(page)
    left = len(rows) - end
    said = [Statement(opening, Role.OPENING)] if opening else []
    said.append(Statement(_heading(chosen, wish, documents, start, cites.all()), Role.OPENING))
    said += items
    if left:
        said.append(Statement(say("tasks_left", count=whole(str(left))), Role.REMARK))
    else:
        said += [Statement(text, Role.REMARK) for text in _beside(chosen, wish)]
    status = AnswerStatus.PARTIAL if left else AnswerStatus.ANSWERED
    return Draft(status, tuple(said), "", cites.all()), end


def whose(wish: Wish) -> str:
    """The bodies that the wish is about, as a sentence names them."""
    return ", ".join(wish.bodies)


def what(wish: Wish) -> str:
    """What kind of tasks the wish is about: "việc Sở A chủ trì có thời hạn trước 30/11/2025"."""
    words = read_table("replies")["task_words"]
    told = "việc"
    if wish.bodies:
        form = {LEAD: "lead", JOIN: "join"}.get(wish.role, "given")
        form = "named" if wish.role.startswith(REST) else form
        told = words[form].format(bodies=whose(wish))
    if wish.when:
        told += f" {_of_time(wish.when)}"
    if wish.product:
        told += f" {words['product']}"
    return told


def _of_time(when: When) -> str:
    words = read_table("replies")["task_words"]
    if when.kind in (NONE, DATED):
        return str(words["no_time" if when.kind == NONE else "dated"])
    if when.kind in (ONGOING, RECURRING):
        return str(words["kind_of_time"]).format(words=when.words)
    return str(words["time"]).format(words=when.words)


def _page(rows: Sequence[Row], start: int) -> Sequence[Row]:
    taken, length = 0, 0
    for row in rows[start : start + _MOST_ROWS]:
        length += row.clause.end - row.clause.start
        if taken and length > _MOST_CHARACTERS:
            break
        taken += 1
    return rows[start : start + taken]


def _heading(
    chosen: Chosen,
    wish: Wish,
    documents: Sequence[Document],
    start: int,
    cited: Sequence[Citation],
) -> str:
    """What the list holds; a time that its clauses write otherwise is not written as asked."""
    count = whole(str(len(chosen.rows)))
    own = {row.document.id: row.document for row in chosen.rows}
    names = [d.name for d in documents if d.id in own]
    where = names[0] if len(names) == 1 else say("tasks_documents", count=whole(str(len(names))))
    name = "tasks_on" if start else "tasks"
    told = what(wish)
    if wish.when and unsupported(told, cited):
        when = replace(wish.when, words=read_table("replies")["task_words"]["asked_time"])
        told = what(replace(wish, when=when))
    return say(name, where=where, count=count, what=told)


def _beside(chosen: Chosen, wish: Wish) -> list[str]:
    """What the list leaves out, in our own words."""
    told = []
    if chosen.wider and wish.when:
        times = dict.fromkeys(d.words for row in chosen.wider for d in row.dues)
        told.append(
            say(
                "tasks_wider", count=whole(str(len(chosen.wider))), times="; ".join(list(times)[:4])
            )
        )
    if wish.bodies and chosen.joined:
        told.append(say("tasks_joined", count=whole(str(len(chosen.joined))), bodies=whose(wish)))
    if wish.bodies and chosen.main:
        told.append(say("tasks_main", count=whole(str(len(chosen.main))), bodies=whose(wish)))
    if wish.bodies and chosen.given:
        told.append(say("tasks_given", count=whole(str(len(chosen.given))), bodies=whose(wish)))
    if wish.bodies and chosen.shared:
        told.append(say("tasks_shared", count=whole(str(len(chosen.shared)))))
    return told


def _item(row: Row, cites: Cites) -> Statement:
    """One task in its document's words; its whole clause where that cannot be told from parts."""
    document = row.document
    text, clauses = _text(row)
    if unsupported(text, [Citation(i, document, c) for i, c in enumerate(clauses, start=1)]):
        text, clauses = item_text(Citation(1, document, row.clause)), [row.clause]
    markers = tuple(cites.mark(document, clause) for clause in clauses)
    return Statement(text, Role.POINT, (Span(document.id, *row.span),), markers)


def _text(row: Row) -> tuple[str, list[Clause]]:
    """The task with what is said of it, and the clauses that say it."""
    words = row.words
    verbatim = " ".join(words.split()) in " ".join(clause_text(row.document, row.clause).split())
    if len(words) > _LONGEST_WORDS:
        words = words[:_LONGEST_WORDS].rsplit(" ", 1)[0] + " …"
    elif verbatim:
        words = f"“{words}”"
    heads = read_table("replies")["task_parts"]
    parts = row.parts
    told: list[str] = []
    clauses = [row.clause]
    kinds = [LEADS if LEADS in parts else DOES, JOINS, TIME, PRODUCT]
    for kind in kinds:
        said = parts.get(kind) or (_inherited(row) if kind == TIME else None)
        if said and said.text:
            told.append(f"{heads[kind]}: {said.text}")
            clauses += said.clauses
    where = place(Citation(1, row.document, row.clause))
    tail = f" — {'; '.join(told)}" if told else ""
    unique = {clause.id: clause for clause in clauses}
    return f"{words}{tail} ({where[:1].lower()}{where[1:]})", list(unique.values())


def _inherited(row: Row) -> Said | None:
    """The time that a heading sets for the task."""
    clauses = row.timed_by()
    words = [due.words for due in row.dues if any(c.start <= due.at[0] < c.end for c in clauses)]
    return Said("; ".join(dict.fromkeys(words)), tuple(clauses)) if words else None
