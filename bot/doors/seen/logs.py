"""The log: lines for people or JSON lines for programs, each with the number of its request.

A request is one line with its route as it is written (``/documents/{document_id}``), never its
address: what people typed stands in addresses too. No address of a caller, no name. A question is
only told where ``TONGDAI_LOG_QUESTIONS`` says so, and then masked.
"""

import logging
import logging.config
from datetime import UTC, datetime
from typing import Any, Final

from bot.records.caller import caller
from corpus.cli import complain
from corpus.privacy import mask
from corpus.settings import Settings

_OURS: Final = ("app", "bot", "corpus", "index", "eval", "tongdai")
_LOG = logging.getLogger("tongdai")
_MOST = 2000  # characters of a question


class Numbered(logging.Filter):
    """Adds the number of the request, and by which door it came, where there is one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes."""
        who = caller()
        record.request_id = who.request_id
        if not hasattr(record, "door"):
            record.door = who.door if who.request_id else ""
        return True


def json_formatter() -> logging.Formatter:
    """One JSON object a line; empty fields are left out."""
    from pythonjsonlogger.json import JsonFormatter

    class Lines(JsonFormatter):
        def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
            return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

        def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in log_data.items() if value not in ("", None)}

    fields = ["asctime", "levelname", "name", "request_id", "door", "message"]
    names = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "traceback"}
    return Lines(fields, rename_fields=names, json_ensure_ascii=False)


def configure_logs(settings: Settings) -> None:
    """Everything that this process logs, by the settings; other libraries only their warnings."""
    text = {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"numbered": {"()": Numbered}},
            "formatters": {"text": text, "json": {"()": json_formatter}},
            "handlers": {
                "out": {
                    "class": "logging.StreamHandler",
                    "formatter": settings.log,
                    "filters": ["numbered"],
                }
            },
            "root": {"level": "WARNING", "handlers": ["out"]},
            "loggers": {name: {"level": settings.log_level.upper()} for name in _OURS},
        }
    )
    logging.captureWarnings(True)


def announce(settings: Settings, line: str) -> None:
    """Something that whoever starts the server should read, in the form of the log."""
    if settings.log == "json":
        _LOG.warning("%s", line)
    else:
        complain(line)


def log_request(method: str, route: str, status: int, milliseconds: int, *, quiet: bool) -> None:
    """One request; ``quiet``: of those that come all the time and say nothing."""
    told = {"method": method, "route": route, "status": status, "duration_ms": milliseconds}
    level = logging.DEBUG if quiet and status != 500 else logging.INFO  # 503: it is starting
    _LOG.log(level, "%s %s %d %d ms", method, route, status, milliseconds, extra=told)


def log_answer(
    settings: Settings, question: str, status: str, milliseconds: int, door: str
) -> None:
    """One question that was met; its words only where they are asked for, personal data masked."""
    told: dict[str, Any] = {"answer_status": status, "duration_ms": milliseconds, "door": door}
    if settings.log_questions:
        shown = mask(question[:_MOST]).text
        told["question"] = " ".join(shown.split())  # one line: none that passes for the log's own
    words = f": {told['question']}" if "question" in told and settings.log == "text" else ""
    _LOG.info("câu hỏi: %s, %d ms%s", status, milliseconds, words, extra=told)
