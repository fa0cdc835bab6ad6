"""All settings, read from the environment (prefix ``TONGDAI_``) and ``.env``: the only reader.

Stands in the lowest layer so that every command line can use it; others get values passed in.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.library import DIRECTIVES


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names the variable."""


class Settings(BaseSettings):
    """Where the program listens, what it reads and where it keeps its state."""

    model_config = SettingsConfigDict(
        env_prefix="TONGDAI_", env_file=".env", extra="ignore", frozen=True
    )

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    data_dir: Path = Path("var")
    corpus: str = ""
    embedding_model: str = "bundled"
    understander: Literal["rules"] = "rules"
    reader: Literal["rules", "learned"] = "rules"
    composer: Literal["extractive"] = "extractive"
    deadline: float = Field(default=5.0, ge=0, le=600)  # seconds a question, 0 for none
    llm: str = ""
    llm_base_url: str = ""
    llm_api_key: SecretStr = SecretStr("khong-can")
    llm_timeout: float = Field(default=20.0, gt=0, le=600)

    @field_validator("embedding_model")
    @classmethod
    def _not_empty(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("để trống; đặt “bundled”, một thư mục hoặc một tên mô hình")
        return value.strip()

    @property
    def corpus_paths(self) -> tuple[Path, ...]:
        """Files and folders of directives; separated by ":" in ``TONGDAI_CORPUS``."""
        parts = [Path(part) for part in self.corpus.split(":") if part.strip()]
        return tuple(parts) or (DIRECTIVES,)

    @property
    def index_dir(self) -> Path:
        """Where index builds live."""
        return self.data_dir / "index"

    @property
    def models_dir(self) -> Path:
        """Where the bundled model's folder is made, once."""
        return self.data_dir / "models"


def read_settings() -> Settings:
    """The settings of this process; SettingsError names a wrong variable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "TONGDAI_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"Biến môi trường {name} không hợp lệ: {first['msg']}.") from error
