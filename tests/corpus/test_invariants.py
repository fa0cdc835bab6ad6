"""What must hold for every document, printed well or mangled."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.language.normalize import nfc, view
from corpus.library import DIRECTIVES
from corpus.load import load
from corpus.structure.numbering import read_marker
from corpus.structure.parse import parse

TEXTS = {path.name: load(path).text for path in sorted(DIRECTIVES.glob("*.txt"))}
names = st.sampled_from(sorted(TEXTS))


def check(document: Document, source: str) -> None:
    text = document.text
    assert text == unicodedata.normalize("NFC", source)  # no character lost
    previous = 0
    covered = bytearray(len(text))
    for clause in document.clauses:
        quote = text[clause.start : clause.end]
        assert document.quote(clause) == quote
        assert quote == unicodedata.normalize("NFC", quote)
        assert quote.strip()
        assert previous <= clause.start < clause.end  # source order, no overlap
        previous = clause.end
        covered[clause.start : clause.end] = b"\x01" * (clause.end - clause.start)
        for cell in clause.cells:
            assert clause.start <= cell.start <= cell.end <= clause.end
        shown = view(text, clause.start, clause.end, document.paragraphs)
        assert len(shown.text) == len(shown.offsets)
        assert all(
            text[o] == c for c, o in zip(shown.text, shown.offsets, strict=True)
            if not c.isspace() and c != "|"
        )  # fmt: skip
    ids = [clause.id for clause in document.clauses]
    assert len(ids) == len(set(ids))
    known = set(ids)
    assert all(c.parent is None or c.parent in known for c in document.clauses)
    # what no clause holds are rules and repeated table heads, never a sentence
    loose = "".join(" " if covered[i] else c for i, c in enumerate(text))
    for line in loose.split("\n"):
        words = line.strip(" \t\r")
        assert not any(c.isalnum() for c in words) or "\t" in words, words


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_directives(name):
    check(parse(TEXTS[name], name), TEXTS[name])


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_clause_ids_are_stable(name):
    first, second = parse(TEXTS[name], name), parse(TEXTS[name], name)
    assert first == second


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_windows_line_ends_change_nothing_but_offsets(name):
    plain, windows = parse(TEXTS[name], name), parse(TEXTS[name].replace("\n", "\r\n"), name)
    assert [c.path for c in plain.clauses] == [c.path for c in windows.clauses]
    assert [view(plain.text, c.start, c.end).text for c in plain.clauses] == [
        view(windows.text, c.start, c.end).text for c in windows.clauses
    ]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_decomposed_input_gives_the_same_document(name):
    decomposed = unicodedata.normalize("NFD", TEXTS[name])
    assert decomposed != TEXTS[name]
    assert parse(decomposed, name) == parse(TEXTS[name], name)


@st.composite
def mangled(draw):
    """A real text with blank lines added, numbering lost, line ends and forms changed."""
    name = draw(names)
    lines = TEXTS[name].split("\n")
    first = draw(st.integers(0, max(0, len(lines) - 60)))
    lines = lines[first : first + draw(st.integers(1, 120))]
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(lines) - 1))
        action = draw(st.sampled_from(["blank", "unnumber", "cut", "double", "spaces", "rule"]))
        if action == "blank":
            lines.insert(at, draw(st.sampled_from(["", "  ", "\t", "\u00a0"])))
        elif action == "unnumber":
            marker = read_marker(lines[at].strip("#* "))
            lines[at] = lines[at].strip("#* ")[marker.length :] if marker else lines[at]
        elif action == "cut":
            middle = draw(st.integers(0, len(lines[at])))
            lines[at : at + 1] = [lines[at][:middle], lines[at][middle:]]
        elif action == "double":
            lines.insert(at, lines[at])
        elif action == "rule":
            lines.insert(at, draw(st.sampled_from(["-----", "*", "* * *", "____"])))
        else:
            lines[at] = "   " + lines[at] + "  "
    text = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mangled())
def test_mangled_copies(text):
    check(parse(text, "mangled.txt"), text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aăđ1I.)-•+* \t\r\n#<b>/:%Điều Khoản", max_size=200))
def test_any_text_at_all(text):
    document = parse(text, "any.txt")
    assert document.text == nfc(text)
    ends = [0, *(c.end for c in document.clauses)]
    assert all(c.start >= e for c, e in zip(document.clauses, ends, strict=False))
    assert all(c.start < c.end for c in document.clauses)
