"""Tables of Markdown's dialects as rows between bars: without outer bars, drawn as a grid, or set
in columns (pandoc's simple and multiline tables)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_DELIMITER = re.compile(r" {0,3}:?-{1,200}:?(?: {0,9}\| {0,9}:?-{1,200}:?){1,60} {0,9}")
_GRID = re.compile(r" {0,3}\+(?:[-=:]{2,200}\+){1,60} {0,9}")
_RULE = re.compile(r" {0,12}-{3,400} {0,9}")
_COLUMNS = re.compile(r" {0,12}-{2,200}(?: {1,20}-{2,200}){1,60} {0,9}")
_DASHES = re.compile(r"-+")
_MOST_LINES = 400  # of one table


def barred(text: str) -> str:
    """The text with those tables as tables with bars."""
    if "--" not in text and "-|" not in text and "- |" not in text:
        return text
    lines = text.split("\n")
    made: list[str] = []
    at = 0
    while at < len(lines):
        found = _bare(lines, at) or _grid(lines, at) or _set(lines, at, made)
        if found:
            rows, headed, end = found
            made += ["", *_written(rows, headed), ""] if rows else lines[at:end]
            at = end
        else:
            made.append(lines[at])
            at += 1
    return "\n".join(made)


def _written(rows: Sequence[Sequence[str]], headed: bool) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.replace("|", "/") for cell in row) + " |"
        if number == 0 and headed:
            yield "|" + "---|" * len(row)


def _bare(lines: Sequence[str], at: int) -> tuple[list[list[str]], bool, int] | None:
    """A table without bars at its sides: a line of heads over a line of dashes and bars."""
    if at + 1 >= len(lines) or "|" not in lines[at] or lines[at].lstrip().startswith("|"):
        return None
    if not _DELIMITER.fullmatch(lines[at + 1]):
        return None
    columns = lines[at + 1].count("|") + 1
    rows, end = [_cells(lines[at], columns)], at + 2
    while end < len(lines) and "|" in lines[end]:
        rows.append(_cells(lines[end], columns))
        end += 1
    return rows, True, end


def _cells(line: str, columns: int) -> list[str]:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    return [*cells, *[""] * (columns - len(cells))][: max(columns, len(cells))]


def _grid(lines: Sequence[str], at: int) -> tuple[list[list[str]], bool, int] | None:
    """A table whose cells are drawn with "+---+"."""
    if not _GRID.fullmatch(lines[at]):
        return None
    edges = [place for place, sign in enumerate(lines[at]) if sign == "+"]
    rows: list[list[str]] = []
    row = [""] * (len(edges) - 1)
    end = at + 1
    while end < min(len(lines), at + _MOST_LINES) and lines[end].lstrip()[:1] in ("|", "+"):
        line = lines[end]
        if line.lstrip().startswith("+") and set(line.strip()) <= set("+-=:"):
            rows += [row] if any(row) else []
            row = [""] * (len(edges) - 1)
        else:
            for column, (left, right) in enumerate(pairwise(edges)):
                row[column] = f"{row[column]} {line[left + 1 : right].strip(' |')}".strip()
        end += 1
    return rows, True, end


def _set(
    lines: Sequence[str], at: int, made: list[str]
) -> tuple[list[list[str]], bool, int] | None:
    """A table whose columns stand under dashes; the line of heads is the one before them."""
    full = _RULE.fullmatch(lines[at]) and at + 1 < len(lines) and lines[at + 1].strip()
    ruled = bool(full)
    heads = at + ruled
    dashes = next(
        (n for n in range(heads, min(heads + 6, len(lines))) if _COLUMNS.fullmatch(lines[n])), None
    )
    if (
        dashes is None
        or (not ruled and dashes != at)
        or any(not lines[n].strip() for n in range(heads, dashes))
    ):
        return None
    spans = [match.span() for match in _DASHES.finditer(lines[dashes])]
    head = list(lines[heads:dashes])
    if not ruled and made and made[-1].strip() and _stands_under(made[-1], spans):
        head = [made[-1]]
    groups: list[list[str]] = [[]]
    end = dashes + 1
    while end < len(lines) and end - dashes < _MOST_LINES:
        line = lines[end]
        if _RULE.fullmatch(line) or _COLUMNS.fullmatch(line):
            end += 1
            break
        if not line.strip():
            if not ruled:
                break
            groups.append([])
        elif ruled:
            groups[-1].append(line)
        else:
            groups.append([line])
        end += 1
    else:
        if ruled:
            return None
    body = [_columns(group, spans) for group in groups if group]
    if len(body) < 1 or not all(map(any, body)):
        return None
    if not ruled and head:
        made.pop()
    return ([_columns(head, spans)] if head else []) + body, bool(head), end


def _stands_under(line: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the words of a line of heads are parted where the columns are."""
    return all(line[end:start].strip() == "" for (_, end), (start, _) in pairwise(spans))


def _columns(lines: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[str]:
    starts = [0, *(start for start, _ in spans[1:])]
    ends = [*starts[1:], None]
    return [
        " ".join(" ".join(line[start:end].split()) for line in lines if line[start:end].strip())
        for start, end in zip(starts, ends, strict=True)
    ]
