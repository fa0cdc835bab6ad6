"""What those who run the server see, in an application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from fastapi import FastAPI

from bot.doors.api.service import Service
from bot.doors.seen.routes import seen
from bot.doors.seen.state import State


def install_seen(app: FastAPI, service: Service) -> None:
    """Serve the figures; what is traced is sent to the end."""
    settings = service.settings
    service.metrics.built(app.version, settings.reader, _plain(settings.embedding_model))
    service.metrics.also(State(service))
    app.include_router(seen)
    before = app.router.lifespan_context

    @asynccontextmanager
    async def both(of: FastAPI) -> AsyncIterator[Any]:
        async with before(of) as state:
            yield state
        await anyio.to_thread.run_sync(service.tracing.close)

    app.router.lifespan_context = both


def _plain(model: str) -> str:
    """The model without the path that leads to it."""
    return model.rstrip("/").rsplit("/", 1)[-1]
