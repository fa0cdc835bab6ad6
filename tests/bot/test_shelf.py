"""The shelf on disk: whole at any moment, for several processes."""

import io

import pytest

from corpus.shelf.entry import ShelfError, State
from corpus.shelf.store import Shelf, clean_name


def test_nothing_is_made_before_something_comes_in(tmp_path):
    shelf = Shelf(tmp_path / "van-ban")
    assert (shelf.number(), shelf.entries(), shelf.events()) == (0, [], [])
    assert not shelf.folder.exists()


def test_what_is_brought_is_there_for_another_process(tmp_path):
    entry = Shelf(tmp_path).bring("Công văn 1.DOCX", io.BytesIO(b"abc"), 10, by="k")
    other = Shelf(tmp_path)
    assert other.entries() == [entry]
    assert other.path(entry).read_bytes() == b"abc"
    assert (entry.file, entry.state) == ("Công văn 1.docx", State.DRAFT)


@pytest.mark.parametrize("raw", [b"", b"0" * 11])
def test_an_empty_or_large_file_leaves_nothing(tmp_path, raw):
    shelf = Shelf(tmp_path)
    with pytest.raises(ShelfError):
        shelf.bring("a.txt", io.BytesIO(raw), 10)
    assert shelf.entries() == []
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_decision_on_an_old_state_is_refused(tmp_path):
    shelf = Shelf(tmp_path)
    entry = shelf.bring("a.txt", io.BytesIO(b"abc"), 10)
    seen = shelf.number()
    shelf.put([(entry, "mend")], "x")
    with pytest.raises(ShelfError, match="người khác"):
        shelf.put([(entry, "publish")], "y", seen)


def test_a_file_that_two_entries_have_stays_until_both_are_gone(tmp_path):
    shelf = Shelf(tmp_path)
    first, second = (shelf.bring("a.txt", io.BytesIO(b"abc"), 10) for _ in range(2))
    shelf.drop(first, "")
    assert shelf.path(second).is_file()
    shelf.drop(second, "")
    assert not shelf.path(second).exists()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../a/B.TXT", "B.txt"),
        ("a\\b.pdf", "b.pdf"),
        (".docx", "van-ban.docx"),
        ("a\nb.txt", "ab.txt"),
    ],
)
def test_names_are_cleaned(name, clean):
    assert clean_name(name) == clean


def test_a_name_without_a_kind_is_refused():
    with pytest.raises(ShelfError, match="phần mở rộng"):
        clean_name("van-ban")
