"""The records' share of the server's beginning and end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from fastapi import FastAPI

from bot.doors.api.service import Service


def install_records(app: FastAPI, service: Service) -> None:
    """What is kept is written from the start on (and what is too old swept out); at the end what
    still waits is written."""
    before = app.router.lifespan_context

    @asynccontextmanager
    async def both(of: FastAPI) -> AsyncIterator[Any]:
        service.recorder.start()
        async with before(of) as state:
            yield state
        await anyio.to_thread.run_sync(service.recorder.flush)

    app.router.lifespan_context = both
