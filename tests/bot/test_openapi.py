"""The description of the HTTP interface: what it tells of every answer holds, whatever is sent."""

import os

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import CoveragePhaseConfig, GenerationConfig, PhasesConfig

LONG = bool(os.environ.get("ACCEPT"))
EXAMPLES = 60 if LONG else 4


def described_at(server, examples):
    config = schemathesis.Config()
    project = config.projects.default
    project.generation = GenerationConfig(max_examples=examples, deterministic=True)
    project.phases = PhasesConfig(coverage=CoveragePhaseConfig(enabled=LONG))
    return schemathesis.openapi.from_url(f"{server}/openapi.json", config=config)


@pytest.fixture(scope="module")
def described(server):
    return described_at(server, EXAMPLES)


api = schemathesis.pytest.from_fixture("described")


@api.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_no_failure_and_no_answer_that_is_not_described(case):
    case.call_and_validate()
