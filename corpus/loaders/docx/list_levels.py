"""The definitions of lists: what ``numbering.xml`` says of each list and level.

ECMA-376 part 1, 17.9: abstract definitions, links through numbering styles (``numStyleLink`` to the
definition that a style names), overrides of single levels.
"""

from dataclasses import dataclass, field

from corpus.loaders.docx.names import RUN_PROPERTIES, VAL, W
from corpus.loaders.docx.styles import Styles, run_values
from corpus.loaders.docx.xml import Element, child_value, number, switched_on

_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; ``restart`` is the lvlRestart value (None: after any level above)."""

    format: str
    text: str
    start: int
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    suffix: str = "tab"
    pattern: str = ""
    font: str = ""
    hidden: bool = False
    caps: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A numbered list (``w:num``): what it counts with, its levels, and where it starts anew."""

    base: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


def read_lists(root: Element | None, styles: Styles) -> dict[str, List]:
    """The lists of a ``w:numbering`` element by id."""
    if root is None:
        return {}
    abstract = {a.get(W + "abstractNumId", ""): a for a in root.iterchildren(W + "abstractNum")}
    numbers = {n.get(W + "numId", ""): n for n in root.iterchildren(W + "num")}
    source = _Source(abstract, numbers, styles)
    return {list_id: source.list_of(list_id) for list_id in numbers}


@dataclass(frozen=True, slots=True)
class _Source:
    abstract: dict[str, Element]
    numbers: dict[str, Element]
    styles: Styles

    def list_of(self, list_id: str) -> List:
        element = self.numbers[list_id]
        base = child_value(element, "abstractNumId") or ""
        levels = dict(self._levels_of(base, frozenset()))
        restarts: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            index = _index(override)
            start = number(child_value(override, "startOverride"))
            if start is not None:
                restarts[index] = start
            if (level := override.find(W + "lvl")) is not None:
                levels[index] = _read_level(level)
        return List(base, levels, restarts)

    def _levels_of(self, base: str, seen: frozenset[str]) -> dict[int, Level]:
        """The levels of an abstract definition, or of the one that it links to."""
        element = self.abstract.get(base)
        if element is None or base in seen:
            return {}
        link = child_value(element, "numStyleLink")
        if link is None:
            return {_index(lv): _read_level(lv) for lv in element.iterchildren(W + "lvl")}
        return self._linked(link, seen | {base}) or {
            _index(lv): _read_level(lv) for lv in element.iterchildren(W + "lvl")
        }

    def _linked(self, style_id: str, seen: frozenset[str]) -> dict[int, Level]:
        places = (style.place.list_id for style in self.styles.chain(style_id))
        list_id = next((place for place in places if place), None)
        if list_id in self.numbers:
            named = child_value(self.numbers[list_id], "abstractNumId") or ""
            levels = dict(self._levels_of(named, seen))
            for override in self.numbers[list_id].iterchildren(W + "lvlOverride"):
                if (level := override.find(W + "lvl")) is not None:
                    levels[_index(override)] = _read_level(level)
            if levels:
                return levels
        for base, element in self.abstract.items():
            if child_value(element, "styleLink") == style_id:
                return self._levels_of(base, seen)
        return {}


def _index(element: Element) -> int:
    index = number(element.get(W + "ilvl")) or 0
    return min(max(index, 0), _MOST_LEVELS - 1)


def _read_level(level: Element) -> Level:
    form = level.find(W + "numFmt")
    text = level.find(W + "lvlText")
    properties = level.find(RUN_PROPERTIES)
    values = run_values(properties)
    empty = text is None or text.get(W + "null", "0") in ("1", "true", "on")
    return Level(
        format="decimal" if form is None else form.get(VAL, "decimal"),
        text="" if empty or text is None else text.get(VAL, ""),
        start=number(child_value(level, "start")) or 0,  # 17.9.25: left out is zero
        legal=switched_on(level, "isLgl"),
        restart=number(child_value(level, "lvlRestart")),
        style=child_value(level, "pStyle"),
        suffix=child_value(level, "suff") or "tab",
        pattern="" if form is None else form.get(W + "format", ""),
        font=str(values.get("font", "")),
        hidden=bool(values.get("vanish")),
        caps=bool(values.get("caps") or values.get("smallCaps")),
        picture=level.find(W + "lvlPicBulletId") is not None,
    )
