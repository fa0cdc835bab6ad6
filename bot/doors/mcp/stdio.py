"""The MCP server over standard input and output: a program starts it as its own process."""

import anyio

from bot.doors.api.service import Service
from bot.doors.mcp.server import make_server
from corpus.settings import Settings

_PATIENCE = 600.0  # seconds that the first call waits for the start


def serve_stdio(settings: Settings) -> None:
    """Serve until standard input ends; the assistant is assembled meanwhile."""
    service = Service(settings)
    service.start()
    server = make_server(service, patience=_PATIENCE, site=lambda: settings.public_url)
    anyio.run(server.run_stdio_async)
