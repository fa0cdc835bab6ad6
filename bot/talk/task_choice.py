"""Which rows of tasks a wish means: by body with its role, by time, by product, by other words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.understand.intent.task_wish import (
    BY,
    DATED,
    JOIN,
    LEAD,
    NONE,
    ONGOING,
    RECURRING,
    REST,
    SINCE,
    WITHIN,
    When,
    Wish,
)
from bot.vocabulary import folded_stopwords
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from corpus.organs import predecessors
from corpus.tasks.agenda import groups_of
from corpus.tasks.labels import PRODUCT
from corpus.tasks.roles import PARTNER
from corpus.tasks.rows import Row
from corpus.tasks.task import Due, DueKind
from corpus.vocabulary import provinces

NOBODY = ""  # who does what no body is named for
_GENERAL = ("tinh", "thanh pho", "cap")


@dataclass(frozen=True)
class Chosen:
    """``rows``: those that are meant; ``wider``: those whose time reaches beyond the one meant and
    ends in it, or comes again in it; ``joined`` and ``given``: what the bodies only take part in,
    or have without being said to lead; ``shared``: what is given to their group as a whole;
    ``main``: all that is given to them, where only what they take part in is meant."""

    rows: tuple[Row, ...] = ()
    wider: tuple[Row, ...] = ()
    joined: tuple[Row, ...] = ()
    given: tuple[Row, ...] = ()
    shared: tuple[Row, ...] = ()
    main: tuple[Row, ...] = ()
    dated: bool = False


def choose(rows: Sequence[Row], wish: Wish) -> Chosen:
    """The rows that ``wish`` means, and what stands beside them."""
    if wish.role.startswith(REST):
        listed = choose(rows, replace(wish, role=wish.role.removeprefix(REST)))
        left = (*listed.given, *listed.joined, *listed.wider, *listed.main)
        return Chosen(tuple(sorted(left, key=lambda row: (row.document.id, row.span))))
    wish = replace(wish, bodies=_named(rows, wish.bodies))
    told = sorted(
        (r for r in rows if not wish.product or _has_product(r, wish.product)),
        key=lambda r: (r.document.id, r.span),
    )
    dated = any(row.dues for row in told)
    timed = [(row, _fits(row.dues, wish.when)) for row in told]
    strict = [row for row, fit in timed if fit == _FITS]
    wide = [row for row, fit in timed if fit == _WIDER]
    if not wish.bodies:
        return Chosen(tuple(strict), tuple(wide), dated=dated)
    own = [row for row in strict if _roles(row, wish.bodies)]
    groups = [name for body in wish.bodies for name in groups_of(body)]
    shared = [r for r in strict if r not in own and _roles(r, groups) - {PARTNER}]
    lead = [row for row in own if LEAD in _roles(row, wish.bodies)]
    joined = [row for row in own if not _duties(row, wish.bodies)]
    given = [row for row in own if row not in lead and row not in joined]
    wide = [row for row in wide if _duties(row, wish.bodies)]
    if wish.role == LEAD:
        rest = {"joined": tuple(joined), "given": tuple(given), "shared": tuple(shared)}
        return Chosen(tuple(lead), tuple(wide), dated=dated, **rest)
    if wish.role == JOIN:
        join = [row for row in own if PARTNER in _roles(row, wish.bodies)]
        others = [row for row in own if row not in join]
        return Chosen(tuple(join), main=tuple(others), dated=dated)
    main = [row for row in own if row not in joined]
    return Chosen(tuple(main), tuple(wide), joined=tuple(joined), shared=tuple(shared), dated=dated)


def _named(rows: Sequence[Row], bodies: Sequence[str]) -> tuple[str, ...]:
    """The bodies as the rows name them: one that none names stands for those it came from."""
    agencies = {task.agency for row in rows for task in row.tasks}
    found: list[str] = []
    for body in bodies:
        own = [name for name in agencies if _bare(name) == _bare(body)]
        found += own or [name for name in agencies if same_body(name, body)] or [body]
    return tuple(dict.fromkeys(found))


def names_in(rows: Iterable[Row], text: str) -> list[str]:
    """The bodies of the rows that ``text`` names as the documents write them."""
    said = f" {' '.join(folded_syllables(text))} "
    names = {task.agency for row in rows for task in row.tasks} - {NOBODY}
    return [n for n in sorted(names) if f" {' '.join(folded_syllables(n))} " in said]


def has_tasks(rows: Iterable[Row], body: str) -> bool:
    """Whether any of the rows names the body."""
    return any(same_body(task.agency, body) for row in rows for task in row.tasks)


def same_body(agency: str, name: str) -> bool:
    """Whether both are one body: by today's name or that before, with its province or without."""
    if agency == name or agency in predecessors(name) or name in predecessors(agency):
        return True
    return _bare(agency) == _bare(name) != ""


@cache
def _bare(name: str) -> str:
    folded = fold(name)
    for place in provinces():
        folded = folded.replace(fold(place), " ")
    for word in _GENERAL:
        folded = folded.replace(f" {word}", " ")
    return " ".join(folded.split())


def _roles(row: Row, bodies: Sequence[str]) -> set[str]:
    return {t.role for t in row.tasks if t.agency in bodies}


def _duties(row: Row, bodies: Sequence[str]) -> bool:
    """Whether the row is a duty of one of the bodies: more than that another one, who does it, is
    to do it with them."""
    mine = [t for t in row.tasks if t.agency in bodies]
    return any(t.role != PARTNER or row.is_charged(t) for t in mine)


def _has_product(row: Row, product: str) -> bool:
    """Whether the row's product is of the kind, whatever small words stand between."""
    said = row.parts.get(PRODUCT)
    words = set(product.split()) - folded_stopwords()
    return said is not None and words <= set(folded_syllables(said.text))


_FITS, _WIDER, _OUT = "fits", "wider", ""


def _fits(dues: Sequence[Due], when: When | None) -> str:
    if when is None:
        return _FITS
    kinds = {due.kind for due in dues}
    if when.kind == NONE:
        return _OUT if dues else _FITS
    if when.kind == DATED:
        return _FITS if kinds - {DueKind.ONGOING, DueKind.FROM} else _OUT
    if when.kind == ONGOING:
        return _FITS if DueKind.ONGOING in kinds else _OUT
    if when.kind == RECURRING:
        every = [d for d in dues if d.kind is DueKind.RECURRING]
        fits = [d for d in every if not when.every or d.every in (when.every, None)]
        return _FITS if fits else _OUT
    found = [_of_due(due, when) for due in dues]
    return _FITS if _FITS in found else _WIDER if _WIDER in found else _OUT


def _of_due(due: Due, when: When) -> str:
    if due.kind is DueKind.RECURRING:
        return _recurs(due, when)
    end = due.end
    if when.kind == SINCE:
        assert when.start is not None
        begins = due.start or ""
        return _FITS if begins >= when.start or (end or "") >= when.start else _OUT
    if end is None or due.kind not in (DueKind.DAY, DueKind.RELATIVE):
        return _OUT
    if when.end is not None and end > when.end:
        return _OUT
    if when.kind == BY or when.start is None:
        return _FITS
    if end < when.start:
        return _OUT
    return _FITS if (due.start or end) >= when.start else _WIDER


def _recurs(due: Due, when: When) -> str:
    """A time that comes every year, where it falls into the stretch that is meant."""
    if when.kind != WITHIN or not (when.start and when.end and due.month):
        return _OUT
    return _WIDER if int(when.start[5:7]) <= due.month <= int(when.end[5:7]) else _OUT
