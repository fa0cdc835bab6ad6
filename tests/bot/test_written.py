"""What a model writes is read while it comes, and what breaks its form is left out."""

import pytest

from bot.generate.sentences import after_gap, split_sentences, without_thoughts
from bot.generate.written import Stream, number, read_object, strings

REPLY = (
    'Đây: {"answers": [{"clause": 1, "words": "a]b"}], "sentences": ["Một [1].", "Hai \\"x\\"."]}'
)


@pytest.mark.parametrize("pieces", [[REPLY], list(REPLY), [REPLY[:30], REPLY[30:]]])
def test_two_lists_are_read_as_they_come(pieces):
    stream = Stream(iter(pieces), "answers", "sentences")
    assert stream.head() == [{"clause": 1, "words": "a]b"}]
    assert list(stream.rest()) == ["Một [1].", 'Hai "x".']


def test_the_first_list_is_there_before_the_second_is_written():
    stream = Stream(
        iter(['{"answers": [', "]", ', "sentences": ["Một', '."']), "answers", "sentences"
    )
    assert stream.head() == []
    assert list(stream.rest()) == ["Một."]


@pytest.mark.parametrize(
    "text",
    ["", "lời thường", '{"answers": 1}', '{"answers": [1', "[" * 9000, '{"sentences": ["A."]}'],
)
def test_a_list_that_is_not_there_is_none(text):
    assert Stream(iter([text]), "answers", "sentences").head() is None


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"a": ' * 4000, '{"a": tru}'])
def test_what_is_no_object_is_told(text):
    with pytest.raises(ValueError, match=r"object|deep|Expecting|double"):
        read_object(text)


def test_an_object_is_found_among_words():
    assert read_object('```json\n{"a": 1}\n``` xong') == {"a": 1}


def test_types_are_looked_at():
    assert [number(v) for v in (3, "3", "[12]", True, 1.5, None, "x", "99999")] == [
        3, 3, 12, None, None, None, None, None
    ]  # fmt: skip
    assert strings(["a ", 1, "", "b" * 600, "c"], 5) == ["a", "c"]
    assert strings("abc", 5) == []


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("<think>a</think>b", "b"),
        ("a<think>b", "a"),
        ("a<thi", "a<thi"),
        ("a<think>b</think>c<think>d</think>e", "ace"),
    ],
)
def test_thoughts_are_left_out(said, left):
    assert "".join(without_thoughts(iter(said))) == left
    assert "".join(without_thoughts([said])) == left


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Ngoài ra, Sở Y tế làm.", "Sở Y tế làm."),
        ("Vì vậy Sở Y tế làm.", "Sở Y tế làm."),
        ("Tuy nhiên, ngoài ra, Sở Y tế làm.", "Sở Y tế làm."),
        ("Moreover, the department reports.", "The department reports."),
        ("Nó phải xong.", ""),
        ("Vì vậy, nó phải xong.", ""),
        ("Việc này phải xong.", ""),
        ("Các đơn vị nêu trên báo cáo.", ""),
        ("This must be done.", ""),
        ("Số hồ sơ trực tuyến trên 30%.", "Số hồ sơ trực tuyến trên 30%."),
        ("Nội dung gồm ba phần.", "Nội dung gồm ba phần."),
        ("Văn phòng làm.", "Văn phòng làm."),
        ("Cònsole", "Cònsole"),
    ],
)
def test_a_sentence_reads_well_without_the_one_before(sentence, alone):
    assert after_gap(sentence) == alone


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ("TP. Quảng Ngãi đạt 20% [1, 2]. Xong.", ["TP. Quảng Ngãi đạt 20%. [1][2]", "Xong."]),
        ("1. Sở A làm [1]\n2. Sở B làm [2].\n", ["Sở A làm [1]", "Sở B làm. [2]"]),
        ("Các sở:\n- A [1]\n- B [2]", ["Các sở:", "A [1]", "B [2]"]),
    ],
)
def test_items_are_sentences(said, sentences):
    assert list(split_sentences(iter(said))) == sentences
    assert list(split_sentences([said])) == sentences
