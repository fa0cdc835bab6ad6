"""No pattern of the program can be held up by text made for it."""

import re

import pytest
from hostile_patterns import Found, fault, find_patterns

FOUND = find_patterns()


def test_the_patterns_are_found() -> None:
    places = {found.where.split(".")[0] for found in FOUND}
    assert {"corpus", "bot"} <= places
    assert len(FOUND) > 200


@pytest.mark.parametrize("pattern", [r"(?:a|a\s?)+$", r"\d[\d.,]*\s*%", r"\s+$"])
def test_a_slow_pattern_is_told(pattern: str) -> None:
    assert fault(Found("here", re.compile(pattern)))


def test_a_quick_pattern_is_left_alone() -> None:
    assert fault(Found("here", re.compile(r"(?<![\d.,])\d[\d.,]*+\s?%"))) is None


def test_every_pattern_is_linear() -> None:
    faults = [said for found in FOUND if (said := fault(found))]
    assert not faults, "\n".join(faults)
