"""The running assistant: assembled in the background, its state told to health and routes."""

import gc
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request

from bot.answer import Answer, Started, Statement
from bot.assemble import Assistant, assemble
from bot.doors.api.filters import resolve
from bot.doors.api.gate import Gate
from bot.doors.api.pictures import Pictures
from bot.doors.api.problems import Problem, as_problem
from bot.doors.feedback import FeedbackBook
from bot.doors.page.narrow import Listed
from bot.doors.switch import notice_of
from bot.generate.llm import LlmError
from bot.question import Ask
from bot.records.audit import AuditLog
from bot.records.caller import caller
from bot.records.database import database_of
from bot.records.questions import asked_of, failed
from bot.records.recorder import Recorder
from corpus.memory import Memory
from corpus.settings import Settings, SettingsError
from corpus.tasks.book import TaskBook
from index.errors import INDEX_ERRORS

_LOG = logging.getLogger(__name__)
_OURS = 500  # statuses from here on are faults of this side
_RECENT = 500  # answers that can be fetched as files
_START_ERRORS: tuple[type[Exception], ...] = (*INDEX_ERRORS, LlmError, SettingsError)


class Service:
    """Holds the assistant; ``error`` says in Vietnamese why there is none."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.error = "Hệ thống đang khởi động; vui lòng thử lại sau ít giây."
        self.assistant: Assistant | None = None
        self.gate = Gate(settings.at_once)
        self.pictures = Pictures()
        self.recent: Memory[str, tuple[str, Answer]] = Memory(_RECENT)
        self.database = database_of(settings)
        self.feedback = FeedbackBook(settings.data_dir, self.database)
        self.audit = AuditLog(self.database, settings.data_dir)
        self.recorder = Recorder(
            self.database, on=settings.records == "on", days=settings.records_days
        )
        self.tasks = TaskBook(settings.data_dir / "tasks")
        self._settled = threading.Event()  # no start is under way
        self._settled.set()

    def start(self) -> None:
        """Assemble and warm up in the background; the server answers health checks meanwhile."""
        self._settled.clear()
        threading.Thread(target=self.load, name="assemble", daemon=True).start()

    def load(self) -> None:
        """Assemble and answer a question: the first caller does not wait for imports."""
        try:
            assistant = assemble(self.settings)
            assistant.pipeline.warm_up()
            # what stays for good need not be gone through again: a full collection stops all
            # threads for long
            gc.collect()
            gc.freeze()
        except _START_ERRORS as error:
            self.error = str(error)
            _LOG.error("%s", error)
        except Exception:
            self.error = "Không khởi động được trợ lý; xem nhật ký máy chủ."
            _LOG.exception("assembly failed")
        else:
            for failure in assistant.library.failures:
                _LOG.warning("Bỏ qua %s", failure)
            self.assistant = assistant
        finally:
            self._settled.set()
        if self.assistant is not None:
            self.assistant.pipeline.warm_up_english()  # few ask so at once
            self.tasks.warm(self.assistant.library)

    def wait(self, seconds: float) -> Assistant:
        """``ready`` after waiting for a start that is under way."""
        self._settled.wait(seconds)
        return self.ready()

    def not_paused(self) -> None:
        """Problem 503 with the notice where a person has stopped the answering."""
        if notice := notice_of(self.settings.pause_file):
            raise Problem(503, notice)

    def ready(self) -> Assistant:
        """The assistant, or a 503 problem that says why not."""
        if self.assistant is None:
            raise Problem(503, self.error)
        return self.assistant

    def pieces(
        self, ask: Ask, patience: float, door: str = ""
    ) -> Iterator[Started | Statement | Answer]:
        """The answer as it grows, after a start that is under way; Problem where there can be
        none. What is answered can be fetched as a file for a while. ``door`` is named where the
        work is no longer that of a request."""
        who = replace(caller(), door=door) if door else caller()  # each step has its own context
        self.not_paused()
        assistant = self.wait(patience)
        filters = resolve(ask.filters, assistant.library)
        began = time.monotonic()
        try:
            for piece in assistant.pipeline.pieces(replace(ask, filters=filters)):
                if isinstance(piece, Answer):
                    self.recent.put(piece.answer_id, (ask.question, piece))
                    self.recorder.keep(asked_of(ask.question, piece, _milliseconds(began), who))
                yield piece
        except Exception as error:
            if as_problem(error).status >= _OURS:
                self.recorder.keep(failed(ask.question, _milliseconds(began), who))
            raise

    def answer(self, ask: Ask, patience: float) -> Answer:
        """The whole answer of ``pieces``."""
        *_, answer = self.pieces(ask, patience)
        if not isinstance(answer, Answer):
            raise TypeError("the last piece is the whole answer")
        return answer

    def listed(self) -> list[Listed]:
        """The loaded documents as the page lists them; none while there is no assistant."""
        library = self.assistant.library if self.assistant else ()
        return [
            Listed(d.id, d.name, d.metadata.kind or "", d.metadata.province or "") for d in library
        ]

    def first_questions(self) -> list[str]:
        """Questions to begin with; none while there is no assistant."""
        return list(self.assistant.pipeline.first_questions()) if self.assistant else []


def _milliseconds(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


async def _assistant(service: Annotated[Service, Depends(_service)]) -> Assistant:
    return service.ready()


async def _gate(service: Annotated[Service, Depends(_service)]) -> Gate:
    return service.gate


ServiceDep = Annotated[Service, Depends(_service)]
AssistantDep = Annotated[Assistant, Depends(_assistant)]
GateDep = Annotated[Gate, Depends(_gate)]
