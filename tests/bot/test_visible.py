"""What strangers write shows on the pages of officials as what it is."""

import pytest
from markupsafe import Markup

from bot.doors.admin.pages import _environment as administration
from bot.doors.desk.page import _environment as desk
from bot.doors.page.visible import visible


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("bao-cao\u202egnp.exe", "bao-cao[U+202E]gnp.exe"),
        ("qu\u200ban-tri", "qu[U+200B]an-tri"),
        ("\u2066an\u2069", "[U+2066]an[U+2069]"),
        ("Qu\u0430n tr\u1ecb", "Qu[U+0430]n trị"),
        ("\uff21dmin", "[U+FF21]dmin"),
        ("a\x00b\x1b[31m", "a[U+0000]b[U+001B][31m"),
        ("Ủy ban nhân dân tỉnh “Quảng Ngãi” – 10 µg/m³, 50 % ☎", None),
        ("Đ/c Nguyễn Thị Ước\n\tsố 03/QĐ-BCĐ", None),
        ("Москва", None),  # a word of another script alone misleads nobody
    ],
)
def test_hidden_signs_and_letters_that_pass_for_others(written, shown):
    assert visible(written) == (shown or written)


def test_decomposed_letters_are_left():
    assert visible("Ủy ban".encode().decode()) == "Ủy ban"
    assert visible("U\u0309y") == "U\u0309y"


def test_it_holds_on_every_page_of_officials():
    for environment in (administration(), desk()):
        said = environment.from_string("{{ said }}|{{ html }}|{{ 3 }}")
        assert said.render(said="<b>\u202ex", html=Markup("<i>\u202e</i>")) == (
            "&lt;b&gt;[U+202E]x|<i>\u202e</i>|3"
        )
