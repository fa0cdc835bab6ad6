"""How the server stands just now, read when somebody looks: documents, queue, records, model."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.doors.api.service import Service
from bot.doors.switch import notice_of
from bot.generate.counts import OUTCOMES
from bot.generate.generate import Generator


class State(Collector):
    """Of one server."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: much of it is there only once the assistant is."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """All of it."""
        service = self._service
        gate = service.gate
        yield _gauge("ready", "1: trả lời được", service.assistant is not None)
        paused = bool(notice_of(service.settings.pause_file))
        yield _gauge("paused", "1: đang tạm dừng trả lời", paused)
        yield _gauge("questions_working", "Câu hỏi đang được trả lời", gate.working)
        yield _gauge("questions_waiting", "Câu hỏi đang chờ tới lượt", gate.waiting)
        yield _gauge("questions_at_once", "Số câu hỏi trả lời cùng lúc nhiều nhất", gate.at_once)
        free = _free(service.settings.data_dir)
        yield _gauge("data_free_bytes", "Chỗ trống của ổ đĩa chứa dữ liệu", free)
        yield from self._records()
        yield from self._edition()
        assistant = service.assistant
        if assistant is not None and assistant.parts.generator is not None:
            yield from _llm(assistant.parts.generator)

    def _records(self) -> Iterator[Metric]:
        state = self._service.recorder.state()
        yield _gauge("records_on", "1: đang lưu câu hỏi", state.on)
        yield _gauge("records_fault", "1: đang không ghi được", bool(state.fault))
        yield _gauge("records_waiting", "Dòng chờ ghi", state.waiting)
        yield _counter("records_lost", "Dòng đã mất", state.lost)
        yield _counter("records_failures", "Lần ghi hỏng", state.faults)

    def _edition(self) -> Iterator[Metric]:
        edition = self._service.edition
        if edition is None:
            return
        collection = edition.collection
        named = GaugeMetricFamily("tongdai_edition_info", "Bản văn bản đang dùng", labels=["name"])
        named.add_metric([edition.name], 1)
        yield named
        yield _gauge("edition_number", "Số lần thay đổi văn bản", collection.number)
        made = datetime.fromisoformat(edition.made).timestamp()
        yield _gauge("edition_made_timestamp_seconds", "Lúc bắt đầu dùng bản ấy", made)
        count = GaugeMetricFamily("tongdai_documents", "Văn bản đang dùng", labels=["visibility"])
        internal = len(collection.internal)
        count.add_metric(["public"], len(collection.used) - internal)
        count.add_metric(["internal"], internal)
        yield count
        clauses = sum(len(document.clauses) for document in collection.used)
        yield _gauge("clauses", "Điều khoản đang dùng", clauses)
        yield _gauge("documents_unreadable", "Tệp không đọc được", len(collection.failures))


def _llm(generator: Generator) -> Iterator[Metric]:
    calls = CounterMetricFamily(
        "tongdai_llm_calls", "Lượt nhờ mô hình ngôn ngữ", labels=["role", "outcome"]
    )
    left = GaugeMetricFamily(
        "tongdai_llm_circuit_open", "1: mô hình đang được để yên vì vừa hỏng", labels=["role"]
    )
    counts: dict[tuple[str, str], int] = generator.counts.all()
    for role in sorted(generator.limits.roles):
        left.add_metric([role], generator.left_alone(role))
        for outcome in OUTCOMES:
            calls.add_metric([role, outcome], counts.get((role, outcome), 0))
    yield calls
    yield left


def _gauge(name: str, told: str, value: Any) -> Metric:
    return GaugeMetricFamily(f"tongdai_{name}", told, value=float(value))


def _counter(name: str, told: str, value: float) -> Metric:
    return CounterMetricFamily(f"tongdai_{name}", told, value=value)


def _free(folder: Path) -> float:
    try:
        return float(shutil.disk_usage(folder).free)
    except OSError:
        return 0.0
