"""Styles: what a paragraph and a run look like, after defaults, styles and direct formatting.

ECMA-376 part 1, 17.7. Toggle properties (17.7.3) that both the paragraph's and the run's style
switch on are off again. Table styles are not looked at: they colour and rule.
"""

from dataclasses import dataclass, field

from corpus.loaders.docx.names import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VAL, W
from corpus.loaders.docx.xml import Element, child_value, is_on, number, switched_on

_TOGGLES = ("vanish", "caps", "smallCaps", "strike")
_SWITCHES = ("dstrike", *_TOGGLES)
_DEEPEST = 100  # styles that one is based on
_RAISED = 4  # half-points above or below the line from which digits are a mark
_NUMBERED_CONTENTS = tuple(f"toc {level}" for level in range(1, 10))
_CONTENTS = frozenset((*_NUMBERED_CONTENTS, "toc heading", "table of figures"))

Values = dict[str, str | bool | int]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is printed; ``script`` is 1 raised, -1 lowered, 0 on the line."""

    hidden: bool = False
    struck: bool = False
    caps: bool = False
    script: int = 0
    font: str = ""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A numbering property: list id and level, None where it does not say."""

    list_id: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One style; ``values`` are its own run properties."""

    id: str
    name: str
    based_on: str | None
    values: Values
    place: ListPlace


@dataclass
class Styles:
    """The styles of a document by id; what was worked out is kept."""

    by_id: dict[str, Style] = field(default_factory=dict)
    defaults: Values = field(default_factory=dict)
    default_paragraph: str | None = None
    _chains: dict[str | None, tuple[Style, ...]] = field(default_factory=dict)
    _values: dict[str | None, Values] = field(default_factory=dict)
    _looks: dict[tuple[str | None, str | None], Look] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """The styles of a ``w:styles`` element."""
        self = cls()
        if root is None:
            return self
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{RUN_PROPERTIES}")
        self.defaults = run_values(defaults)
        for element in root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId", "")
            properties = element.find(PARAGRAPH_PROPERTIES)
            self.by_id[style_id] = Style(
                style_id,
                (child_value(element, "name") or "").strip().lower(),
                child_value(element, "basedOn"),
                run_values(element.find(RUN_PROPERTIES)),
                list_place(properties),
            )
            default = element.get(W + "default", "0").lower() in ("1", "true", "on")
            if default and element.get(W + "type") == "paragraph":
                self.default_paragraph = style_id
        return self

    def of_paragraph(self, paragraph: Element) -> str | None:
        """The id of the paragraph's style."""
        named = child_value(paragraph.find(PARAGRAPH_PROPERTIES), "pStyle")
        return named or self.default_paragraph

    def chain(self, style_id: str | None) -> tuple[Style, ...]:
        """The style and those it is based on, nearest first."""
        if style_id not in self._chains:
            found: dict[str, Style] = {}
            name = style_id
            while name in self.by_id and name not in found and len(found) < _DEEPEST:
                found[name] = self.by_id[name]
                name = found[name].based_on
            self._chains[style_id] = tuple(found.values())
        return self._chains[style_id]

    def lists_contents(self, style_id: str | None) -> bool:
        """Whether the style is one of a table of contents' lines."""
        if style_id and style_id not in self.by_id:
            return style_id.lower() in {name.replace(" ", "") for name in _CONTENTS}
        return any(style.name in _CONTENTS for style in self.chain(style_id))

    def look(self, paragraph_style: str | None, properties: Element | None) -> Look:
        """How a run with these properties in a paragraph of that style is printed."""
        run_style = child_value(properties, "rStyle")
        key = (paragraph_style, run_style)
        if properties is None or len(properties) == (run_style is not None):
            if key not in self._looks:
                self._looks[key] = self._look(*key, {})
            return self._looks[key]
        return self._look(*key, run_values(properties))

    def _look(self, paragraph_style: str | None, run_style: str | None, own: Values) -> Look:
        of_paragraph, of_run = self._styled(paragraph_style), self._styled(run_style)

        def value(name: str) -> str | bool | int:
            for values in (own, of_run, of_paragraph, self.defaults):
                if name in values:
                    return values[name]
            return ""

        def toggled(name: str) -> bool:
            if name in own:
                return bool(own[name])
            if self.defaults.get(name):
                return True
            return bool(of_paragraph.get(name)) != bool(of_run.get(name))

        return Look(
            hidden=toggled("vanish"),
            struck=toggled("strike") or bool(value("dstrike")),
            caps=toggled("caps") or toggled("smallCaps"),
            script=_script(str(value("vertAlign")), value("position")),
            font=str(value("font")),
        )

    def _styled(self, style_id: str | None) -> Values:
        """The run properties of a style, with those it is based on."""
        if style_id not in self._values:
            merged: Values = {}
            for style in reversed(self.chain(style_id)):
                merged.update(style.values)
            self._values[style_id] = merged
        return self._values[style_id]


def run_values(properties: Element | None) -> Values:
    """The run properties that matter here, where they are given."""
    values: Values = {}
    for element in () if properties is None else properties.iterchildren("*"):
        name = element.tag.rpartition("}")[2]
        if name in _SWITCHES:
            values[name] = is_on(element)
        elif name == "vertAlign":
            values[name] = element.get(VAL, "")
        elif name == "position":
            values[name] = number(element.get(VAL)) or 0
        elif name == "rFonts":
            font = element.get(W + "ascii") or element.get(W + "hAnsi")
            if font:
                values["font"] = font
    return values


def list_place(properties: Element | None) -> ListPlace:
    """The numbering property among paragraph properties."""
    numbered = None if properties is None else properties.find(W + "numPr")
    if numbered is None:
        return ListPlace()
    level = number(child_value(numbered, "ilvl"))
    return ListPlace(child_value(numbered, "numId"), level)


def mark_is_hidden(paragraph: Element) -> bool:
    """Whether the mark that ends the paragraph is hidden: it goes on in the next one."""
    properties = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")
    return switched_on(properties, "vanish")


def _script(align: str, position: str | bool | int) -> int:
    if align in ("superscript", "subscript"):
        return 1 if align == "superscript" else -1
    if align == "baseline" or not isinstance(position, int):
        return 0
    return (position >= _RAISED) - (position <= -_RAISED)
