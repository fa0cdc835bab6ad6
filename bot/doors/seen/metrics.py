"""What is counted: the one door to ``prometheus_client``.

Labels are names from short lists of this program (statuses, doors, routes as they are written,
stages): no question, no address, no name of a person or a key, so that nobody can be read in them
and their number stays small. Each application counts for itself.
"""

import platform
from typing import Final

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.registry import Collector

from bot.answer import Answer

MEDIA_TYPE: Final = prometheus_client.CONTENT_TYPE_PLAIN_0_0_4
FAILED: Final = "failed"  # the status of a question that met with a fault
# the stages of an answer, in its ``timings_ms``; what else stands there is no time
STAGES: Final = (
    "understand",
    "retrieve",
    "answer",
    "verify",
    "llm_understand",
    "llm_read",
    "llm_write",
)
_TOKENS: Final = {"llm_tokens_in": "in", "llm_tokens_out": "out"}
_SECONDS: Final = (
    0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 60.0,
)  # fmt: skip

prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = self._counter("answers", "Câu hỏi đã xử lý", "status", "door")
        self._answer_seconds = self._histogram("answer_seconds", "Thời gian một câu hỏi", "door")
        self._stage_seconds = self._histogram("stage_seconds", "Thời gian từng bước", "stage")
        self._tokens = self._counter("llm_tokens", "Token của mô hình ngôn ngữ", "direction")
        self._requests = self._counter("http_requests", "Yêu cầu HTTP", "route", "status", "door")
        self._request_seconds = self._histogram("http_request_seconds", "Thời gian HTTP", "door")
        self._limited = self._counter("rate_limited", "Yêu cầu bị hạn chế (429)", "door")
        self._feedback = self._counter("feedback", "Góp ý đã ghi", "rating")
        self.in_flight = Gauge(
            "tongdai_http_in_flight", "Yêu cầu HTTP đang xử lý", registry=self._registry
        )
        for rating in ("up", "down"):  # there from the start, so that a rise from none is seen
            self._feedback.labels(rating)
        for stage in STAGES[:4]:
            self._stage_seconds.labels(stage)
        ProcessCollector(registry=self._registry)

    def answered(self, answer: Answer, door: str, seconds: float) -> None:
        """A question was met."""
        self._answers.labels(answer.status.value, door).inc()
        self._answer_seconds.labels(door).observe(seconds)
        for stage in STAGES:
            if stage in answer.timings_ms:
                self._stage_seconds.labels(stage).observe(answer.timings_ms[stage] / 1000)
        for name, direction in _TOKENS.items():
            if count := answer.timings_ms.get(name):
                self._tokens.labels(direction).inc(count)

    def failed(self, door: str, seconds: float) -> None:
        """A question met with a fault of this side."""
        self._answers.labels(FAILED, door).inc()
        self._answer_seconds.labels(door).observe(seconds)

    def requested(self, route: str, status: int, door: str, seconds: float) -> None:
        """A request came to its end."""
        self._requests.labels(route, str(status), door).inc()
        self._request_seconds.labels(door).observe(seconds)
        if status == 429:
            self._limited.labels(door).inc()

    def rated(self, rating: str) -> None:
        """Somebody said what they think of an answer."""
        self._feedback.labels(rating).inc()

    def built(self, version: str, reader: str, embedding: str) -> None:
        """What runs here."""
        told = {
            "version": version, "python": platform.python_version(), "reader": reader,
            "embedding": embedding,
        }  # fmt: skip
        build = Gauge("tongdai_build_info", "Bản đang chạy", list(told), registry=self._registry)
        build.labels(**told).set(1)

    def also(self, collector: Collector) -> None:
        """Read this too at each look."""
        self._registry.register(collector)

    def text(self) -> bytes:
        """All as Prometheus reads it."""
        return prometheus_client.generate_latest(self._registry)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"tongdai_{name}", told, labels, registry=self._registry)

    def _histogram(self, name: str, told: str, *labels: str) -> Histogram:
        return Histogram(f"tongdai_{name}", told, labels, registry=self._registry, buckets=_SECONDS)
