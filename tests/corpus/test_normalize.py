from hypothesis import given
from hypothesis import strategies as st

from corpus.language.normalize import fold, nfc, view


def test_fold():
    assert fold("Đẩy mạnh SỞ Nội vụ") == "day manh so noi vu"


@given(st.text(alphabet="aăâđêôơưÁẬĐỨ -1i", max_size=60))
def test_fold_keeps_the_length_and_is_idempotent(text):
    text = nfc(text)
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_view_rejoins_lines_and_leaves_markup_out():
    source = "**4.** Sở Tài chính\n\ncân đối <b>ngân sách</b>\tSở"
    shown = view(source, 0, len(source))
    assert shown.text == "4. Sở Tài chính cân đối ngân sách | Sở"
    start = shown.text.index("ngân sách")
    a, b = shown.source_span(start, start + len("ngân sách"))
    assert source[a:b] == "ngân sách"
