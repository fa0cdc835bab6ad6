"""Fields: what they show is kept, their instructions are taken out of the tree.

ECMA-376 part 1, 17.16. A complex field is begin, instruction, separate, result, end; it may hold
others and reach over paragraphs. Marks without a partner are passed over, so that a damaged field
swallows no text.
"""

from dataclasses import dataclass, field

from corpus.loaders.docx.names import BOX, PARAGRAPH, RUN, TEXT, VAL, W
from corpus.loaders.docx.remarks import Remarks
from corpus.loaders.docx.xml import Element, child_value, new, number, remove, switched_on

_CHARACTER, _SIMPLE, _INSTRUCTION = W + "fldChar", W + "fldSimple", W + "instrText"
_SHOWN = tuple(W + name for name in (
    "t", "tab", "br", "cr", "sym", "noBreakHyphen", "softHyphen", "ptab", "drawing", "pict",
    "object", "footnoteReference", "endnoteReference", "ruby",
))  # fmt: skip
_LISTS = frozenset({"TOC", "TOA", "INDEX"})
_UNREAD = {"EQ": "formula_unread", **dict.fromkeys(
    ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"), "autonumber")}  # fmt: skip
_LONGEST = 200  # characters of an instruction that are looked at


@dataclass(slots=True)
class _Field:
    begin: Element
    separate: Element | None = None
    end: Element | None = None
    instruction: str = ""
    in_result: bool = False

    def instruct(self, words: str) -> None:
        """More of the instruction, which may be cut into several runs."""
        if not self.in_result:
            self.instruction = f"{self.instruction}{words}"[:_LONGEST]

    @property
    def kind(self) -> str:
        """Its first word ("TOC")."""
        return (self.instruction.split() or [""])[0].upper()


def settle_fields(root: Element, remarks: Remarks) -> set[Element]:
    """Take the instructions out; the paragraphs that a table of contents (or index) made."""
    listed: set[Element] = set()
    for simple in root.iter(_SIMPLE):
        kind = ((simple.get(W + "instr") or "").split() or [""])[0].upper()
        if kind in _UNREAD:
            remarks.add(_UNREAD[kind])
        if kind in _LISTS:
            listed.update(_paragraph_of(simple))
    for element, hidden in _within_fields(root, remarks):
        if hidden:
            remove(element)
        elif element.tag == TEXT:
            listed.update(_paragraph_of(element))
    return listed


def _within_fields(root: Element, remarks: Remarks) -> list[tuple[Element, bool]]:
    """What stands in instructions (True), and what in results of tables of contents (False)."""
    marks = {
        mark: own
        for own in _whole_fields(root)
        for mark in (own.begin, own.separate, own.end)
        if mark is not None
    }
    found: list[tuple[Element, bool]] = []
    opened = _Opened()
    for element in root.iter(_CHARACTER, _INSTRUCTION, *_SHOWN) if marks else ():
        if element.tag == _CHARACTER:
            if element in marks:
                opened.step(marks[element], element, remarks)
        elif not opened.fields:
            continue
        elif element.tag == _INSTRUCTION:
            opened.fields[-1].instruct(element.text or "")
        elif opened.instructions:
            found.append((element, True))
        elif opened.lists:
            found.append((element, False))
    return found


def _paragraph_of(element: Element) -> list[Element]:
    return list(element.iterancestors(PARAGRAPH))[:1]


def _whole_fields(root: Element) -> list[_Field]:
    """The fields with both ends in one story (the body, or one text box)."""
    whole: list[_Field] = []
    stories: dict[Element | None, list[_Field]] = {}
    for element in root.iter(_CHARACTER):
        waiting = stories.setdefault(next(element.iterancestors(BOX), None), [])
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            waiting.append(_Field(element))
        elif kind == "separate" and waiting and waiting[-1].separate is None:
            waiting[-1].separate = element
        elif kind == "end" and waiting:
            waiting[-1].end = element
            whole.append(waiting.pop())
    return whole


@dataclass(slots=True)
class _Opened:
    """The fields that are open, innermost last; how many are in their instruction, and how many
    results of tables of contents."""

    fields: list[_Field] = field(default_factory=list)
    instructions: int = 0
    lists: int = 0

    def step(self, own: _Field, mark: Element, remarks: Remarks) -> None:
        """Go past a mark of a field."""
        if mark is own.begin:
            self.fields.append(own)
            self.instructions += 1
        elif mark is own.separate:
            own.in_result = True
            self.instructions -= 1
            self.lists += own.kind in _LISTS
        elif own in self.fields[-1:]:
            self.fields.pop()
            if own.in_result:
                self.lists -= own.kind in _LISTS
            else:
                self.instructions -= 1
                _show_form(own.begin)
            if own.kind in _UNREAD:
                remarks.add(_UNREAD[own.kind])


def _show_form(begin: Element) -> None:
    """A form's box or chosen entry, which Word prints though the field has no result."""
    data = begin.find(W + "ffData")
    run = begin.getparent()
    if data is None or run is None or run.tag != RUN:
        return
    box, choices = data.find(W + "checkBox"), data.find(W + "ddList")
    words = ""
    if box is not None:
        name = "checked" if box.find(W + "checked") is not None else "default"
        words = "☒" if switched_on(box, name) else "☐"
    elif choices is not None:
        entries = [e.get(VAL, "") for e in choices.iterchildren(W + "listEntry")]
        chosen = number(child_value(choices, "result")) or number(child_value(choices, "default"))
        at = chosen or 0
        words = entries[at] if 0 <= at < len(entries) else ""
    if words:
        begin.addnext(new(TEXT, words))
