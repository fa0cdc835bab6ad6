"""What a page's styles say of lists and of struck words: inline, and by simple selectors."""

import re
from dataclasses import dataclass, field
from typing import Any

_RULE = re.compile(r"([^{}]{1,400}+)\{([^{}]{0,4000}+)\}")
_DECLARATION = re.compile(r"([a-z-]{4,30})\s{0,9}+:\s{0,9}+([^;]{1,200})")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]{0,9})?(?P<name>[.#][\w-]{1,80})?(?:::?marker)?")
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
_READ = ("list-style", "list-style-type", "text-decoration", "text-decoration-line",
         "vertical-align")  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

_MOST_PARTS = 5  # of a selector
_MOST_RULES = 40  # for one name

Declarations = dict[str, str]
Compound = tuple[str, str]  # ("ol", ".x"): a tag, and a class or id; either may be ''


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations for elements inside the elements ``above`` (outermost first)."""

    above: tuple[Compound, ...]
    declared: Declarations


@dataclass
class Styles:
    """Rules by what the last part of their selector names."""

    rules: dict[Compound, list[Rule]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> "Styles":
        """The rules of the page's ``<style>`` elements whose selectors are made of tags, classes
        and ids."""
        styles = cls()
        for element in root.css("style"):
            first, *rest = (element.text(deep=True) or "").lower().split("/*")
            styles._read(first + "".join(part.partition("*/")[2] for part in rest))
        return styles

    def list_kind(self, item: Any) -> str | None:
        """The kind that a list or item is said to have ("a", "I", "1", "" for none, "=§" for a
        sign of its own), or None."""
        said = self._said(item)
        for name in ("list-style-type", "list-style"):
            if quoted := _QUOTED.search(said.get(name, "")):
                return f"={quoted[1]}"
            for word in said.get(name, "").split():
                if word in _KINDS:
                    return _KINDS[word]
        return None

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

    def _said(self, node: Any) -> Declarations:
        """The declarations for the element, those of nearer selectors last."""
        said: Declarations = {}
        attributes = node.attributes
        if self.rules:
            names = [f".{name}" for name in (attributes.get("class") or "").lower().split()]
            names.append(f"#{(attributes.get('id') or '').lower()}")
            for name in ("", *names):
                for tag in ("", node.tag):
                    for rule in self.rules.get((tag, name), ()):
                        if _stands_in(node, rule.above):
                            said.update(rule.declared)
        said.update(_declarations((attributes.get("style") or "").lower()))
        return said

    def _read(self, sheet: str) -> None:
        for selectors, body in _RULE.findall(sheet):
            declared = _declarations(body)
            for selector in selectors.split(",") if declared else ():
                parts = [_compound(part) for part in selector.replace(">", " ").split()]
                named = [part for part in parts if part is not None]
                if parts and len(named) == len(parts) <= _MOST_PARTS:
                    rules = self.rules.setdefault(named[-1], [])
                    if len(rules) < _MOST_RULES:
                        rules.append(Rule(tuple(named[:-1]), declared))


def _compound(part: str) -> Compound | None:
    """One part of a selector, or None for what is not understood here."""
    match = _SELECTOR.fullmatch(part)
    return (match["tag"] or "", match["name"] or "") if match and part else None


def _stands_in(node: Any, above: tuple[Compound, ...]) -> bool:
    """Whether the element stands inside those elements, in their order."""
    left = list(above)
    outer = node.parent
    while left and outer is not None:
        if _is_named(outer, left[-1]):
            left.pop()
        outer = outer.parent
    return not left


def _is_named(node: Any, compound: Compound) -> bool:
    tag, name = compound
    if tag and node.tag != tag:
        return False
    attributes = node.attributes
    if name.startswith("#"):
        return (attributes.get("id") or "").lower() == name[1:]
    return not name or name[1:] in (attributes.get("class") or "").lower().split()


def _declarations(body: str) -> Declarations:
    return {name: value for name, value in _DECLARATION.findall(body) if name in _READ}


def item_label(kind: str, place: int) -> str:
    """What a browser prints before the item of that place in a list of that kind."""
    if kind == "-":
        return "- "
    if not kind:
        return ""
    if kind.startswith("="):
        return f"{kind[1:].strip()} "
    if kind in "aA" and 1 <= place <= len(_LETTERS):
        words = _LETTERS[place - 1]
    elif kind in "iI" and 1 <= place < 40:
        words = "x" * (place // 10) + _ONES[place % 10]
    else:
        return f"{place:02d}. " if kind == "01" else f"{place}. "
    return f"{words.upper() if kind.isupper() else words}. "
