"""References: the documents and clauses that a text names, and what it says of them.

A reference is one mention: its number, kind, date and issuer, the clause of it that is named, and
the relation in which the citing clause puts it (``relations.toml``).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.citation.document_number import DocumentNumber
from corpus.citation.mentions import WINDOW, Mention, find_mentions
from corpus.citation.named_clause import LEVEL_WORDS, PATH, read_paths
from corpus.document import Clause, Document, Part, Step
from corpus.language.normalize import View, view
from corpus.vocabulary import read_table

_THIS = re.compile(r"\s++(?:của\s++)?(?P<what>[\w ]{3,25}?)\s++này\b", re.I)
_SENTENCE = re.compile(r"\.\s|\n")
_LISTED_ON = re.compile(r"\s*+(?:[;,]\s*+)?(?:và\s++)?")


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention; ``start``/``end`` are offsets into the citing document's text.

    ``number`` is None for a mention of a clause of the citing document itself (``own``).
    ``clause`` is the named clause's path in the cited document, outermost first, ``()`` for none.
    ``target`` and ``target_clause`` are ids where the cited document is in the corpus.
    """

    document_id: str
    clause_id: str
    start: int
    end: int
    number: DocumentNumber | None
    kind: str | None
    date: str | None
    issuer: str | None
    clause: tuple[Step, ...]
    relation: str
    own: bool = False
    target: str | None = None
    target_clause: str | None = None

    @property
    def name(self) -> str:
        """The cited document as it would be named."""
        words = [self.kind or "Văn bản", f"số {self.number.printed}" if self.number else ""]
        return " ".join(word for word in words if word)


REFERENCES = "references"  # the name under which a document keeps them


def references_of(document: Document) -> tuple[Reference, ...]:
    """``find_references``, found once for each document."""
    return document.drawn(REFERENCES, lambda: tuple(find_references(document)))


def find_references(document: Document) -> list[Reference]:
    """All references of the document, in the order of its text."""
    found: list[Reference] = []
    for clause in document.clauses:
        if clause.part in (Part.RECIPIENTS, Part.SIGNATURE):
            form = [s.value for s in clause.path if s.level == "the_thuc"]
            if form != ["noi_nhan"]:
                continue
        if clause.path[0].value in ("so_ky_hieu", "ngay", "co_quan"):
            continue
        quote = document.quote(clause)
        if not any(c.isdigit() for c in quote) and "này" not in quote:
            continue
        shown = view(document.text, clause.start, clause.end, document.paragraphs)
        found.extend(_in_clause(document, clause, shown))
    return found


def _in_clause(document: Document, clause: Clause, shown: View) -> list[Reference]:
    found: list[Reference] = []
    text = shown.text
    mentions = find_mentions(text)
    before: Mention | None = None
    relation = ""
    for mention in mentions:
        start, end = shown.source_span(mention.outer[0], mention.end)
        gap = text[before.outer[1] : mention.outer[0]] if before else "x"
        if not (before and _LISTED_ON.fullmatch(gap)):
            relation = _relation(text, mention, clause)
        before = mention
        found.append(
            Reference(
                document.id,
                clause.id,
                start,
                end,
                mention.number,
                mention.kind,
                mention.date,
                mention.issuer,
                mention.clause,
                relation,
            )
        )
    found.extend(_own_clauses(document, clause, shown, mentions))
    return sorted(found, key=lambda r: r.start)


def _own_clauses(
    document: Document, clause: Clause, shown: View, mentions: Sequence[Mention]
) -> list[Reference]:
    """Clauses of this very document: "khoản 2 Điều này", "Như Điều 4", "mục 7 Phần III Điều 1"."""
    text = shown.text
    found: list[Reference] = []
    for match in PATH.finditer(text):
        if match.start() < 3 or _inside(match.start(), mentions):
            continue
        paths = read_paths(match["steps"])
        steps = paths[-1] if paths else ()
        first = max(0, match.start() - 3 * WINDOW)
        quoted = text.count("“", first, match.start()) > text.count("”", first, match.start())
        if not steps or quoted:
            continue
        if len(steps) == 1 and steps[0].level in ("diem", "muc", "phan", "phu_luc"):
            continue
        after = text[match.end() : match.end() + 40]
        this = _THIS.match(after)
        bare = re.match(r"\s*(?:[.;,)]|$|và\b|của Kế hoạch này)", after)
        capital = re.match(r"\s+(?:của\s+)?(?:[A-ZĐ]|\d)", after)
        if this is None and (capital or not bare):
            continue
        if this is None and not text[
            max(0, match.start() - 40) : match.start()
        ].rstrip().lower().endswith(("như", "tại", "theo", "quy định tại", "nêu tại")):
            continue
        start, end = shown.source_span(match.start(), match.end())
        for path in paths:
            full = _complete(path, clause, this["what"] if this else "")
            found.append(_own(document, clause, (start, end), full))
    return found


def _own(
    document: Document, clause: Clause, at: tuple[int, int], path: tuple[Step, ...]
) -> Reference:
    return Reference(
        document_id=document.id,
        clause_id=clause.id,
        start=at[0],
        end=at[1],
        number=None,
        kind=None,
        date=None,
        issuer=None,
        clause=path,
        relation="dan_chieu",
        own=True,
    )


def _inside(position: int, mentions: Sequence[Mention]) -> bool:
    """Whether a mention (they stand in order) spans the position."""
    index = bisect_right(mentions, position, key=lambda m: m.outer[0]) - 1
    return index >= 0 and position < mentions[index].outer[1]


def _complete(steps: tuple[Step, ...], clause: Clause, this: str) -> tuple[Step, ...]:
    """ "khoản 2 Điều này" within Điều 5: Điều 5, khoản 2."""
    if not re.match(r"(?:điều|khoản|chương|mục)", this, re.I):
        return steps
    level = LEVEL_WORDS.get(this.split()[0].lower(), "")
    above: list[Step] = []
    for step in clause.path:
        above.append(step)
        if step.level == level:
            return (*above, *steps)
    return steps


def _relation(text: str, mention: Mention, clause: Clause) -> str:
    """What the words around a mention say of it; names are those of ``relations.toml``."""
    first = max(0, mention.outer[0] - WINDOW)
    starts = [m.end() for m in _SENTENCE.finditer(text, first, mention.outer[0])]
    before = text[starts[-1] if starts else first : mention.outer[0]]
    limit = mention.end + WINDOW
    stop = _SENTENCE.search(text, mention.end, limit)
    after = text[mention.end : stop.start() if stop else limit]
    for row in read_table("relations")["relation"]:
        if "part" in row and clause.part.value not in row["part"]:
            continue
        if "before" in row and not re.search(row["before"], before, re.I):
            continue
        if "after" in row and not re.search(row["after"], after, re.I):
            continue
        return str(row["name"])
    return "nhac_den"
