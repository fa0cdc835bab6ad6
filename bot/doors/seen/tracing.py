"""OpenTelemetry: the one door to it, shut unless ``TONGDAI_OTEL_ENDPOINT`` names a collector.

The provider is this program's own, not the process's: libraries that know OpenTelemetry (chromadb)
send nothing along. A span says what the log says: route, status, door, stages; never what was
asked.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.answer import Answer
from corpus.settings import Settings, SettingsError

_MISSING = (
    "Biến môi trường TONGDAI_OTEL_ENDPOINT đã đặt mà chưa cài gói gửi vết: chạy "
    '`pip install --constraint constraints.txt ".[otel]"`, hoặc bỏ biến ấy đi.'
)
_STAGES = "tongdai.stage."
_OURS = 500  # statuses from here on are faults of this side


class Tracing:
    """Spans of requests and answers; off, it does nothing."""

    def __init__(self, provider: Any = None) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("tongdai") if provider else None

    @classmethod
    def of(cls, settings: Settings, version: str) -> "Tracing":
        """By the settings; SettingsError where they want what is not installed."""
        if not settings.otel_endpoint:
            return cls()
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
        except ImportError as error:
            raise SettingsError(_MISSING) from error
        resource = Resource.create({"service.name": "tong-dai-ao", "service.version": version})
        provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=f"{settings.otel_endpoint}/v1/traces")
        provider.add_span_processor(BatchSpanProcessor(exporter))
        return cls(provider)

    @property
    def on(self) -> bool:
        """Whether anything is sent."""
        return self._tracer is not None

    @contextmanager
    def request(self, method: str, headers: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """The span of a request, under the caller's own where it names one (``traceparent``);
        what is put into the dict is told when it ends."""
        told: dict[str, Any] = {}
        if self._tracer is None:
            yield told
            return
        from opentelemetry.trace import SpanKind, StatusCode
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        above = TraceContextTextMapPropagator().extract(dict(headers))
        with self._tracer.start_as_current_span(
            method, context=above, kind=SpanKind.SERVER,
            record_exception=False, set_status_on_exception=False,  # it may hold what was asked
        ) as span:  # fmt: skip
            try:
                yield told
            finally:
                span.update_name(f"{method} {told.get('http.route', '-')}")
                span.set_attributes({"http.request.method": method, **told})
                if told.get("http.response.status_code", 0) >= _OURS:
                    span.set_status(StatusCode.ERROR)

    def answered(self, answer: Answer, door: str, milliseconds: int) -> None:
        """The span of an answer that has just been given, its stages as figures."""
        if self._tracer is None:
            return
        end = time.time_ns()
        span = self._tracer.start_span("answer", start_time=end - milliseconds * 1_000_000)
        stages = {f"{_STAGES}{name}": value for name, value in answer.timings_ms.items()}
        told = {"tongdai.status": answer.status.value, "tongdai.door": door}
        span.set_attributes({**told, "tongdai.citations": len(answer.citations), **stages})
        span.end(end)

    def close(self) -> None:
        """Send what still waits."""
        if self._provider is not None:
            self._provider.shutdown()
