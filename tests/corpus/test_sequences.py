"""A language model of a corpus that changed is the one that would be made of it anew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.language.diacritics import Restorer
from corpus.language.normalize import fold

WORDS = ("sở", "nội", "vụ", "thủ", "tục", "hành", "chính", "xyz", "2024", "hộ", "ong", "nuôi", ".")
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=4)


def told(restorer):
    return vars(restorer._seen)


@given(stays=texts, gone=texts, come=texts)
@settings(deadline=None, max_examples=25)
def test_however_it_came_about(stays, gone, come):
    changed = Restorer([*stays, *gone]).changed(gone, come)
    assert told(changed) == told(Restorer([*come, *stays]))


def test_what_went_is_forgotten():
    name = "ỦY BAN NHÂN DÂN XÃ QUẢYNG LOỖNG."
    base = Restorer(["Sở Nội vụ có nhiệm vụ gì."])
    known = base.changed((), [name])
    assert known.restore(fold("quảyng loỗng")) == "quảyng loỗng"
    assert not base.spellings("quayng")
    assert not known.changed([name], ()).spellings("quayng")
    assert told(known.changed([name], ())) == told(base)
