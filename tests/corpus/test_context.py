"""What heads a clause is shown with it, verbatim."""

import re

from corpus.context import context_of


def words_of(text):
    return re.findall(r"\w+", text)


def test_the_heading_of_a_district_is_told(library):
    found = []
    for document in library:
        for clause in document.clauses:
            for line in context_of(document, clause):
                assert set(words_of(line)) <= set(words_of(document.text))
                found.append(line)
    assert len(found) > 100


def test_a_top_level_clause_has_none(library):
    document = library.documents[0]
    top = next(c for c in document.clauses if c.parent is None)
    assert context_of(document, top) == ()
