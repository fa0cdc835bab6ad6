"""How many of a sort a document lists: "có mấy nhóm đối tượng", where each clause under one heading
begins with that word, or each row of one table names one in a column headed by it.

Only a whole list is counted: all that stands under the heading is of that sort, and nothing that
the question says beside the word is said neither there nor in the document's title.
"""

import re
from collections.abc import Sequence

from bot.findings import Found
from bot.question import Understood
from bot.understand.intent.counted import read_counted
from bot.vocabulary import stopwords
from corpus.document import Clause, Document
from corpus.language.segment import syllables
from index.passage import clause_text, document_context, headings

_FEWEST, _MOST = 2, 40
_SURE = 0.5  # of what is first: that it is right
_MARK = re.compile(
    r"^[\W_]*+(?:điều\s)?(?:(?:\d{1,3}|[a-zđ]|[ivx]{1,5})[.\d]{0,6}\s?[.)/:]?\s)?[\W_]*+",
    re.IGNORECASE,
)
_ASKING = frozenset(
    ["mấy", "bao", "nhiêu", "kể", "tên", "gồm", "tất", "cả", "tổng", "cộng", "liệt", "chia", "làm",
     "công", "bố", "tính"]
)  # fmt: skip
_LOOKED_AT = 120  # characters with which a clause begins
_NAMING = 2  # syllables of a word that heads a column


def counted_items(question: Understood, ranked: Sequence[Found]) -> list[tuple[Document, Clause]]:
    """The clauses or rows that are counted, in document order; empty where none are, or what is
    first tells it itself."""
    word = read_counted(question.subject)
    if not word or not ranked or question.organs or question.clause_steps:
        return []
    if question.undiacritized or question.language != "vi":
        return []
    first = ranked[0]
    told = first.answers and first.probability >= _SURE and _tells_number(word, first)
    if told or len(read_counted(question.subject, every=True)) > len(word):
        return []
    rest = _content(question.subject)
    heads: list[tuple[int, bool, bool, list[Clause]]] = []
    document = first.document
    title = set(syllables(document_context(document)))
    for head in document.clauses:
        children = [c for c in document.children(head) if c.path[-1].level != "doan"]
        size = _of_sort(word, document, children)
        if not size or not _FEWEST <= len(children) <= _MOST:
            continue
        own = _content(_MARK.sub("", clause_text(document, head), count=1))
        above = _content(" ".join(headings(document, head)))
        asked = rest - set(word[:size])
        if asked <= own | above | title and are_counted(word[:size], document, head, children):
            numbered = _are_numbered(word[:size], document, children)
            named = size == len(word) or all(c.cells for c in children)
            if not numbered and not named:
                continue  # "Xã khu vực I là …" says what such a one is
            heads.append((len(own & asked), numbered, own <= rest | title, children))
    # of several the one that the question tells from the others, or that numbers them
    heads.sort(key=lambda head: head[:3], reverse=True)
    if not heads or (len(heads) > 1 and heads[0][:3] == heads[1][:3]):
        return []
    return [(document, clause) for clause in heads[0][3]]


def are_counted(
    word: Sequence[str], document: Document, head: Clause, clauses: Sequence[Clause]
) -> bool:
    """Whether what stands under the heading is of that sort, as it or its heading says, and the
    heading gives no other number of them."""
    said = " ".join(clause_text(document, head).lower().split())
    told = re.findall(rf"(\d{{1,3}})\)?\s{re.escape(word[0])}\b", said)
    told += re.findall(r"\(\s?(\d{1,3})\s[^\W\d_]", said)  # "(21 TTHC)"
    told += _last_number(document, clauses)
    if any(int(number) != len(clauses) for number in told):
        return False
    return " ".join(word) in said or _of_sort(word, document, clauses) > 0


def _last_number(document: Document, rows: Sequence[Clause]) -> list[str]:
    """The number in the first cell of the last row, where there is one."""
    cells = rows[-1].cells if rows else ()
    first = document.text[cells[0].start : cells[0].end].strip(" *|_.") if cells else ""
    return [first] if first.isdecimal() else []


def _are_numbered(word: Sequence[str], document: Document, clauses: Sequence[Clause]) -> bool:
    """Whether each clause gives its one its number: "Nhóm số 1: …", "Nhóm số 2: …"."""
    name = re.escape(" ".join(word))
    for number, clause in enumerate(clauses, 1):
        text = _MARK.sub("", clause_text(document, clause), count=1).lower()
        if not re.match(rf"{name}\s(?:số\s|thứ\s)?0?{number}(?!\d|,\s?\d|\s?(?:và|-)\s)", text):
            return False
    return True


def _of_sort(word: Sequence[str], document: Document, clauses: Sequence[Clause]) -> int:
    """With how many syllables of the word all the clauses begin, or head a column of all."""
    return min((_shared(word, document, clause) for clause in clauses), default=0)


def _shared(word: Sequence[str], document: Document, clause: Clause) -> int:
    if not clause.cells:
        return _begins(word, clause_text(document, clause))
    best = 0
    for cell in clause.cells:
        best = max(best, _begins(word, document.text[cell.start : cell.end]))
        head = syllables(cell.head)
        named = _begins(word, " ".join(head[1:] if head[:1] == ["tên"] else head))
        best = max(best, named if named >= _NAMING else 0)
    return best


def _begins(word: Sequence[str], text: str) -> int:
    own = syllables(_MARK.sub("", text[:_LOOKED_AT].lower(), count=1))
    shared = 0
    while shared < min(len(word), len(own)) and word[shared] == own[shared]:
        shared += 1
    return shared


def _content(text: str) -> set[str]:
    words = {w for w in syllables(text) if len(w) > 1 and not w.isdigit()}
    return words - stopwords() - _ASKING


def _tells_number(word: Sequence[str], found: Found) -> bool:
    said = found.profile.text.lower()
    return bool(re.search(rf"\d\)?\s{{1,3}}{re.escape(word[0])}\b", said))
