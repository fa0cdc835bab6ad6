"""Text in TCVN3, VNI, VISCII and Windows-1258: by font name, and by the words alone."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from legacy import encoded, surface

from corpus.language.legacy_encodings import (
    TCVN3,
    VISCII,
    VNI,
    convert,
    decode,
    decode_runs,
    legacy_font,
)
from corpus.language.legacy_guess import guess, soundness
from corpus.language.legacy_lines import read_lines, reread_lines
from corpus.library import DIRECTIVES
from corpus.load import LoadError, load

WORDS = (
    "Ủy ban nhân dân tỉnh giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành rà soát thủ tục "
    "hành chính, báo cáo kết quả trước ngày 30 tháng 6 năm 2003. Những đơn vị chưa thực hiện "
    "phải giải trình rõ lý do; kỷ luật, kỹ thuật, mỹ thuật, ẩm thực, đẵn gỗ, thẳng thắn, ngẫm."
)
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


@pytest.mark.parametrize("encoding", [TCVN3, VISCII, VNI])
def test_every_letter_comes_back(encoding):
    assert convert(surface(LETTERS, encoding), encoding) == LETTERS


@pytest.mark.parametrize("encoding", [VISCII, VNI])
def test_every_capital_comes_back(encoding):
    assert convert(surface(LETTERS.upper(), encoding), encoding) == LETTERS.upper()


@pytest.mark.parametrize(
    ("words", "font", "right"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", ".VnTime", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("ñy ban nh©n d©n tØnh", ".VnTimeH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("ñy ban", ".VnArial NarrowH", "ỦY BAN"),
        ("§iÒu 1", "ABCDEF+.VnTime,Bold", "Điều 1"),
        ("§iÒu 1", ".VnTimeH-BoldItalic", "ĐIỀU 1"),
        ("t\xad t\xadëng", ".vntime", "tư tưởng"),
        ("t− t−ëng l∙nh ®¹o 5 − 3", ".VnTime", "tư tưởng lãnh đạo 5 − 3"),
        ("Coäng hoøa xaõ hoäi", "VNI-Times", "Cộng hòa xã hội"),
        ("TÆNH BÌNH PHÖÔÙC", "VNI Times", "TỈNH BÌNH PHƯỚC"),
        ("thò xaõ, kyõ thuaät, kî", "VNI-Helve", "thị xã, kỹ thuật, kỵ"),
        ("\uf0a7i\uf0d2u 2", ".VnTime", "Điều 2"),
        ("Ch\u0130nh phñ", ".VnTime", "Chính phủ"),
        ("Céng hoµ", "Times New Roman", "Céng hoµ"),
        ("Cộng hoà xã hội", ".VnTime", "Cộng hoà xã hội"),
        ("plain words", ".VnTimeH", "PLAIN WORDS"),
        ("anything", None, "anything"),
    ],
)
def test_by_font(words, font, right):
    assert decode(words, font) == right


def test_which_fonts_are_old():
    assert legacy_font(".VnBlackH").capitals
    assert not legacy_font(".VnTime").capitals
    assert legacy_font("vni-times").encoding == VNI
    assert legacy_font("VNI-WIN SAMPLE").encoding == VNI
    for font in ("Times New Roman", "Arial", "", None, "Vni", "Calibri Light"):
        assert legacy_font(font) is None


def test_a_letter_and_its_mark_in_two_runs():
    runs = [("Co", "VNI-Times"), ("äng hoø", "VNI-Times"), ("a ", "VNI-Times"), ("số", "Arial")]
    assert decode_runs(runs) == "Cộng hòa số"


@pytest.mark.parametrize("encoding", [TCVN3, VNI, VISCII])
def test_a_text_is_known_by_its_words(encoding):
    assert guess(surface(WORDS, encoding)) == encoding
    assert guess(WORDS) is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "plain English words, nothing else",
        "Le décret présenté a été publié à Évian où les élèves étaient rangés près d'une forêt",
        "El niño comió piñas mañana, según la opinión pública de la región, también él",
        "Die Größe der Straße für Bürger über Österreich, schöne Grüße an müde Füße",
        "hai chữ",
    ],
)
def test_other_languages_are_left_alone(words):
    assert guess(words) is None
    assert reread_lines(words) is None


SHOWN = {TCVN3: "TCVN3 (ABC)", VNI: "VNI", VISCII: "VISCII", "cp1258": "Windows-1258"}


@pytest.mark.parametrize("encoding", list(SHOWN))
@pytest.mark.parametrize("directive", sorted(DIRECTIVES.glob("*.txt")), ids=lambda p: p.stem[:8])
def test_a_text_file_in_an_old_encoding(tmp_path, encoding, directive):
    right = unicodedata.normalize("NFC", directive.read_text(encoding="utf-8"))
    if encoding in (TCVN3, VISCII):  # no dashes; fonts of TCVN3 have no capitals with tones
        right = right.translate({0x2013: "-", 0x2026: "."})
    if encoding == TCVN3:
        right = right.lower()
    right = right.replace("\u010c", "C")
    right = "".join(c for c in right if c in "\n\t" or ord(c) < 0x2000 or not c.isprintable())
    path = tmp_path / "cu.txt"
    path.write_bytes(encoded(right, encoding).replace(b"?", b"."))
    loaded = load(path)
    assert soundness(loaded.text).share > 0.97
    differing = sum(a != b for a, b in zip(loaded.text, right, strict=False))
    assert differing <= len(right) * 0.003
    assert any(SHOWN[encoding] in note for note in loaded.notes)


def test_parts_in_different_encodings(tmp_path):
    lines = [f"{number}. {WORDS}" for number in range(1, 10)]
    raw = [line.encode() for line in lines[:3]]
    raw += [encoded(line.lower(), TCVN3) for line in lines[3:6]]
    raw += [encoded(line, VNI) for line in lines[6:]]
    path = tmp_path / "ghep.txt"
    path.write_bytes(b"\n".join(raw))
    loaded = load(path)
    right = [*lines[:3], *(line.lower() for line in lines[3:6]), *lines[6:]]
    assert loaded.text.split("\n") == right
    assert "VNI" in loaded.notes[0]
    assert "TCVN3" in loaded.notes[0]


def test_old_letters_saved_as_utf8(tmp_path):
    path = tmp_path / "dan.txt"
    path.write_text(f"Tiêu đề Unicode\n{surface(WORDS.lower(), TCVN3)}", encoding="utf-8")
    loaded = load(path)
    assert loaded.text.split("\n")[1] == WORDS.lower()
    assert "TCVN3" in loaded.notes[0]


def test_signs_beside_old_letters_are_kept(tmp_path):
    path = tmp_path / "dan.txt"
    words = surface(WORDS.lower(), TCVN3).replace("\xad", "−")  # as a PDF gives them
    lines = f"→ {words} • “{words}” 5 − 3\n---\n\n{words}\nĐiều 2. Chữ Unicode"
    path.write_text(lines, encoding="utf-8")
    low = WORDS.lower()
    assert load(path).text == f"→ {low} • “{low}” 5 - 3\n---\n\n{low}\nĐiều 2. Chữ Unicode"


def test_unicode_with_an_icelandic_letter_loses_nothing(tmp_path):
    path = tmp_path / "eth.txt"
    path.write_text(
        "\u00d0iều 1. Trồng cây\n\u00d0ài, tòan, hoà, \u00d0à lạt, ế ờ", encoding="utf-8"
    )
    assert load(path).text == "Điều 1. Trồng cây\nĐài, tòan, hoà, Đà lạt, ế ờ"


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf16_without_a_mark(tmp_path, order):
    path = tmp_path / "u.txt"
    path.write_bytes(WORDS.encode(f"utf-16-{order}"))
    loaded = load(path)
    assert loaded.text == WORDS
    assert "UTF-16" in loaded.notes[0]


def test_decomposed_text_is_composed(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text(unicodedata.normalize("NFD", WORDS), encoding="utf-8")
    assert load(path).text == WORDS
    assert load(path).notes == ()


@pytest.mark.parametrize(
    "raw", ["Une journée à la forêt près d'Évian, où les élèves étaient.".encode("latin-1"),
            b"Th\xf4ng b\xe1o", bytes(range(0x80, 0x100)) * 3]
)  # fmt: skip
def test_what_is_not_sure_is_refused(tmp_path, raw):
    path = tmp_path / "x.txt"
    path.write_bytes(raw)
    with pytest.raises(LoadError, match="không đoán chắc được bảng mã"):
        load(path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200), st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times", "VISCII Times"]))
def test_any_text_in_any_font(text, font):
    told = decode(text, font)
    assert unicodedata.is_normalized("NFC", told) or told == text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes(raw):
    told = read_lines(raw)
    assert told is None or told.encodings
