"""What heads a clause is shown with it, verbatim."""

from corpus.context import context_of


def bare(text):
    return "".join(c for c in text if c.isalnum())


def test_the_heading_of_a_district_is_told(library):
    found = []
    for document in library:
        for clause in document.clauses:
            for line in context_of(document, clause):
                assert bare(line) in bare(document.text)
                found.append(line)
    assert len(found) > 100


def test_a_top_level_clause_has_none(library):
    document = library.documents[0]
    top = next(c for c in document.clauses if c.parent is None)
    assert context_of(document, top) == ()
