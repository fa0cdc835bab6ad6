"""What a page's styles say of lists, of struck, raised and hidden words: inline, and by simple
selectors."""

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.loaders.html_selectors import (
    Compound,
    Declarations,
    Rule,
    compound,
    further,
    has,
    stands_in,
)

_RULE = re.compile(r"([^{}]{1,400}+)\{([^{}]{0,4000}+)\}")
_DECLARATION = re.compile(r"([a-z-]{4,30})\s{0,9}+:\s{0,9}+([^;]{1,200})", re.IGNORECASE)
_MEDIA = re.compile(r"@(?:media|supports)([^{}]{0,200})\{", re.IGNORECASE)
_SHOWN_MEDIA = frozenset({"", "all", "screen", "only screen"})
_COUNTER_STYLE = re.compile(
    r"@counter-style\s{1,9}([\w-]{1,40})\s{0,9}\{([^{}]{0,1000})\}", re.IGNORECASE
)
_EXTENDED = re.compile(r"extends\s{1,9}([\w-]{1,40})")
_QUOTED = re.compile(r"[\"']([^\"']{1,9})[\"']")  # a sign of the page's own
_KINDS = {
    "decimal": "1",
    "decimal-leading-zero": "01",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
    "disc": "-",
    "circle": "-",
    "square": "-",
}
_COUNTING = ("content", "counter-reset", "counter-set", "counter-increment")
_READ = ("list-style", "list-style-type", "text-decoration", "text-decoration-line",
         "vertical-align", "display", "visibility", "opacity", "font-size", "mso-hide",
         "white-space", "color", "position", "left", "top", "text-indent", "clip", "clip-path",
         *_COUNTING)  # fmt: skip
_NOTHING = re.compile(r"0(?:\.0{1,3})?(?:px|pt|em|rem|%)?")
_SEEN_THROUGH = re.compile(
    r"transparent|(?:rgb|hsl)a?\([^()]{1,60}[,/]\s{0,3}0(?:\.0{1,3})?%?\s{0,3}\)|#[0-9a-f]{6}00"
)
_IMPORTANT = "!important"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

_MOST_PARTS = 5  # of a selector
_MOST_RULES = 40  # for one name

# classes by which the usual style sheets keep words for screen readers alone
_FOR_LISTENERS = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
_PLACED = ("absolute", "fixed")
_FAR_OFF = re.compile(r"-(?:\d{4,6}(?:px|pt)|\d{3,6}(?:em|rem|vw|%))")
_CLIPPED = re.compile(r"rect\(\s*(?:0|1px)|inset\(\s*(?:50|100)%")
_PLACE = "\x00"  # in a kind of the page's own: where the number stands


@dataclass
class Styles:
    """Rules by what the last part of their selector names, those for what stands ``before`` an
    element and for the ``markers`` of list items apart; ``counters`` are the page's own ways of
    numbering."""

    rules: dict[Compound, list[Rule]] = field(default_factory=dict)
    before: dict[Compound, list[Rule]] = field(default_factory=dict)
    markers: dict[Compound, list[Rule]] = field(default_factory=dict)
    counters: dict[str, str] = field(default_factory=dict)
    by_attributes: bool = False  # whether a selector asks for an attribute
    _known: dict[int, Declarations] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> "Styles":
        """The rules of the page's ``<style>`` elements whose selectors are made of tags, classes
        and ids."""
        styles = cls()
        for element in root.css("style"):
            first, *rest = (element.text(deep=True) or "").split("/*")
            styles._read(_shown(first + "".join(part.partition("*/")[2] for part in rest)))
        return styles

    @property
    def counts(self) -> bool:
        """Whether the page sets words before its elements: they may be numbers."""
        return bool(self.before or self.markers)

    def content_before(self, node: Any) -> str:
        """What the styles set before the element's words, as they write it."""
        return self._said(node, self.before).get("content", "") if self.before else ""

    def marker_of(self, item: Any) -> str:
        """What the styles set in the place of a list item's number, as they write it."""
        return self._said(item, self.markers).get("content", "") if self.markers else ""

    def counting(self, node: Any) -> Declarations:
        """The declarations for the element that move counters."""
        said = self._said(node)
        return {name: said[name] for name in _COUNTING if name in said}

    def counting_before(self, node: Any) -> Declarations:
        """The declarations for what stands before the element's words that move counters."""
        said = self._said(node, self.before) if self.before else {}
        return {name: said[name] for name in _COUNTING if name in said}

    def is_hidden(self, node: Any) -> bool:
        """Whether the styles keep the element's words from being shown."""
        if _FOR_LISTENERS.intersection((node.attributes.get("class") or "").lower().split()):
            return True
        if not (self.rules or "style" in node.attributes):
            return False
        said = self._said(node)
        return (
            said.get("display") == "none"
            or said.get("visibility") in ("hidden", "collapse")
            or said.get("mso-hide") == "all"
            or any(_NOTHING.fullmatch(said.get(name, "")) for name in ("opacity", "font-size"))
            or _SEEN_THROUGH.fullmatch(said.get("color", "")) is not None
            or _is_off_the_page(said)
        )

    def list_kind(self, item: Any) -> str | None:
        """The kind that a list or item is said to have ("a", "I", "1", "" for none, "=§" for a
        sign of its own), or None."""
        said = self._said(item)
        for name in ("list-style-type", "list-style"):
            if quoted := _QUOTED.search(said.get(name, "")):
                return f"={quoted[1]}"
            for word in said.get(name, "").split():
                if word in self.counters:
                    return self.counters[word]
                if word in _KINDS:
                    return _KINDS[word]
        return None

    def keeps_lines(self, node: Any, outer: bool) -> bool:
        """Whether the element's line ends are shown; ``outer`` those of what it stands in."""
        if not (self.rules or "style" in node.attributes):
            return outer
        said = self._said(node).get("white-space", "")
        return said.startswith("pre") or said == "break-spaces" if said else outer

    def is_struck(self, node: Any) -> bool:
        """Whether a line is drawn through the element's words."""
        if not (self.rules or "style" in node.attributes):
            return False
        said = self._said(node)
        return any("line-through" in said.get(f"text-decoration{n}", "") for n in ("", "-line"))

    def script(self, node: Any) -> int:
        """1 for words that a style raises, -1 for lowered ones, 0 for others."""
        if not (self.rules or "style" in node.attributes):
            return 0
        align = self._said(node).get("vertical-align", "").strip()
        return {"super": 1, "sub": -1}.get(align, 0)

    def _said(self, node: Any, sheet: dict[Compound, list[Rule]] | None = None) -> Declarations:
        """The declarations for the element, those of nearer selectors last; in ``sheet`` those
        for what stands before it."""
        if sheet is None and node.mem_id in self._known:
            return self._known[node.mem_id]
        rules = self.rules if sheet is None else sheet
        said: Declarations = {}
        important: Declarations = {}
        attributes = node.attributes
        if rules:
            names = [f".{name}" for name in (attributes.get("class") or "").lower().split()]
            names.append(f"#{(attributes.get('id') or '').lower()}")
            if self.by_attributes:
                for key, value in attributes.items():
                    names += [f"[{key.lower()}]", f"[{key.lower()}={(value or '').lower()}]"]
            for name in ("", *names):
                for tag in ("", node.tag):
                    for rule in rules.get((tag, name), ()):
                        if stands_in(node, rule.above) and has(names, rule.also):
                            said.update(rule.declared)
                            important.update(
                                (n, v) for n, v in rule.declared.items() if v.endswith(_IMPORTANT)
                            )
        if sheet is None:
            said.update(_declarations(attributes.get("style") or ""))
        said |= {n: v for n, v in important.items() if not said.get(n, "").endswith(_IMPORTANT)}
        said = {name: value.removesuffix(_IMPORTANT).strip() for name, value in said.items()}
        if sheet is None:
            self._known[node.mem_id] = said
        return said

    def _sheet(self, selector: str, declared: Declarations) -> dict[Compound, list[Rule]]:
        """Where the rules of a selector belong."""
        if selector.rstrip().endswith(":before"):
            return self.before
        marks = selector.rstrip().endswith(":marker") and "content" in declared
        return self.markers if marks else self.rules

    def _read(self, sheet: str) -> None:
        for name, body in _COUNTER_STYLE.findall(sheet):
            if kind := _counter_kind(body):
                self.counters[name.lower()] = kind
        for selectors, body in _RULE.findall(sheet):
            declared = _declarations(body)
            for selector in (
                selectors.lower().replace(":root", "html").split(",") if declared else ()
            ):
                split = selector.replace(">", " ").split()
                last, also = further(split[-1]) if split else ("", ())
                parts = [compound(part) for part in (*split[:-1], last)]
                named = [part for part in parts if part is not None]
                if split and len(named) == len(parts) <= _MOST_PARTS:
                    rules = self._sheet(selector, declared).setdefault(named[-1], [])
                    self.by_attributes = self.by_attributes or "[" in split[-1]
                    if len(rules) < _MOST_RULES:
                        rules.append(Rule(tuple(named[:-1]), declared, also))


def _declarations(body: str) -> Declarations:
    found = ((name.lower(), value.strip()) for name, value in _DECLARATION.findall(body))
    return {n: v if n == "content" else v.lower() for n, v in found if n in _READ}


def _shown(sheet: str) -> str:
    """The sheet with the rules for screens in their place, without those for paper and phones."""
    kept, at = [], 0
    while match := _MEDIA.search(sheet, at):
        kept.append(sheet[at : match.start()])
        end, depth = match.end(), 1
        while depth and end < len(sheet):
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        said = match[1].strip().lower()
        if match[0].lower().startswith("@supports") or said in _SHOWN_MEDIA:
            kept.append(sheet[match.end() : end - 1])
        at = end
    return "".join([*kept, sheet[at:]])


def _is_off_the_page(said: Declarations) -> bool:
    """Whether an element is put where no one sees it, for screen readers only."""
    if any(_FAR_OFF.fullmatch(said.get(name, "")) for name in ("left", "top", "text-indent")):
        return said.get("text-indent") is not None or said.get("position") in _PLACED
    clipped = _CLIPPED.match(said.get("clip", "") or said.get("clip-path", ""))
    return clipped is not None and said.get("position") in _PLACED


def _counter_kind(body: str) -> str:
    """The kind of a way of numbering that extends a known one, or ''."""
    said = {name.lower(): value.strip() for name, value in _DECLARATION.findall(body)}
    extended = _EXTENDED.search(said.get("system", ""))
    kind = _KINDS.get(extended[1], "") if extended else ""
    if not kind or kind == "-":
        return ""
    marks = {name: _QUOTED.search(said.get(name, "")) for name in ("prefix", "suffix")}
    prefix, suffix = marks["prefix"], marks["suffix"]
    return f"{kind}{prefix[1] if prefix else ''}{_PLACE}{suffix[1] if suffix else '. '}"


def item_label(kind: str, place: int) -> str:
    """What a browser prints before the item of that place in a list of that kind."""
    if _PLACE in kind:
        own = kind.partition(_PLACE)
        known = next(k for k in ("01", *"1aAiI") if own[0].startswith(k))
        return f"{own[0].removeprefix(known)}{written(known, place)}{own[2].rstrip()} "
    if kind == "-":
        return "- "
    if not kind:
        return ""
    if kind.startswith("="):
        return f"{kind[1:].strip()} "
    return f"{written(kind, place)}. "


def written(kind: str, place: int) -> str:
    """The number as a list of that kind writes it.

    >>> written("a", 28), written("I", 4), written("01", 3)
    ('ab', 'IV', '03')
    """
    if kind in "aA" and place >= 1:
        words, left = "", place
        while left:
            left, at = divmod(left - 1, len(_LETTERS))
            words = _LETTERS[at] + words
    elif kind in "iI" and 1 <= place < 40:
        words = "x" * (place // 10) + _ONES[place % 10]
    else:
        return f"{place:02d}" if kind == "01" else str(place)
    return words.upper() if kind.isupper() else words


def kind_of_counter(name: str) -> str:
    """The kind of a counter's style in a style sheet ("lower-alpha")."""
    return _KINDS.get(name, "1")
