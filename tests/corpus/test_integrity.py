import pytest

from corpus.integrity import measure
from corpus.language.normalize import fold
from corpus.language.syllables import is_syllable
from corpus.library import DIRECTIVES, load_library
from corpus.load import load

TEXT = load(sorted(DIRECTIVES.glob("*.txt"))[0]).text


@pytest.mark.parametrize(
    "word",
    ["nghiêng", "quýt", "gì", "giếng", "oằn", "khuya", "ủy", "tuyệt", "ngoằn", "đường", "ươm"],
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["tổchức", "cac", "ngihe", "fax", "zalo", "sởở", "tưt"])
def test_no_syllables(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("path", sorted(DIRECTIVES.glob("*.txt")), ids=lambda p: p.name)
def test_the_directives_are_sound(path):
    found = measure(load(path).text)
    assert found.problems == ()
    assert found.valid > 0.95
    assert found.words > 0.6


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (fold(TEXT), "mất dấu"),
        (TEXT.replace("h", "h ").replace("n", "n "), "đứt vụn"),
        (" ".join(sorted(TEXT.split())), "ghép được thành từ"),  # syllables without sense
    ],
)
def test_broken_texts_are_refused_with_the_reason(text, problem, tmp_path):
    assert any(problem in p for p in measure(text).problems)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    library = load_library([tmp_path])
    assert library.documents == ()
    assert problem in library.failures[0].reason
    assert "nạp lại" in library.failures[0].reason


def test_a_short_text_is_not_judged():
    assert measure("UBND tinh").problems == ()
    assert measure("").counted == 0


def test_a_circular_with_its_translation_is_sound():
    english = (
        "Pursuant to the Law on State Budget of June 25, 2015;\n"
        "The Minister of Finance hereby promulgates this Circular on amendments.\n"
    )
    found = measure(TEXT + english * 400)
    assert found.problems == ()
    assert found.valid > 0.95


def test_a_list_of_place_names_is_sound():
    names = [
        "Xã Đam Rông",
        "Xã Đạ Huoai",
        "Xã Cát Tiên",
        "Phường Cam Ly",
        "Xã Đạ Tẻh",
        "Xã Tà Năng",
    ]
    decision = TEXT[:2500] + "\n".join(f"{n}\n{name}" for n, name in enumerate(names * 12, 1))
    assert measure(decision).words < 0.6
    assert measure(decision).problems == ()
