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
from bot.assemble import Assistant
from bot.desk.desk import Desk
from bot.desk.edition import Edition
from bot.desk.watch import Watch
from bot.doors.access.rights import current_rights
from bot.doors.api.filters import resolve
from bot.doors.api.gate import Gate
from bot.doors.api.pictures import Pictures
from bot.doors.api.problems import Problem, as_problem
from bot.doors.feedback import FeedbackBook
from bot.doors.page.narrow import Listed
from bot.doors.seen.logs import log_answer
from bot.doors.seen.metrics import FAILED, Metrics
from bot.doors.seen.tracing import Tracing
from bot.doors.switch import notice_of
from bot.generate.llm import LlmError
from bot.question import Ask, Filters
from bot.records.audit import AuditLog
from bot.records.caller import Caller, caller
from bot.records.database import database_of
from bot.records.questions import asked_of, failed
from bot.records.recorder import Recorder
from corpus.memory import Memory
from corpus.settings import Settings, SettingsError
from corpus.shelf.entry import ShelfError
from corpus.tasks.book import TaskBook
from index.errors import INDEX_ERRORS

_LOG = logging.getLogger(__name__)
VERSION = "0.1.0"
_OURS = 500  # statuses from here on are faults of this side
_STARTING = "Hệ thống đang khởi động; vui lòng thử lại sau ít giây."
_NOT_STARTED = "Hệ thống chưa khởi động được; người quản trị xem nhật ký máy chủ."
_RECENT = 500  # answers that can be fetched as files
_START_ERRORS: tuple[type[Exception], ...] = (*INDEX_ERRORS, LlmError, SettingsError, ShelfError)


class Service:
    """Holds the assistant; ``error`` says in Vietnamese why there is none, ``brief`` the same to
    those who may not know how files and documents of this server are called."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.error = self.brief = _STARTING
        self.desk = Desk(settings)
        self._watch = Watch(self.desk)
        self.gate = Gate(settings.at_once)
        self.pictures = Pictures()
        self._recent: Memory[tuple[str, bool], tuple[str, Answer]] = Memory(_RECENT)
        self._warm = False
        self._given: Assistant | None = None
        self.database = database_of(settings)
        self.feedback = FeedbackBook(settings.data_dir, self.database)
        self.audit = AuditLog(self.database, settings.data_dir)
        self.recorder = Recorder(
            self.database, on=settings.records == "on", days=settings.records_days
        )
        self.tasks = TaskBook(settings.data_dir / "tasks")
        self.metrics = Metrics()
        self.tracing = Tracing.of(settings, VERSION)
        self._settled = threading.Event()  # no start is under way
        self._settled.set()

    def start(self) -> None:
        """Assemble and warm up in the background; the server answers health checks meanwhile."""
        self._settled.clear()
        threading.Thread(target=self.load, name="assemble", daemon=True).start()

    def load(self) -> None:
        """Assemble and answer a question: the first caller does not wait for imports."""
        gc.disable()  # much is made, nothing of it to be thrown away
        try:
            edition = self.desk.open()
            edition.public.pipeline.warm_up()
            # what stays for good need not be gone through again: a full collection stops all
            # threads for long
            gc.collect()
            gc.freeze()
        except _START_ERRORS as error:
            self.desk.edition = None
            self.error = str(error)
            self.brief = getattr(error, "brief", _NOT_STARTED)
            _LOG.error("%s", error)
        except Exception:
            self.desk.edition = None
            self.error = self.brief = "Không khởi động được trợ lý; xem nhật ký máy chủ."
            _LOG.exception("assembly failed")
        else:
            for failure in edition.collection.failures:
                _LOG.warning("Bỏ qua %s", failure)
            self._warm = True
            self._watch.start()
        finally:
            gc.enable()
            self._settled.set()
        if self.assistant is not None:
            self.assistant.pipeline.warm_up_english()  # few ask so at once
            self.tasks.warm(self.assistant.library)

    @property
    def edition(self) -> Edition | None:
        """The edition that serves the request that is under way: the one it began with."""
        rights = current_rights()
        if rights.held is None and self._warm:
            rights.held = self.desk.edition
        held: Edition | None = rights.held
        return held

    @property
    def assistant(self) -> Assistant | None:
        """What answers the one who asks; None while there is none."""
        if self._given is not None:
            return self._given
        edition = self.edition
        return edition.assistant(internal=current_rights().internal) if edition else None

    def serve(self, assistant: Assistant | None) -> None:
        """Answer with this assistant from now on, the desk aside (None: not)."""
        self._given = assistant

    def close(self) -> None:
        """End what runs beside the requests."""
        self._watch.stop()

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
        assistant = self.assistant
        if assistant is None:
            raise Problem(503, self.error if current_rights().internal else self.brief)
        return assistant

    def pieces(
        self, ask: Ask, patience: float, door: str = ""
    ) -> Iterator[Started | Statement | Answer]:
        """The answer as it grows, after a start that is under way; Problem where there can be
        none. What is answered can be fetched as a file for a while. ``door`` is named where the
        work is no longer that of a request."""
        who = replace(caller(), door=door) if door else caller()  # each step has its own context
        self.not_paused()
        assistant = self.wait(patience)
        filters = resolve(_spelled(ask.filters, assistant), assistant.library)
        began = time.monotonic()
        try:
            for piece in assistant.pipeline.pieces(replace(ask, filters=filters)):
                if isinstance(piece, Answer):
                    key = (piece.answer_id, current_rights().internal)
                    self._recent.put(key, (ask.question, piece))
                    self._met(ask.question, piece, _milliseconds(began), who)
                yield piece
        except Exception as error:
            if as_problem(error).status >= _OURS:
                self._met(ask.question, None, _milliseconds(began), who)
            raise

    def _met(self, question: str, answer: Answer | None, took: int, who: Caller) -> None:
        """Tell the records, the figures, the log and the traces; None: it met with a fault."""
        if answer is None:
            self.recorder.keep(failed(question, took, who))
            self.metrics.failed(who.door, took / 1000)
        else:
            self.recorder.keep(asked_of(question, answer, took, who))
            self.metrics.answered(answer, who.door, took / 1000)
            self.tracing.answered(answer, who.door, took)
        status = answer.status.value if answer else FAILED
        log_answer(self.settings, question, status, took, who.door)

    def recent(self, answer_id: str) -> tuple[str, Answer] | None:
        """A question and its answer of a while ago, while all that it cites is still in use."""
        found = self._recent.get((answer_id, current_rights().internal))
        assistant = self.assistant
        if found is None or assistant is None:
            return None
        cited = (citation.document for citation in found[1].citations)
        used = {d.id: d.digest for d in assistant.library}
        return found if all(used.get(d.id) == d.digest for d in cited) else None

    def answer(self, ask: Ask, patience: float) -> Answer:
        """The whole answer of ``pieces``."""
        *_, answer = self.pieces(ask, patience)
        if not isinstance(answer, Answer):
            raise TypeError("the last piece is the whole answer")
        return answer

    def listed(self) -> list[Listed]:
        """The loaded documents as the page lists them; none while there is no assistant."""
        assistant, edition = self.assistant, self.edition
        library = assistant.library if assistant else ()
        inside = edition.collection.internal if edition else frozenset()
        return [
            Listed(d.id, d.name, d.metadata.kind or "", d.metadata.province or "", d.id in inside)
            for d in library
        ]

    def first_questions(self) -> list[str]:
        """Questions to begin with; none while there is no assistant."""
        assistant = self.assistant
        return list(assistant.pipeline.first_questions()) if assistant else []


def _spelled(filters: Filters, assistant: Assistant) -> Filters:
    """The issuer as the officials' words spell it out."""
    issuer = filters.issuer
    return replace(filters, issuer=assistant.parts.added.spelled(issuer)) if issuer else filters


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
