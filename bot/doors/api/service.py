"""The running assistant: assembled in the background, its state told to health and routes."""

import gc
import logging
import threading
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request

from bot.answer import Answer
from bot.assemble import Assistant, assemble
from bot.doors.api.filters import provinces_of, resolve
from bot.doors.api.gate import Gate
from bot.doors.api.pictures import Pictures
from bot.doors.api.problems import Problem
from bot.doors.feedback import FeedbackBook
from bot.generate.llm import LlmError
from bot.question import Ask
from corpus.settings import Settings, SettingsError
from index.errors import INDEX_ERRORS

_LOG = logging.getLogger(__name__)
_START_ERRORS: tuple[type[Exception], ...] = (*INDEX_ERRORS, LlmError, SettingsError)


class Service:
    """Holds the assistant; ``error`` says in Vietnamese why there is none."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.error = "Hệ thống đang khởi động; vui lòng thử lại sau ít giây."
        self.assistant: Assistant | None = None
        self.gate = Gate(settings.at_once)
        self.pictures = Pictures()
        self.feedback = FeedbackBook(settings.data_dir)
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

    def wait(self, seconds: float) -> Assistant:
        """``ready`` after waiting for a start that is under way."""
        self._settled.wait(seconds)
        return self.ready()

    def ready(self) -> Assistant:
        """The assistant, or a 503 problem that says why not."""
        if self.assistant is None:
            raise Problem(503, self.error)
        return self.assistant

    def answer(self, ask: Ask, patience: float) -> Answer:
        """The answer, after a start that is under way; Problem where there can be none."""
        assistant = self.wait(patience)
        filters = resolve(ask.filters, assistant.library)
        return assistant.pipeline.invoke(replace(ask, filters=filters))

    def provinces(self) -> list[str]:
        """The provinces of the loaded documents; none while there is no assistant."""
        return provinces_of(self.assistant.library) if self.assistant else []

    def first_questions(self) -> list[str]:
        """Questions to begin with; none while there is no assistant."""
        return list(self.assistant.pipeline.first_questions()) if self.assistant else []


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
