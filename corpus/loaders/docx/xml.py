"""The one door to lxml: hardened parsing, and small helpers on elements.

Entities are never expanded, nothing is fetched, and depth (256) and the length of one text are
bounded by libxml2 itself.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.loaders.docx.names import CONTROL, STRICT, VAL, W

Element = Any  # an lxml element: lxml ships no types

_PARSER_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": False,
}
MOST_ELEMENTS = 4_000_000  # of one part: about 600 MB as a tree
_OFF = frozenset({"0", "false", "off"})
# wrappers that stand for what they hold
_WRAPPERS = frozenset(W + name for name in ("customXml", "smartTag", "ins", "moveTo", "dir", "bdo"))


class XmlError(Exception):
    """A part that is no XML, or more of it than is read; the reason is for people."""


def parse(raw: bytes) -> Element:
    """The root element, in the Transitional namespaces; XmlError with the reason."""
    if raw.count(b"<") > 2 * MOST_ELEMENTS:
        raise XmlError("tệp có quá nhiều phần tử XML; hãy tách thành nhiều tệp nhỏ hơn.")
    try:
        root = etree.fromstring(raw, etree.XMLParser(**_PARSER_OPTIONS))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise XmlError("tệp lồng nhau quá sâu (hơn 256 lớp XML), không an toàn.") from error
        raise XmlError("phần XML trong tệp bị hỏng.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError("tệp khai báo thực thể XML (DTD), điều mà định dạng Word không cho phép.")
    if any(uri in STRICT for uri in root.nsmap.values()):
        _to_transitional(root)
    return root


def _to_transitional(root: Element) -> None:
    for element in root.iter(etree.Element):
        element.tag = _renamed(element.tag)
        for name in element.keys():  # noqa: SIM118 (an element, no dict)
            if name.startswith("{") and (other := _renamed(name)) != name:
                element.set(other, element.attrib.pop(name))


def _renamed(name: str) -> str:
    uri, _, local = name[1:].partition("}")
    return f"{{{STRICT[uri]}}}{local}" if uri in STRICT else name


def new(tag: str, words: str) -> Element:
    """An element of that tag and text."""
    element = etree.Element(tag)
    element.text = words
    return element


def child_value(element: Element, name: str) -> str | None:
    """The ``w:val`` of the child of that name, '' where it has none; None without such a child."""
    child = None if element is None else element.find(W + name)
    return None if child is None else str(child.get(VAL, ""))


def number(value: str | None) -> int | None:
    """The whole number that an attribute holds, or None."""
    if value is None:
        return None
    digits = value.strip()
    bare = digits[1:] if digits[:1] in ("-", "+") else digits
    return int(digits) if bare.isascii() and bare.isdecimal() and len(bare) < 10 else None


def is_on(element: Element) -> bool:
    """Whether an on/off property (ST_OnOff) that is there is on."""
    return str(element.get(VAL, "1")).lower() not in _OFF


def switched_on(properties: Element, name: str) -> bool:
    """Whether the properties hold that on/off property, and it is on."""
    child = None if properties is None else properties.find(W + name)
    return child is not None and is_on(child)


def flat(container: Element) -> Iterator[Element]:
    """The container's children; those of content controls and wrappers in their place."""
    for child in container.iterchildren("*"):
        if child.tag == CONTROL:
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from flat(content)
        elif child.tag in _WRAPPERS:
            yield from flat(child)
        else:
            yield child


def remove(element: Element) -> None:
    """Take the element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
