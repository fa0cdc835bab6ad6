"""A command: what it is called, its arguments, what it does."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from corpus.library import Library
from corpus.settings import Settings

Run = Callable[[argparse.Namespace, Settings, Library], int]


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


@dataclass(frozen=True, slots=True)
class Command:
    """``told`` is its line in the help; ``run`` gives the exit code."""

    name: str
    told: str
    run: Run
    add_arguments: Callable[[argparse.ArgumentParser], None] = _no_arguments
    aliases: tuple[str, ...] = ()
