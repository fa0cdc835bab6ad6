"""The regression gate: today's quality against a committed baseline. Quality only, no timings."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

GATED = (
    "recall@1",
    "recall@5",
    "top_citation",
    "citation_precision",
    "citation_recall",
    "correct",
    "answered",
    "refused",
    "faithful",
)
TOLERANCE = 0.01  # one question in a hundred may differ between machines


def gate(summary: Mapping[str, Any], baseline: Mapping[str, float]) -> list[str]:
    """What fell below the baseline by more than the tolerance; empty when nothing did."""
    faults = []
    for name, before in baseline.items():
        now = summary["measures"].get(name)
        if now is None or now < before - TOLERANCE:
            faults.append(f"{name}: {now if now is not None else 'không có'} < {before}")
    return faults


def read_baseline(path: Path) -> dict[str, float]:
    """The committed figures."""
    values = json.loads(path.read_text(encoding="utf-8"))
    return {name: float(values[name]) for name in GATED}


def write_baseline(summary: Mapping[str, Any], path: Path) -> None:
    """Make today's figures the baseline."""
    values = {name: summary["measures"][name] for name in GATED}
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
