"""Which font a run of a DOCX is set in, found as Word finds it."""

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

FONTS, RUN, PARAGRAPH, VALUE = qn("w:rFonts"), qn("w:rPr"), qn("w:pPr"), qn("w:val")
_SLOTS = (qn("w:hAnsi"), qn("w:ascii"))  # letters beyond ASCII are set in the first
_THEMES = (qn("w:hAnsiTheme"), qn("w:asciiTheme"))  # fonts of a theme are none of the old ones


@dataclass(slots=True)
class Fonts:
    """The fonts of the document's styles: a run's own goes first, then its character style's, its
    paragraph style's, the document's default (ECMA-376 part 1, 17.7.2)."""

    own: dict[str, str | None] = field(default_factory=dict)  # by style id
    parents: dict[str, str] = field(default_factory=dict)
    default: str | None = None
    paragraph_style: str | None = None

    @classmethod
    def of(cls, styles: Any | None) -> "Fonts":
        """Read the root of ``word/styles.xml``; None where the file has none."""
        self = cls()
        if styles is None:
            return self
        self.default = named_font(
            styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{RUN}"),
        )
        for style in styles.iter(qn("w:style")):
            key = style.get(qn("w:styleId"), "")
            self.own[key] = named_font(style.find(RUN))
            based_on = style.find(qn("w:basedOn"))
            if based_on is not None:
                self.parents[key] = based_on.get(VALUE, "")
            is_default = style.get(qn("w:default")) in ("1", "true", "on")
            if is_default and style.get(qn("w:type")) == "paragraph":
                self.paragraph_style = key
        return self

    def of_run(self, run: Any, paragraph: Any) -> str:
        """The font's name, "" where none is told."""
        own = run.find(RUN)
        character = None if own is None else own.find(qn("w:rStyle"))
        around = paragraph.find(f"{PARAGRAPH}/{qn('w:pStyle')}")
        style = self.paragraph_style if around is None else around.get(VALUE)
        return (
            named_font(own)
            or (None if character is None else self._of_style(character.get(VALUE)))
            or self._of_style(style)
            or self.default
            or ""
        )

    def _of_style(self, key: str | None) -> str | None:
        seen: set[str] = set()
        while key and key not in seen:
            seen.add(key)
            if self.own.get(key):
                return self.own[key]
            key = self.parents.get(key)
        return None


def named_font(properties: Any | None) -> str | None:
    """The font that these run properties name."""
    fonts = None if properties is None else properties.find(FONTS)
    if fonts is None:
        return None
    return next((name for slot in (*_SLOTS, *_THEMES) if (name := fonts.get(slot))), None)
