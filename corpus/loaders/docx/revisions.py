"""Tracked changes accepted: the document as Word's final view shows it.

ECMA-376 part 1, 17.13.5. Deleted and moved-away text, rows and cells go; where the mark that ends a
paragraph is deleted, its content stands at the beginning of the next one, whose properties (and
number) the joined paragraph has. What properties were before a change is never looked at.
"""

from corpus.loaders.docx.names import (
    CELL,
    CONTROL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN_PROPERTIES,
    TABLE,
    W14,
    M,
    W,
)
from corpus.loaders.docx.xml import Element, new, remove

_GONE = (W + "del", W + "moveFrom", W14 + "conflictDel")
_HOLDERS = frozenset(
    (RUN_PROPERTIES, W + "trPr", W + "numPr", M + "ctrlPr", W + "tblPrEx", W + "tcPr")
)
_BLOCK_WRAPPERS = frozenset((CONTROL, W + "customXml", W + "sdtContent", W + "ins", W + "moveTo"))
_CONTENT = (W + "r", W + "hyperlink", W + "fldSimple", M + "oMath", M + "oMathPara", CONTROL,
            W + "smartTag", W + "customXml", W + "ins", W + "moveTo", W + "subDoc",
            W + "dir", W + "bdo")  # fmt: skip


def accept(root: Element) -> None:
    """Change the tree so that it holds the accepted document only."""
    for marker in list(root.iter(W + "cellDel")):
        _remove_above(marker, CELL)
    for marker in list(root.iter(W + "cellMerge")):
        _merge(marker)
    joined: list[Element] = []
    for element in list(root.iter(*_GONE)):
        parent = element.getparent()
        if parent is None:
            continue
        if parent.tag not in _HOLDERS:
            parent.remove(element)
        elif parent.tag == W + "trPr":
            _remove_above(element, ROW)
        elif parent.tag == RUN_PROPERTIES:
            properties = parent.getparent()
            if properties is not None and properties.tag == PARAGRAPH_PROPERTIES:
                joined.append(properties.getparent())
    for paragraph in reversed(joined):
        _join(paragraph)


def _remove_above(marker: Element, tag: str) -> None:
    above = next(marker.iterancestors(tag), None)
    if above is not None:
        remove(above)


def _merge(marker: Element) -> None:
    """A tracked merge of cells: the revised state counts."""
    properties = marker.getparent()
    if properties is None or properties.find(W + "vMerge") is not None:
        return
    state = marker.get(W + "vMerge")
    if state in ("cont", "rest"):
        merge = new(W + "vMerge", "")
        merge.set(W + "val", "continue" if state == "cont" else "restart")
        properties.append(merge)


def _join(paragraph: Element) -> None:
    """Put the paragraph's content at the beginning of the next one."""
    if paragraph is None or paragraph.tag != PARAGRAPH or paragraph.getparent() is None:
        return
    content = [c for c in paragraph.iterchildren("*") if c.tag != PARAGRAPH_PROPERTIES]
    target = _next_paragraph(paragraph)
    if target is None:
        if not any(c.tag in _CONTENT for c in content):
            remove(paragraph)
        return
    properties = target.find(PARAGRAPH_PROPERTIES)
    for child in reversed(content):
        if properties is None:
            target.insert(0, child)
        else:
            properties.addnext(child)
    remove(paragraph)


def _next_paragraph(paragraph: Element) -> Element | None:
    """The paragraph that follows in the same body, cell or box; None where a table does."""
    here = paragraph
    while here is not None:
        following = here.getnext()
        while following is not None:
            first = _first_block(following)
            if first is not None:
                return first if first.tag == PARAGRAPH else None
            following = following.getnext()
        here = here.getparent()
        if here is None or here.tag not in _BLOCK_WRAPPERS:
            return None
    return None


def _first_block(element: Element) -> Element | None:
    """The first paragraph or table that the element is or wraps; None for marks of a place."""
    while element is not None and element.tag not in (PARAGRAPH, TABLE, W + "altChunk"):
        if element.tag not in _BLOCK_WRAPPERS:
            return None
        inner = element.find(W + "sdtContent") if element.tag == CONTROL else element
        element = (
            None
            if inner is None
            else next((c for c in inner.iterchildren("*") if _first_block_tag(c)), None)
        )
    return element


def _first_block_tag(element: Element) -> bool:
    return element.tag in (PARAGRAPH, TABLE, W + "altChunk") or element.tag in _BLOCK_WRAPPERS
