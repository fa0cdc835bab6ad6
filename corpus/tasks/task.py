"""A task as data: who, in which role, until when, how much, by which clause."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.facts.fact import Span


class DueKind(StrEnum):
    """What a time for doing is, as its words have it."""

    DAY = "ngay"  # a day, or a stretch of time with an end
    FROM = "tu_ngay"  # from a day on, without an end
    RECURRING = "dinh_ky"  # every so often
    RELATIVE = "tuong_doi"  # so long after something
    EVENT = "su_kien"  # when something has happened
    ONGOING = "thuong_xuyen"  # at all times


@dataclass(frozen=True, slots=True)
class Due:
    """A time for doing. ``words`` as printed, ``at`` in the document's text.

    ``start`` and ``end`` are ISO days (``end`` the last day in time); ``every`` is "tuần", "tháng",
    "quý", "6 tháng", "năm", with ``month`` and ``day`` where the text says until which of each;
    ``how`` says in Vietnamese how a day was worked out that the words do not name.
    """

    kind: DueKind
    words: str
    at: Span
    start: str | None = None
    end: str | None = None
    every: str | None = None
    month: int | None = None
    day: int | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """``agency`` has ``role`` in what ``task`` (a span of the document's text) says.

    ``clause_id`` states it, ``named_in`` names the agency, ``at`` where. ``targets`` are the spans
    of the numbers to be reached.
    """

    document_id: str
    clause_id: str
    agency: str
    role: str
    at: Span
    named_in: str
    task: Span
    dues: tuple[Due, ...] = ()
    targets: tuple[Span, ...] = ()
