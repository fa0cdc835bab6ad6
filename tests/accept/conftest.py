"""Acceptance: long checks of the whole server, run by ``make accept`` (``ACCEPT=1``)."""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """The mark of the long checks."""
    config.addinivalue_line("markers", "accept: long; runs only with ACCEPT=1 (make accept)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the long checks out unless asked for."""
    if os.environ.get("ACCEPT"):
        return
    for item in items:
        if item.get_closest_marker("accept"):
            item.add_marker(pytest.mark.skip(reason="long: ACCEPT=1 (make accept)"))
