"""Selectors of a style sheet: what an element must be called for a rule to hold."""

import re
from dataclasses import dataclass
from typing import Any

_SELECTOR = re.compile(
    r"(?P<tag>\*|[a-z][a-z0-9]{0,9})?(?P<name>[.#][\w-]{1,80}|\[[\w-]{1,40}(?:=[^\]\s]{1,80})?\])?"
    r"(?P<pseudo>::?(?:marker|before))?"
)
_NAMES = re.compile(r"[.#][\w-]{1,80}|\[[\w-]{1,40}(?:=[^\]\s]{1,80})?\]")

Declarations = dict[str, str]
Compound = tuple[str, str]  # ("ol", ".x"): a tag, and a class or id; either may be ''


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations for elements inside the elements ``above`` (outermost first) that have the
    names ``also``."""

    above: tuple[Compound, ...]
    declared: Declarations
    also: tuple[str, ...] = ()


def further(part: str) -> tuple[str, tuple[str, ...]]:
    """The last part of a selector with its first name, and the names behind that: ".a.b[c]"."""
    names = _NAMES.findall(part)
    first = part.find(names[0]) + len(names[0]) if names else len(part)
    if len(names) < 2 or _NAMES.sub("", part[first:]).strip(":beforamk"):
        return part, ()
    pseudo = _NAMES.sub("", part[first:])
    return part[:first] + pseudo, tuple(_name(name) for name in names[1:])


def has(names: list[str], also: tuple[str, ...]) -> bool:
    """Whether an element of those names has the further ones too."""
    return not also or set(also) <= set(names)


def _name(name: str) -> str:
    """A name as elements have it: an attribute's value without quotation marks."""
    return name.replace('"', "").replace("'", "") if name.startswith("[") else name


def compound(part: str) -> Compound | None:
    """One part of a selector, or None for what is not understood here."""
    match = _SELECTOR.fullmatch(part)
    if not match or not part:
        return None
    return (match["tag"] or "").removeprefix("*"), _name(match["name"] or "")


def stands_in(node: Any, above: tuple[Compound, ...]) -> bool:
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
    if name.startswith("["):
        key, _, value = name.strip("[]").partition("=")
        return key in attributes and (not value or (attributes[key] or "").lower() == value)
    if name.startswith("#"):
        return (attributes.get("id") or "").lower() == name[1:]
    return not name or name[1:] in (attributes.get("class") or "").lower().split()
