"""Addresses of this server as others can open them: whole, with the host's name."""

from starlette.requests import HTTPConnection

from corpus.settings import Settings


def site_of(settings: Settings, request: HTTPConnection) -> str:
    """Where this server stands, sub-path included, no slash at the end: as it is set, else as the
    caller called it."""
    return settings.public_url or str(request.base_url).rstrip("/")
