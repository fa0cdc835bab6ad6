"""Twenty and more named ways of lying about a clause, each caught; true paraphrases pass."""

import pytest
from lies import LIES, TRUE

from bot.answer import Citation
from bot.verify import check_sentence
from index.passage import clause_text


@pytest.fixture
def cite(library):
    def run(places):
        found = []
        for marker, (file, words) in enumerate(places, start=1):
            document = library.document(file)
            holders = [c for c in document.clauses if words in clause_text(document, c)]
            found.append(Citation(marker, document, holders[-1]))
        return found

    return run


@pytest.mark.parametrize("sort", LIES)
def test_a_lie_is_caught(cite, sort):
    sentence, places = LIES[sort]
    assert not check_sentence(sentence, cite(places)).passed


@pytest.mark.parametrize(("sentence", "places"), TRUE, ids=lambda v: str(v)[:40])
def test_a_true_paraphrase_passes(cite, sentence, places):
    assert check_sentence(sentence, cite(places)).reasons == ()
