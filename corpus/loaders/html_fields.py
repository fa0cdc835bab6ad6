"""What a browser prints in the fields of a form: filled in, chosen, ticked."""

from collections.abc import Iterator
from typing import Any

# kinds of boxes whose value is no word of the page: not shown, or the words of a button
_SILENT = frozenset(
    {"hidden", "password", "submit", "reset", "button", "image", "file", "color", "range"}
)
_TICKED = ("checkbox", "radio")
# where a box to tick stands beside its words; elsewhere it switches a part of the page
_BESIDE_WORDS = frozenset({"p", "li", "td", "th", "label", "span", "b", "strong", "dd"})
_BOXES = ("☐", "☒")


def shown_in(node: Any) -> str:
    """The words of an ``input``, ``select`` or ``textarea``, as they stand on the page."""
    attributes = node.attributes
    if node.tag == "textarea":
        return f"\n{(node.text(deep=True) or '').strip()}\n"
    if node.tag == "select":
        return _chosen(node)
    kind = (attributes.get("type") or "text").strip().lower()
    if kind in _TICKED:
        if node.parent is None or node.parent.tag not in _BESIDE_WORDS:
            return ""
        return _BOXES["checked" in attributes]
    return "" if kind in _SILENT else (attributes.get("value") or "").strip()


def _chosen(select: Any) -> str:
    """The chosen entries; of a list that folds the first where none is chosen."""
    entries = list(_entries(select))
    chosen = [entry for entry in entries if "selected" in entry.attributes]
    folded = "multiple" not in select.attributes and (select.attributes.get("size") or "1") == "1"
    if folded:
        chosen = chosen[-1:] or entries[:1]
    return ", ".join(" ".join((entry.text(deep=True) or "").split()) for entry in chosen)


def _entries(select: Any) -> Iterator[Any]:
    """Its entries, those of groups too."""
    child = select.child
    while child is not None:
        if child.tag == "option":
            yield child
        elif child.tag == "optgroup":
            yield from _entries(child)
        child = child.next
