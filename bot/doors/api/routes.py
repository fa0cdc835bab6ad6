"""The HTTP contract's routes in order: the last answers for every address that there is not."""

from fastapi import APIRouter, Depends, HTTPException

from bot.doors.api.asking import asking
from bot.doors.api.health import health
from bot.doors.api.kept import kept
from bot.doors.api.texts import texts
from bot.doors.api.unknown import known_query

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
router = APIRouter(dependencies=[Depends(known_query)])
for part in (asking, kept, texts, health):
    router.include_router(part)


@router.api_route("/api/{rest:path}", methods=METHODS, include_in_schema=False)
def unknown() -> None:
    """Addresses under /api that no route serves: the page mounted at / must not answer them."""
    raise HTTPException(404)
