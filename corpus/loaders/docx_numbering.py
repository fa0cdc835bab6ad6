"""Word's automatic numbering: what Word prints before a paragraph ("1.", "a)", "-").

After ECMA-376 part 1, 17.9 (numbering definitions, level overrides, restarts).
"""

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_BULLETS = {"o": "○", "§": "▪", "v": "❖", "Ø": "➢", "ü": "✓", "q": "□"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int
    legal: bool
    restart: int | None
    style: str | None


@dataclass(slots=True)
class Numbering:
    """The document's lists and how far each has counted; ask for labels in document order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by list id
    base: dict[str, str] = field(default_factory=dict)  # list id -> what it counts with
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None, str | None]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, package: Any) -> "Numbering":
        """Read the definitions of a python-docx document."""
        self = cls()
        for style in package.styles.element.iter(qn("w:style")):
            list_id, level = _number_property(style.find(qn("w:pPr")))
            based_on = style.find(qn("w:basedOn"))
            parent = None if based_on is None else based_on.get(qn("w:val"))
            self.styles[style.get(qn("w:styleId"), "")] = (list_id, level, parent)
        part = next(
            (r.target_part for r in package.part.rels.values() if r.reltype.endswith("/numbering")),
            None,
        )
        if part is not None:
            self._read(part.element)
        return self

    def label(self, paragraph: Any) -> str:
        """What stands before the paragraph, or ''."""
        list_id, level = self._where(paragraph)
        if list_id is None or list_id not in self.levels:
            return ""
        levels = self.levels[list_id]
        own = levels.get(level)
        if own is None or own.format == "none":
            return ""
        if own.format == "bullet":
            sign = own.text.strip()[:1]
            return sign if sign and sign in "-–—+•●○▪" else _BULLETS.get(sign, "•")
        counts = self._counts.setdefault(self.base[list_id], {})
        if (list_id, level) not in self._started:
            self._started.add((list_id, level))
            if level in self.restarts.get(list_id, {}):
                counts[level] = self.restarts[list_id][level] - 1
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                del counts[deeper]
        text = own.text
        for index in range(level + 1):
            above = levels.get(index)
            if above is not None:
                count = counts.setdefault(index, above.start)
                shown = "decimal" if own.legal else above.format
                text = text.replace(f"%{index + 1}", _spell(count, shown))
        return text.strip()

    def _where(self, paragraph: Any) -> tuple[str | None, int]:
        properties = paragraph.find(qn("w:pPr"))
        list_id, level = _number_property(properties)
        style = None if properties is None else properties.find(qn("w:pStyle"))
        name = None if style is None else style.get(qn("w:val"))
        seen: set[str] = set()
        while name and name not in seen and (list_id is None or level is None):
            seen.add(name)
            from_style, style_level, parent = self.styles.get(name, (None, None, None))
            if list_id is None and from_style is not None:
                list_id = from_style
                linked = self.levels.get(from_style, {})
                bound = [i for i, lv in linked.items() if lv.style == name]
                level = style_level if style_level is not None else (bound or [0])[0]
            name = parent
        return (None if list_id == "0" else list_id), level or 0

    def _read(self, root: Any) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for definition in root.iter(qn("w:abstractNum")):
            key = definition.get(qn("w:abstractNumId"), "")
            abstract[key] = {
                int(level.get(qn("w:ilvl"), "0")): _read_level(level)
                for level in definition.iter(qn("w:lvl"))
            }
        for number in root.iter(qn("w:num")):
            list_id = number.get(qn("w:numId"), "")
            link = number.find(qn("w:abstractNumId"))
            key = "" if link is None else link.get(qn("w:val"), "")
            self.base[list_id] = key
            self.levels[list_id] = dict(abstract.get(key, {}))
            for override in number.iter(qn("w:lvlOverride")):
                index = int(override.get(qn("w:ilvl"), "0"))
                start = _value(override, "w:startOverride")
                if start is not None and start.isdecimal():
                    self.restarts.setdefault(list_id, {})[index] = int(start)
                level = override.find(qn("w:lvl"))
                if level is not None:
                    self.levels[list_id][index] = _read_level(level)


def _read_level(level: Any) -> _Level:
    start, restart = _value(level, "w:start"), _value(level, "w:lvlRestart")
    return _Level(
        _value(level, "w:numFmt") or "decimal",
        _value(level, "w:lvlText") or "",
        int(start) if start and start.isdecimal() else 1,
        level.find(qn("w:isLgl")) is not None,
        int(restart) if restart and restart.isdecimal() else None,
        _value(level, "w:pStyle"),
    )


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _number_property(properties: Any) -> tuple[str | None, int | None]:
    number = None if properties is None else properties.find(qn("w:numPr"))
    if number is None:
        return None, None
    level = _value(number, "w:ilvl")
    return _value(number, "w:numId"), int(level) if level and level.isdecimal() else None


def _spell(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = _LETTERS[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        words = ""
        for value, sign in _ROMAN:
            words += sign * (count // value)
            count %= value
        return words.upper() if form == "upperRoman" else words
    return f"{count:02d}" if form == "decimalZero" else str(count)
