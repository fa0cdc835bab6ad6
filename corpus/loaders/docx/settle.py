"""Alternatives settled: of what stands in a file twice, for new and old programs, one is kept.

ECMA-376 part 3 (Markup Compatibility): the first choice whose namespaces are understood, else the
fallback. Its content takes the place of ``mc:AlternateContent``.
"""

from corpus.loaders.docx.names import MC
from corpus.loaders.docx.xml import Element

_MICROSOFT = "http://schemas.microsoft.com/office/"
# text boxes, groups and canvases, and properties that no text depends on
_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "wp", "a14", "m", "v"})
_NAMESPACES = frozenset(
    f"{_MICROSOFT}word/{name}"
    for name in (
        "2010/wordprocessingShape", "2010/wordprocessingGroup", "2010/wordprocessingCanvas",
        "2010/wordprocessingDrawing", "2010/wordml", "2012/wordml", "2018/wordml",
    )
)  # fmt: skip


def settle(root: Element) -> None:
    """Put the chosen content in the place of each ``mc:AlternateContent``."""
    for alternatives in reversed(list(root.iter(MC + "AlternateContent"))):
        chosen = next(
            (c for c in alternatives.iterchildren(MC + "Choice") if _is_understood(c)),
            alternatives.find(MC + "Fallback"),
        )
        parent = alternatives.getparent()
        if parent is None:
            continue
        at = alternatives
        for child in [] if chosen is None else list(chosen):
            at.addnext(child)
            at = child
        parent.remove(alternatives)


def _is_understood(choice: Element) -> bool:
    required = (choice.get("Requires") or "").split()
    return all(
        choice.nsmap.get(prefix) in _NAMESPACES
        or (prefix not in choice.nsmap and prefix in _UNDERSTOOD)
        or (choice.nsmap.get(prefix) or "").startswith("http://schemas.openxmlformats.org/")
        or choice.nsmap.get(prefix) == "urn:schemas-microsoft-com:vml"
        for prefix in required
    )
