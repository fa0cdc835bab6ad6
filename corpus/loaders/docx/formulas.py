"""Formulas (OMML, ECMA-376 part 1, 22.1) as one line: powers with ^, fractions with /.

What is grouped on paper is put in brackets, so that digits of different places never meet.
"""

import re
from collections.abc import Callable

from corpus.loaders.docx.names import BOX, RUN_PROPERTIES, M, W
from corpus.loaders.docx.xml import Element, switched_on

_PROPERTIES = frozenset(M + name for name in ("ctrlPr", "rPr", "argPr", "mPr", "oMathParaPr"))
_ONE = re.compile(r"[^\W_]+(?:[.,]\d+)*")  # a number or a name
_ACCENTS_DEFAULT = "\u0302"


def linear(element: Element) -> str:
    """The formula's words; figures that stand apart on paper stay apart ("2 1/2")."""
    words = ""
    plain = True  # whether the part before is a run of plain words
    for child in element.iterchildren("*"):
        part = _write(child)
        is_run = child.tag == M + "r"
        if part[:1].isdigit() and words[-1:].isdigit() and not (plain and is_run):
            words += " "
        words += part
        plain = is_run if part else plain
    return words


def _write(element: Element) -> str:
    tag = element.tag
    if tag in (M + "t", W + "t"):
        return (element.text or "").replace("\n", " ")
    if tag in (W + "tab", W + "br", W + "cr"):
        return " "
    if tag in _PROPERTIES or tag in (RUN_PROPERTIES, BOX):
        return ""
    if tag == M + "r" and switched_on(element.find(RUN_PROPERTIES), "vanish"):
        return ""
    if tag.startswith(M) and tag.endswith("Pr"):
        return ""
    writer = _WRITERS.get(tag.rpartition("}")[2]) if tag.startswith(M) else None
    return writer(element) if writer else linear(element)


def _part(element: Element, name: str) -> str:
    part = element.find(M + name)
    return "" if part is None else linear(part).strip()


def _setting(element: Element, name: str, default: str) -> str:
    """The value of a property ("begChr") of an element ("d") in its properties ("dPr")."""
    local = element.tag.rpartition("}")[2]
    found = element.find(f"{M}{local}Pr/{M}{name}")
    return default if found is None else str(found.get(M + "val", ""))


def _grouped(words: str) -> str:
    """The words in brackets, unless they are one number or name."""
    whole = words.startswith("(") and words.endswith(")") and words.count("(") == 1
    return words if not words or whole or _ONE.fullmatch(words) else f"({words})"


def _fraction(element: Element) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    if _setting(element, "type", "bar") == "noBar":
        return f"({above}; {below})"
    return f"{_grouped(above)}/{_grouped(below)}"


def _scripts(element: Element) -> str:
    base, below, above = _part(element, "e"), _part(element, "sub"), _part(element, "sup")
    return (
        _grouped(base)
        + (f"_{_grouped(below)}" if below else "")
        + (f"^{_grouped(above)}" if above else "")
    )


def _before(element: Element) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    marks = (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")
    return f"{marks} {_part(element, 'e')}"


def _root(element: Element) -> str:
    degree = _part(element, "deg")
    return f"√{f'[{degree}]' if degree else ''}({_part(element, 'e')})"


def _sum(element: Element) -> str:
    sign = _setting(element, "chr", "∫")
    below, above = _part(element, "sub"), _part(element, "sup")
    limits = (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")
    return f"{sign}{limits} {_part(element, 'e')}"


def _delimited(element: Element) -> str:
    between = _setting(element, "sepChr", "|")
    parts = [linear(part).strip() for part in element.iterchildren(M + "e")]
    return (
        f"{_setting(element, 'begChr', '(')}{between.join(parts)}{_setting(element, 'endChr', ')')}"
    )


def _function(element: Element) -> str:
    name, argument = _part(element, "fName"), _part(element, "e")
    return f"{name}{argument}" if argument.startswith("(") else f"{name} {argument}"


def _limit(element: Element) -> str:
    sign = "_" if element.tag.endswith("limLow") else "^"
    return f"{_part(element, 'e')}{sign}{_grouped(_part(element, 'lim'))}"


def _matrix(element: Element) -> str:
    rows = (
        ", ".join(linear(cell).strip() for cell in row.iterchildren(M + "e"))
        for row in element.iterchildren(M + "mr")
    )
    return f"[{'; '.join(rows)}]"


def _lines(element: Element) -> str:
    return "; ".join(linear(part).strip() for part in element.iterchildren(M + "e"))


def _accent(element: Element) -> str:
    sign = _setting(element, "chr", _ACCENTS_DEFAULT)
    base = _part(element, "e")
    return f"{base}{sign}" if len(base) == 1 else _grouped(base)


def _phantom(element: Element) -> str:
    """What only takes room shows nothing."""
    return "" if _setting(element, "show", "1") in ("0", "off", "false") else _part(element, "e")


def _paragraph(element: Element) -> str:
    """A formula on lines of its own."""
    return f" {'; '.join(linear(part).strip() for part in element.iterchildren(M + 'oMath'))} "


_WRITERS: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "rad": _root,
    "nary": _sum,
    "d": _delimited,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _matrix,
    "eqArr": _lines,
    "acc": _accent,
    "phant": _phantom,
    "oMathPara": _paragraph,
}


def formula(element: Element) -> str:
    """An ``m:oMath`` or ``m:oMathPara`` as words."""
    return _write(element)
