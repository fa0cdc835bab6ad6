"""Markdown's lists whose items all say "1.", numbered as they are shown (CommonMark 0.31, 5.2).

Only the first number of a list counts; the others are what the list makes of them. Converters use
that and write "1." before each item. A list whose source counts for itself stays as it is, and so
does one whose items run on without an indent: in a text of broken lines that may be another list.
"""

import re

_ITEM = re.compile(r"(?P<indent> {0,12})1(?P<mark>[.)])(?P<blank> {1,4})(?=\S)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_WIDTH = 2  # columns from which on a line belongs to the item above it


def numbered(text: str) -> str:
    """The text with each list of items "1.", "1.", … counted on."""
    if text.count("1.") + text.count("1)") < 2:
        return text
    lines = text.split("\n")
    places: dict[int, tuple[int, str]] = {}  # by indent: the last number and its mark
    fenced = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        item = _ITEM.match(line)
        if item:
            place, mark = places.get(indent, (0, item["mark"]))
            place = place + 1 if mark == item["mark"] else 1
            places = {at: kept for at, kept in places.items() if at < indent}
            places[indent] = (place, item["mark"])
            if place > 1:
                lines[index] = f"{item['indent']}{place}{line[item.end('indent') + 1 :]}"
        else:
            places = {at: kept for at, kept in places.items() if at + _WIDTH <= indent}
    return "\n".join(lines)
