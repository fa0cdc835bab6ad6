"""Which elements of a page are none of its document: menus, pop-ups, forms, hidden parts."""

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.language.normalize import plain
from corpus.loaders.html_style import Styles
from corpus.structure.letterhead import DATE_LINE, NUMBER_LINE
from corpus.structure.numbering import read_marker
from corpus.vocabulary import formulas, kinds

_NEVER = frozenset({"html", "body", "main", "article", "table", "tr", "td", "tbody"})
_TAGS = frozenset({"nav", "header", "footer", "aside", "form", "button", "dialog", "menu"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "dialog", "search", "alert"})
_CONTAINERS = frozenset({"div", "section", "article", "main", "ul", "ol", "dl", "dd", "fieldset"})
_NAMED = frozenset({"div", "section", "ul", "span"})
_NAMES = re.compile(
    r"(?:^|[_-])(?:popup|pop-up|modal|cookie|menu|navbar|nav|breadcrumbs?|sidebar|share|social|"
    r"comments?|advert\w*|ads?|banner|related|pagination|toolbar|login)(?:$|[_-])",
    re.IGNORECASE,
)
_STATES = re.compile(r"(?:^|[_-])(?:has|have|with|without|no)[_-]", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"})
_UNFOLDING = re.compile(r"accordion|collaps", re.IGNORECASE)
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "href")
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "select"})
_LAYS_OUT = 0.6  # of the page's words, in one cell of several paragraphs
_MOST = 0.5  # of the page's words: what holds more is the page itself
_ALMOST_ALL = 0.8  # where it is hidden until a script shows it
_SURE = 3  # signs of a letterhead that a page's own head does not show together
_LOOKED_AT = 40_000  # characters of an element


@dataclass
class Furniture:
    """The rules for one page; ``unfolded`` are the ids of the parts that a button shows."""

    total: int
    styles: Styles
    unfolded: frozenset[str]
    _lengths: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any, styles: Styles) -> "Furniture":
        """The rules for the page with that root and those styles."""
        found = {
            (node.attributes.get(name) or "").removeprefix("#")
            for name in _CONTROLS
            for node in root.css(f"button[{name}], a[{name}], [role=button][{name}]")
        }
        return cls(_length(root), styles, frozenset(found - {""}))

    def holds(self, node: Any) -> bool:
        """Whether the element is furniture, with all that stands in it."""
        if node.tag in _NEVER:
            return node.tag == "table" and self.hides(node)
        if self._is_hidden(node):
            return not self._has_share(node, _ALMOST_ALL)
        if node.tag == "button":
            return not _is_heading(node)
        if node.tag == "nav":
            return True
        if not _looks_so(node) or self._has_share(node, _MOST):
            return False
        inside = node.tag in ("header", "footer", "aside") and _stands_in_article(node)
        if inside and not _is_named(node) and (_letterhead_signs(node) or _has_clauses(node)):
            return False
        return _letterhead_signs(node) < _SURE

    def hides(self, node: Any) -> bool:
        """Whether the page does not show the element."""
        return self._is_hidden(node) and not self._has_share(node, _ALMOST_ALL)

    def lays_out(self, table: Any) -> bool:
        """Whether the table only lays out the page: one of its cells holds most of the page's
        words, in paragraphs or tables of their own."""
        if not self._has_share(table, _LAYS_OUT):
            return False
        for cell in table.css("td, th"):
            if self._has_share(cell, _LAYS_OUT):
                return cell.css_first("table") is not None or len(cell.css("p, div")) > 1
        return False

    def _is_hidden(self, node: Any) -> bool:
        attributes = node.attributes
        by_sheet = False
        if "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or ""):
            by_sheet = self.styles.is_hidden(node)
            if not by_sheet:
                return False
        if _is_named(node):
            return True
        if by_sheet and node.tag in _CONTAINERS and _has_clauses(node):
            return False  # a part that a script shows: a tab, a fold
        return (attributes.get("id") or "") not in self.unfolded and not _is_unfolded(node)

    def _has_share(self, node: Any, share: float) -> bool:
        length = self._lengths.get(node.mem_id)
        if length is None:
            length = self._lengths[node.mem_id] = _length(node)
        return length > share * self.total > 0


def _looks_so(node: Any) -> bool:
    role = node.attributes.get("role") or ""
    return node.tag in _TAGS or role in _ROLES or (node.tag in _NAMED and _is_named(node))


def _is_named(node: Any) -> bool:
    """Whether a class or the id names furniture; "has-sidebar" says what stands beside."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    return any(_NAMES.search(name) and not _STATES.search(name) for name in names)


def _stands_in_article(node: Any) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in ("article", "main") or above.attributes.get("role") == "main":
            return True
        above = above.parent
    return False


def _is_unfolded(node: Any) -> bool:
    """Whether a button that stands before the element is the heading of what it shows."""
    before = node.prev
    while before is not None and before.tag.startswith("-"):
        before = before.prev
    if before is None or not (node.tag in _CONTAINERS or node.tag == "p"):
        return False
    control = before if before.tag == "button" or _is_control(before) else None
    if control is None and before.tag in _HEADINGS:
        control = before.css_first("button, [role=button], [onclick], [aria-expanded]")
    return control is not None and (_is_heading(control) or _has_clauses(node))


def _is_control(node: Any) -> bool:
    attributes = node.attributes
    return attributes.get("role") == "button" or bool({"onclick", "aria-expanded"} & {*attributes})


def _is_heading(button: Any) -> bool:
    """Whether a button is the heading of a part that it unfolds."""
    attributes = button.attributes
    if _UNFOLDING.search(f"{attributes.get('class') or ''} {attributes.get('data-toggle') or ''}"):
        return True
    above = button.parent
    for _ in range(3):
        if above is None:
            break
        if above.tag in _HEADINGS:
            return True
        above = above.parent
    return read_marker(plain(button.text(deep=True) or "")) is not None


def _lines(node: Any) -> list[str]:
    words = node.text(deep=True, separator="\n")[:_LOOKED_AT]
    return [line for part in words.split("\n") if (line := plain(part))]


def _letterhead_signs(node: Any) -> int:
    """How many of motto, number, date, addressees, kind and authority stand in the element."""
    found = set()
    for line in _lines(node):
        lower = line.lower()
        if NUMBER_LINE.match(line) and "/" in line:
            found.add("number")
        elif DATE_LINE.match(line):
            found.add("date")
        elif lower.startswith((*formulas("motto"), *formulas("addressees"))):
            found.add("motto")
        elif line.isupper() and line.rstrip(":").capitalize() in kinds():
            found.add("kind")
        elif line.isupper() and lower.startswith(formulas("authorities")):
            found.add("authority")
    return len(found)


def _has_clauses(node: Any) -> bool:
    """Whether numbered units, recipients or a signature stand in the element."""
    signing = formulas("signature")
    for line in _lines(node):
        marker = read_marker(line)
        if marker and marker.level != "gach" and len(line) > marker.length:
            return True
        lower = line.lower()
        if lower.startswith(formulas("recipients")) or (
            line.isupper() and lower.startswith(signing)
        ):
            return True
    return False


def _length(node: Any) -> int:
    """How many characters of words stand in the element."""
    length, waiting = 0, [node]
    while waiting:
        child = waiting.pop().child
        while child is not None:
            if child.tag == "-text":
                length += len("".join((child.text_content or "").split()))
            elif child.tag not in _SILENT:
                waiting.append(child)
            child = child.next
    return length
