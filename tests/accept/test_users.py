"""32 users at once, hostile ones among them: nobody waits for health, nobody gets another's."""

import json
import sys

import pytest
from load import run_load

from tests.bot.serving import serving

USERS = 32
LIVE = 0.2  # seconds within which /health/live answers


@pytest.fixture(scope="module")
def address(settings, assistant):
    with serving(settings.data_dir) as address:
        yield address


def fine(report) -> None:
    sys.stdout.write(json.dumps(report.figures(), ensure_ascii=False, indent=1) + "\n")
    assert report.wrong == []
    assert report.foreign == []
    assert report.busy == 0
    assert sum(report.calls.values()) > USERS
    assert report.health


@pytest.mark.accept
def test_five_seconds(address):
    report = run_load(address, 5, USERS)
    fine(report)
    # other tests may share the machine: the bound on every single probe is for acceptance
    assert sorted(report.health)[len(report.health) // 2] < LIVE


@pytest.mark.accept
def test_a_minute(address):
    report = run_load(address, 60, USERS)
    fine(report)
    assert max(report.health) < LIVE
