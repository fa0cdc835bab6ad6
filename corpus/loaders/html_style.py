"""What a page's styles say of lists and of struck words: inline, and by simple selectors."""

import re
from dataclasses import dataclass, field
from typing import Any

_RULE = re.compile(r"([^{}]{1,400}+)\{([^{}]{0,4000}+)\}")
_DECLARATION = re.compile(r"([a-z-]{4,30})\s{0,9}+:\s{0,9}+([^;]{1,200})")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]{0,9})?(?P<name>[.#][\w-]{1,80})?(?:::?marker)?")
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

Declarations = dict[str, str]


@dataclass
class Styles:
    """Declarations by selector: ``("ol", ".x")``, either of the two may be ''."""

    rules: dict[tuple[str, str], Declarations] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> "Styles":
        """The rules of the page's ``<style>`` elements that name one tag, class or id."""
        styles = cls()
        for element in root.css("style"):
            first, *rest = (element.text(deep=True) or "").lower().split("/*")
            styles._read(first + "".join(part.partition("*/")[2] for part in rest))
        return styles

    def list_kind(self, item: Any) -> str | None:
        """The kind that a list or item is said to have ("a", "I", "1", "" for none), or None."""
        said = self._said(item)
        for name in ("list-style-type", "list-style"):
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
                    said.update(self.rules.get((tag, name), {}))
        said.update(_declarations((attributes.get("style") or "").lower()))
        return said

    def _read(self, sheet: str) -> None:
        for selectors, body in _RULE.findall(sheet):
            declared = _declarations(body)
            for selector in selectors.split(",") if declared else ():
                match = _SELECTOR.fullmatch(selector.strip())
                if match and (match["tag"] or match["name"]):
                    key = match["tag"] or "", match["name"] or ""
                    self.rules.setdefault(key, {}).update(declared)


def _declarations(body: str) -> Declarations:
    return {name: value for name, value in _DECLARATION.findall(body) if name in _READ}


def item_label(kind: str, place: int) -> str:
    """What a browser prints before the item of that place in a list of that kind."""
    if kind == "-":
        return "- "
    if not kind:
        return ""
    if kind in "aA" and 1 <= place <= len(_LETTERS):
        words = _LETTERS[place - 1]
    elif kind in "iI" and 1 <= place < 40:
        words = "x" * (place // 10) + _ONES[place % 10]
    else:
        return f"{place:02d}. " if kind == "01" else f"{place}. "
    return f"{words.upper() if kind.isupper() else words}. "
