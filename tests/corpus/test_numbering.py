import pytest

from corpus.structure.numbering import forms, read_marker


@pytest.mark.parametrize("form", forms(), ids=lambda f: f.example)
def test_every_form_reads_its_own_example(form):
    marker = read_marker(form.example)
    assert marker is not None
    assert (marker.level, marker.rank) == (form.level, form.rank)


@pytest.mark.parametrize(
    ("line", "level", "value"),
    [
        ("II. Phương hướng nhiệm vụ", "muc", "II"),
        ("IV.NHIỆM VỤ", "muc", "IV"),
        ("Điều 12. Hiệu lực", "dieu", "12"),
        ("1. Sở Thông tin", "khoan", "1"),
        ("2.7. Nâng cao", "diem", "2.7"),
        ("đ) Tiếp tục", "diem", "đ"),
        ("– Kết nối", "gach", "–"),
        ("Chương III", "chuong", "III"),
    ],
)
def test_markers(line, level, value):
    marker = read_marker(line)
    assert marker is not None
    assert (marker.level, marker.value) == (level, value)


@pytest.mark.parametrize(
    "line",
    ["2025, định hướng", "27/3/2020 của", "100% cơ sở", "4 cấp trong", "Điều này", "0,5% tổng"],
)
def test_what_only_looks_like_a_marker(line):
    assert read_marker(line) is None
