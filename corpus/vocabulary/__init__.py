"""Vietnamese domain vocabulary as data files; this module only reads them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DIRECTIVES = FOLDER.parent / "directives"  # the documents that come with the program


@cache
def read_table(name: str) -> dict[str, Any]:
    """The data of ``corpus/vocabulary/<name>.toml``."""
    return read_toml(FOLDER / f"{name}.toml")


def read_toml(path: Path) -> dict[str, Any]:
    """A table of words; ValueError names the file and the line that is wrong."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: {error} (một mục viết hai lần, hoặc sai dấu)") from error


def formulas(name: str) -> tuple[str, ...]:
    """A list of fixed phrases from ``formulas.toml``, lower case."""
    return tuple(read_table("formulas")[name])


def kinds() -> dict[str, dict[str, Any]]:
    """Kinds of document by name, in the file's order."""
    return dict(read_table("kinds")["kinds"])


def provinces() -> dict[str, dict[str, Any]]:
    """Provinces by name."""
    return dict(read_table("provinces")["provinces"])
