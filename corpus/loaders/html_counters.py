"""Numbers that a style sheet counts and sets before words (CSS Lists 3, 4; CSS 2.2, 12.4).

A counter belongs to the element that resets it, to what stands in it and to the elements behind
it beside it; an element inside that resets it again has one of its own.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.loaders.html_selectors import Declarations
from corpus.loaders.html_style import Styles, kind_of_counter, written

_PART = re.compile(
    r"\"(?P<double>[^\"]{0,80})\"|'(?P<single>[^']{0,80})'"
    r"|(?P<many>counters?)\((?P<inside>[^()]{1,120})\)|attr\((?P<attribute>[\w-]{1,40})\)"
)
_COUNTER = re.compile(r"([a-z_][\w-]{0,60})(?:\s{1,9}(-?\d{1,6}))?")
_STRING = re.compile(r"[\"']([^\"']{0,20})[\"']")
_LIST_ITEM = "list-item"  # counted by the list itself
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?|\\(.)")
_DRAWN = range(0xE000, 0xF900)  # icons of a font of the page's own


@dataclass
class Counters:
    """The counters of a page that is read from the top; values by name, innermost last, each with
    how deep the element that made it stands."""

    styles: Styles
    values: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def enter(self, node: Any, depth: int) -> str:
        """Count the element that stands at that depth; what is set before its words."""
        if not self.styles.counts:
            return ""
        self._count(self.styles.counting(node), depth)
        # what stands before the words is counted as an element inside
        self._count(self.styles.counting_before(node), depth + 1)
        return self.written(self.styles.content_before(node), node)

    def _count(self, said: Declarations, depth: int) -> None:
        for name, value in _COUNTER.findall(said.get("counter-reset", "")):
            self._make(name, depth, int(value or 0))
        for name, value in _COUNTER.findall(said.get("counter-increment", "")):
            self._add(name, depth, int(value or 1))
        for name, value in _COUNTER.findall(said.get("counter-set", "")):
            self.put(name, depth, int(value or 0))

    def leave(self, depth: int) -> None:
        """End what elements below that depth counted for themselves."""
        for values in self.values.values():
            while values and values[-1][0] > depth:
                values.pop()

    def put(self, name: str, depth: int, value: int) -> None:
        """Set the innermost counter of that name."""
        values = self.values.setdefault(name, [])
        if values:
            values[-1] = (values[-1][0], value)
        else:
            values.append((depth, value))

    def list_item(self, depth: int, place: int) -> None:
        """The place of an item in its list."""
        self._make(_LIST_ITEM, depth, place)

    def _make(self, name: str, depth: int, value: int) -> None:
        if name == "none":
            return
        values = self.values.setdefault(name, [])
        while values and values[-1][0] >= depth:
            values.pop()
        values.append((depth, value))

    def _add(self, name: str, depth: int, step: int) -> None:
        if name != "none":
            values = self.values.setdefault(name, [])
            self.put(name, depth, (values[-1][1] if values else 0) + step)

    def written(self, content: str, node: Any) -> str:
        """The words of a ``content`` that counts; those of others only decorate."""
        if "counter" not in content and "attr(" not in content:
            plain = _PART.fullmatch(content)
            words = _text((plain["double"] or plain["single"] or "") if plain else "")
            return words if any(c.isalnum() for c in words) else ""
        words = ""
        for part in _PART.finditer(content):
            if part["many"]:
                words += self._shown(part["inside"], all_of_them=part["many"] == "counters")
            elif part["attribute"]:
                words += node.attributes.get(part["attribute"]) or ""
            else:
                words += _text(part["double"] or part["single"] or "")
        return words

    def _shown(self, inside: str, all_of_them: bool) -> str:
        name, *rest = (part.strip() for part in inside.split(",", 1))
        between, style = "", rest[0] if rest else ""
        if all_of_them:
            string = _STRING.match(style)
            between = string[1] if string else ""
            style = style[string.end() :].lstrip(", ") if string else style
        if style == "none":
            return ""
        values = [value for _, value in self.values.get(name, [(0, 0)])]
        kind = kind_of_counter(style or "decimal")
        return between.join(written(kind, value) for value in values[0 if all_of_them else -1 :])


def _text(words: str) -> str:
    """A string of a style sheet, its escapes undone, icons left out."""

    def undone(match: re.Match[str]) -> str:
        if match[2]:
            return match[2]
        code = int(match[1], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""

    told = _ESCAPE.sub(undone, words) if "\\" in words else words
    return "".join(c for c in told if ord(c) not in _DRAWN)
