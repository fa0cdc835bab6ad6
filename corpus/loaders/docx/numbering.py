"""Word's automatic numbering: what Word prints before a paragraph ("1.", "a)", "-").

ECMA-376 part 1, 17.9. A level counts on through all lists of one definition; a level above it
starts it anew unless ``lvlRestart`` says otherwise; ``startOverride`` counts where a list is first
used.
"""

import re
from dataclasses import dataclass, field

from corpus.loaders.docx.counting import spell
from corpus.loaders.docx.list_levels import Level, List, read_lists
from corpus.loaders.docx.names import PARAGRAPH_PROPERTIES
from corpus.loaders.docx.remarks import Remarks
from corpus.loaders.docx.styles import ListPlace, Styles, list_place
from corpus.loaders.docx.symbols import readable
from corpus.loaders.docx.xml import Element

_PLACE = re.compile(r"%([1-9])")
_KNOWN_BULLETS = "-–—+•●▪■□◦○∙·►➢✓❖"  # signs that open an item (numbering.toml)
_BULLETS = {"o": "○", "§": "▪", "v": "❖", "Ø": "➢", "ü": "✓", "q": "□", "−": "-", "‐": "-"}
_DIRECTLY = re.compile(r"[.,:;)\]/–-]|\d")  # what a number without a blank behind it goes on with


@dataclass(slots=True)
class Numbering:
    """The document's lists and how far each has counted; ask for labels in document order."""

    lists: dict[str, List]
    styles: Styles
    remarks: Remarks
    missing: bool = False
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)  # by definition
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None, styles: Styles, remarks: Remarks) -> "Numbering":
        """From a ``w:numbering`` element; None where the part is missing or damaged."""
        return cls(read_lists(root, styles), styles, remarks, root is None)

    def labelled(self, paragraph: Element, words: str, alone: bool = False) -> str:
        """The words with what stands before them; counts the paragraph, also one without words,
        whose number is given only where it stands ``alone`` in its cell."""
        place = self._where(paragraph)
        if place.list_id is None or place.list_id == "0":
            return words
        if self.missing:
            self.remarks.add("numbering")
        used = self.lists.get(place.list_id)
        index = min(max(place.level or 0, 0), 8)
        level = used.levels.get(index) if used else None
        if used is None or level is None:
            return words
        label = self._label(used, place.list_id, index, level)
        if not words.strip() and alone and not level.hidden and level.format != "bullet":
            return label
        if not words.strip() or not label or level.hidden:
            return words
        if level.suffix == "nothing" and _DIRECTLY.match(words):
            return f"{label}{words}"
        return f"{label} {words}"

    def _label(self, used: List, list_id: str, index: int, level: Level) -> str:
        counts = self._counts.setdefault(used.base, {})
        if (list_id, index) not in self._started:
            self._started.add((list_id, index))
            if index in used.restarts:
                counts[index] = used.restarts[index] - 1
        counts[index] = counts.get(index, level.start - 1) + 1
        for deeper in [k for k in counts if k > index]:
            below = used.levels.get(deeper)
            restart = None if below is None or (below.restart or 0) > deeper else below.restart
            if restart is None or index < restart:
                del counts[deeper]
        if level.format == "bullet":
            return _bullet(level)
        label = _PLACE.sub(lambda m: self._shown(used, int(m[1]) - 1, index, counts), level.text)
        return (label.upper() if level.caps else label).strip()

    def _shown(self, used: List, at: int, index: int, counts: dict[int, int]) -> str:
        """The number of the level ``at`` in a label of the level ``index``."""
        level = used.levels.get(at)
        if level is None or at > index:
            return ""
        count = counts.setdefault(at, level.start)
        own = used.levels[index]
        if own.legal and level.format != "none":
            return str(count)
        written = spell(count, level.format, level.pattern)
        if written is None:
            self.remarks.add("number_format")
            return str(count)
        return written

    def _where(self, paragraph: Element) -> ListPlace:
        """The list and level of a paragraph: its own property, else its styles'."""
        own = list_place(paragraph.find(PARAGRAPH_PROPERTIES))
        style_id = self.styles.of_paragraph(paragraph)
        if own.list_id is not None and (own.level is not None or own.list_id == "0"):
            return own
        chain = self.styles.chain(style_id)
        list_id = own.list_id or next((s.place.list_id for s in chain if s.place.list_id), None)
        if list_id is None:
            return own
        if own.level is not None:
            return ListPlace(list_id, own.level)
        return ListPlace(list_id, self._styled_level(list_id, style_id))

    def _styled_level(self, list_id: str, style_id: str | None) -> int:
        """The level that is bound to the style or one it is based on, else the one it names."""
        used = self.lists.get(list_id)
        for style in self.styles.chain(style_id):
            bound = [i for i, lv in (used.levels if used else {}).items() if lv.style == style.id]
            if bound:
                return bound[0]
            if style.place.level is not None:
                return style.place.level
        return 0


def _bullet(level: Level) -> str:
    sign = readable(level.text.strip(), level.font)[:1]
    if sign in _KNOWN_BULLETS and sign:
        return sign
    if not sign and not level.picture:
        return ""
    return _BULLETS.get(sign, "•")
