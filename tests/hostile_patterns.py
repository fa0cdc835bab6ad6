"""Every pattern of the program, and text made to hold each of them up.

A pattern is found as an attribute of a module (also inside containers and data classes), as the
result of a function without arguments that is declared to return one, as a literal given to a
function of ``re``, or in a data file of relations and roles. Hostile text repeats what the pattern
itself asks for, with and without the end that it waits for.
"""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import regex

from corpus.language.phrases import PhraseBook
from corpus.vocabulary import read_table

PACKAGES = ("corpus", "index", "bot")
PATTERN_TYPES = (re.Pattern, type(regex.compile("")))
TINY, SMALL, LARGE = 1_000, 5_000, 20_000  # characters
RATIO = 6.0  # four times the text may take at most six times as long
FLOOR = 0.020  # seconds for LARGE below which no ratio is asked for
# time for SMALL that, growing with the square, would still stay under the floor for LARGE
_QUICK = FLOOR / (LARGE / SMALL) ** 2
_STUCK = 0.050  # seconds for a few hundred characters: grows by more than a square
_ANCHORED = {"match", "fullmatch"}  # these try one start only
# patterns that a local name stands for where they are matched at the start of a line
_BY_ANOTHER_NAME = (
    "corpus.structure.blocks._furniture()",
    "corpus.structure.numbering._usual()",
    "bot.understand.english.literals._LITERALS",
)
_PLACES = 28  # repeats of a pattern that hostile text is made of, at most


@dataclasses.dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and the methods by which it is tried."""

    where: str
    pattern: Any
    methods: frozenset[str] = frozenset()  # of matching at one place, empty for searching

    def __str__(self) -> str:
        return f"{self.where}: {self.pattern.pattern!r}"


# Finding


def find_patterns() -> list[Found]:
    """All patterns of the program, each once."""
    found: dict[tuple[str, int, frozenset[str]], Found] = {}
    for module in modules():
        for item in (*_attributes(module), *_literals(module)):
            found.setdefault((item.pattern.pattern, item.pattern.flags, item.methods), item)
    for item in _data():
        found.setdefault((item.pattern.pattern, item.pattern.flags, item.methods), item)
    return list(found.values())


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every module of the program but its command lines."""
    found = []
    for package in PACKAGES:
        root = importlib.import_module(package)
        names = [m.name for m in pkgutil.walk_packages(root.__path__, f"{package}.")]
        found.append(root)
        found.extend(importlib.import_module(n) for n in names if not n.endswith("__main__"))
    return tuple(found)


def _attributes(module: ModuleType) -> Iterator[Found]:
    for name, value in list(vars(module).items()):
        if name.startswith("__"):
            continue
        for pattern in _inside(value, set()):
            yield Found(f"{module.__name__}.{name}", pattern, _anchored(module, name))
        function = inspect.unwrap(value) if callable(value) else None
        if inspect.isfunction(function) and function.__module__ == module.__name__:
            declared = str(function.__annotations__.get("return", ""))
            if not inspect.signature(function).parameters and "Pattern" in declared:
                for pattern in _inside(value(), set()):
                    anchored = _anchored(module, f"{name}()")
                    yield Found(f"{module.__name__}.{name}()", pattern, anchored)


def _inside(value: object, seen: set[int]) -> Iterator[Any]:
    """The patterns that a value is or holds."""
    if id(value) in seen or isinstance(value, (str, bytes, int, float, type, ModuleType)):
        return
    seen.add(id(value))
    if isinstance(value, PATTERN_TYPES):
        yield value
        return
    inner: Iterable[object] = ()
    if isinstance(value, Mapping):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, (tuple, list, set, frozenset)):
        inner = value
    elif dataclasses.is_dataclass(value):
        inner = [getattr(value, f.name, None) for f in dataclasses.fields(value)]
    elif isinstance(value, PhraseBook):
        inner = list(vars(value).values())
    for item in inner:
        yield from _inside(item, seen)


def _anchored(module: ModuleType, name: str) -> frozenset[str]:
    """The methods called on a pattern that is only asked for a match at one place."""
    if f"{module.__name__}.{name}" in _BY_ANOTHER_NAME:
        return frozenset({"match"})
    own = name.startswith("_")  # a private name is used in its own module only
    used = {m for where, n, m in _calls() if n == name and (not own or where == module.__name__)}
    return frozenset(used) if used <= _ANCHORED else frozenset()


@cache
def _calls() -> tuple[tuple[str, str, str], ...]:
    """(module, name, method) of each call on a name ("_RULE", "verb()")."""
    call = re.compile(
        r"(\w+(?:\(\))?)\s*\.(match|fullmatch|search|finditer|findall|sub|subn|split)\("
    )
    return tuple(
        (module.__name__, name, method)
        for module in modules()
        for name, method in call.findall(inspect.getsource(module))
    )


def _literals(module: ModuleType) -> Iterator[Found]:
    """Literal patterns given to functions of ``re``."""
    tree = ast.parse(inspect.getsource(module))
    for node in ast.walk(tree):
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and node.func.attr != "compile"
        ):
            continue
        ignore = any(w in ast.unparse(node) for w in ("re.I)", "re.IGNORECASE", "re.I,"))
        pattern = re.compile(str(node.args[0].value), re.I if ignore else 0)
        where = f"{module.__name__}:{node.lineno}"
        yield Found(where, pattern, frozenset({node.func.attr} & _ANCHORED))


def _data() -> Iterator[Found]:
    for row in read_table("relations")["relation"]:
        for side in ("before", "after"):
            if side in row:
                yield Found(f"relations.toml {row['name']}", re.compile(row[side], re.I))
    facts = read_table("facts")
    for row in facts["role"]:
        yield Found(f"facts.toml {row['name']}", re.compile(row["words"]))
    for table, methods in (("labels", ()), ("reports", ()), ("vague", ("match",))):
        for name, words in facts[table].items():
            yield Found(f"facts.toml {table}.{name}", re.compile(words, re.I), frozenset(methods))


# Hostile text

_USUAL = (
    "1", "1.", "1 ", "1,", "1. ", "1/", "1-", " ", "\n", "\t", "\r\n", " \n", "()", "(", ")", "a",
    "a ", "A", "Á ", "ạ", "a, ", "a.", "“", "“”", '"', "*", "|", "-", "- ", ".", "…", ",", "/", "%",
    "các anh chị ", "và ", "năm 2025 ", "Sở Y tế, ", "_", "<", "http://a.", "0912 345 678 ",
)  # fmt: skip
_END = "\u0000"  # no pattern waits for it


def hostile_units(found: Found) -> list[tuple[str, str]]:
    """(opening, unit) pairs: text is the opening and then the unit over and over."""
    units: dict[tuple[str, str], None] = {("", unit): None for unit in _USUAL}
    if isinstance(found.pattern.pattern, bytes):
        return list(units)
    try:
        tree = _parser.parse(found.pattern.pattern, found.pattern.flags & ~re.DEBUG)
    except (re.error, ValueError, OverflowError, AttributeError):
        for piece in re.findall(r"[^\W_]+", found.pattern.pattern)[:_PLACES]:
            units["", piece + " "] = None
        return list(units)
    places: list[tuple[str, str]] = []
    _repeats(tree, "", places)
    own: dict[tuple[str, str], None] = {}
    for before, body in places:
        if body:
            own[before, body] = None
            own["", body] = None
            own["", before + body] = None
            own["", before + body * 40] = None
    whole = _sample(tree)
    if len(whole) > 1:
        own["", whole] = None
        own["", whole + " "] = None
        own["", whole[:-1]] = None
    kept = list(own)
    step = max(1, len(kept) // (2 * _PLACES))
    units.update(dict.fromkeys(kept[::step]))
    return list(units)


def _repeats(tree: Any, before: str, found: list[tuple[str, str]]) -> str:
    """Note each repeat with the text that leads to it; the text that leads past ``tree``."""
    for code, value in tree:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            low, high, inner = value
            if high > 3:
                found.extend((before, sample) for sample in _samples(inner))
            _repeats(inner, before, found)
            before += _sample(inner) * max(low, 0)
        elif code is op.SUBPATTERN:
            before = _repeats(value[3], before, found)
        elif code is op.ATOMIC_GROUP:
            before = _repeats(value, before, found)
        elif code is op.BRANCH:
            for branch in value[1]:
                _repeats(branch, before, found)
            before += _sample(value[1][0])
        elif code in (op.ASSERT, op.ASSERT_NOT):
            _repeats(value[1], before, found)
        else:
            before += _sample([(code, value)])
    return before


def _samples(tree: Any) -> list[str]:
    """A few texts that a repeat's body matches."""
    items = list(tree)
    if len(items) == 1 and items[0][0] is op.SUBPATTERN:
        return _samples(items[0][1][3])
    if len(items) == 1 and items[0][0] is op.BRANCH:
        return [s for branch in items[0][1][1][:6] for s in _samples(branch)[:2]]
    if len(items) == 1 and items[0][0] is op.IN:
        return _class_samples(items[0][1])
    full = "".join(_sample([item], optional=True) for item in items)
    return list(dict.fromkeys(s for s in (_sample(items), full) if s))


def _sample(tree: Any, optional: bool = False) -> str:
    """One short text that ``tree`` matches, assertions aside."""
    text = ""
    for code, value in tree:
        if code is op.LITERAL:
            text += chr(value)
        elif code is op.NOT_LITERAL:
            text += "a" if value != ord("a") else "b"
        elif code is op.ANY:
            text += "a"
        elif code is op.IN:
            text += _class_samples(value)[0]
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            low, high, inner = value
            text += _sample(inner, optional) * (max(low, 1) if optional and high else low)
        elif code is op.SUBPATTERN:
            text += _sample(value[3], optional)
        elif code is op.ATOMIC_GROUP:
            text += _sample(value, optional)
        elif code is op.BRANCH:
            text += _sample(value[1][0], optional)
    return text


_TRIED = "a1 .A,-á\n\t/()%“_:;|*đĐI"


def _class_samples(members: Any) -> list[str]:
    """Two or three characters of a class."""
    negated = members and members[0][0] is op.NEGATE
    fitting = [c for c in _TRIED if any(_is_in(c, m) for m in members) != bool(negated)]
    if not fitting:
        first = next((m for m in members if m[0] in (op.LITERAL, op.RANGE)), None)
        if first is None:
            return ["a"]
        return [chr(first[1] if first[0] is op.LITERAL else first[1][0])]
    return [*fitting[:2], *fitting[-1:]] if len(fitting) > 2 else fitting


def _is_in(character: str, member: Any) -> bool:
    code, value = member
    if code is op.LITERAL:
        return ord(character) == value
    if code is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if code is op.CATEGORY:
        names = {
            op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
            op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
        }  # fmt: skip
        return re.fullmatch(names[value], character) is not None
    return False


# Timing


def fault(found: Found) -> str | None:
    """What text holds the pattern up and how long, or None."""
    for opening, unit in hostile_units(found):
        if said := _slow(found, opening, unit):
            return f"{found}\n    on {opening!r} + {unit!r} …: {said}"
    return None


def _slow(found: Found, opening: str, unit: str) -> str | None:
    for times in (8, 14, 20, 26, 40):
        if len(unit) * times > SMALL:
            break
        took = _seconds(found, opening + unit * times + _END)
        if took > _STUCK:
            again = _seconds(found, opening + unit * times + _END)
            if again > _STUCK:
                return f"{again:.2f} s for {len(unit) * times} characters"
    first = _seconds(found, _filled(opening, unit, TINY))
    if first < _QUICK * (TINY / SMALL) ** 2:
        return None
    if first > 2 * _STUCK:
        return f"{first:.2f} s for {TINY} characters"
    second = _seconds(found, _filled(opening, unit, SMALL))
    if second > 20 * _STUCK:
        return f"{second:.2f} s for {SMALL} characters"
    if second < max(_QUICK, first * RATIO):
        return None
    if second > 2 * _STUCK and second > 2 * RATIO * first:
        return f"{first * 1000:.1f} ms for {TINY} characters, {second * 1000:.1f} ms for {SMALL}"
    for _ in range(3):  # other work on the machine slows one measure, not three
        small = min(_seconds(found, _filled(opening, unit, SMALL)) for _ in range(2))
        large = _seconds(found, _filled(opening, unit, LARGE))
        if large <= max(FLOOR, RATIO * small):
            return None
    return f"{small * 1000:.1f} ms for {SMALL} characters, {large * 1000:.1f} ms for {LARGE}"


def _filled(opening: str, unit: str, size: int) -> str:
    return opening + (unit * (size // len(unit) + 1))[: max(0, size - len(opening))] + _END


def _seconds(found: Found, said: str) -> float:
    pattern = found.pattern
    text: Any = said.encode() if isinstance(pattern.pattern, bytes) else said
    start = time.thread_time()
    if found.methods:
        for method in found.methods:
            getattr(pattern, method)(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.thread_time() - start
