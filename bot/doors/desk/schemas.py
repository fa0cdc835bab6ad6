"""What is sent to the desk."""

from datetime import date as Day  # noqa: N812  (a field is called date)
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.doors.api.schemas import Body

Visibility = Literal["public", "internal"]
_Value = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class MetadataIn(Body):
    """Metadata in place of what was read; "" for none, left out for as it is."""

    number: _Value | None = None
    date: Day | Literal[""] | None = None
    issuer: _Value | None = None
    province: _Value | None = None
    kind: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    title: _Value | None = None
    signer: _Value | None = None

    def given(self) -> dict[str, str]:
        """What was sent."""
        sent = self.model_dump(exclude_unset=True, exclude_none=True)
        return {name: str(value) for name, value in sent.items()}


class ChangeIn(Body):
    """Body of ``PATCH /api/v1/admin/documents/{entry}``."""

    metadata: MetadataIn = MetadataIn()
    visibility: Annotated[
        Visibility | None,
        Field(description="`public`: công khai; `internal`: chỉ cán bộ đã đăng nhập"),
    ] = None
