"""What is sent to the desk."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from bot.doors.api.schemas import Body, as_written

Visibility = Literal["public", "internal"]
_Value = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


def _day_or_none(value: Any) -> Any:
    if value in ("", None):
        return value
    return date.fromisoformat(str(as_written(value)).strip()).isoformat()


_Day = Annotated[
    str | None,
    BeforeValidator(_day_or_none),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}, {"type": "null"}]}
    ),
]


class MetadataIn(Body):
    """Thông tin đặt thay chỗ đã đọc: `""` là văn bản không nêu, bỏ trường ra là giữ nguyên."""

    number: Annotated[_Value | None, Field(description="Số, ký hiệu")] = None
    date: Annotated[_Day, Field(description="Ngày ban hành, NĂM-THÁNG-NGÀY")] = None
    issuer: Annotated[_Value | None, Field(description="Cơ quan ban hành")] = None
    province: Annotated[_Value | None, Field(description="Tỉnh")] = None
    kind: Annotated[
        Annotated[str, StringConstraints(min_length=1, max_length=100)] | None,
        Field(description="Loại văn bản"),
    ] = None
    title: Annotated[_Value | None, Field(description="Trích yếu")] = None
    signer: Annotated[_Value | None, Field(description="Người ký")] = None

    def given(self) -> dict[str, str]:
        """What was sent."""
        sent = self.model_dump(exclude_unset=True, exclude_none=True)
        return {name: str(value) for name, value in sent.items()}


class ChangeIn(Body):
    """Điều cần đổi ở một văn bản."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"metadata": {"number": "12/KH-UBND", "date": "2025-06-05"}},
                {"visibility": "public"},
            ]
        }
    )

    metadata: MetadataIn = MetadataIn()
    visibility: Annotated[
        Visibility | None,
        Field(description="`public`: công khai; `internal`: chỉ cán bộ đã đăng nhập"),
    ] = None
