"""All settings, read from the environment (prefix ``TONGDAI_``) and ``.env``: the only reader.

Stands in the lowest layer so that every command line can use it; others get values passed in.
"""

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.library import DIRECTIVES
from corpus.loaders.limits import Limits
from corpus.reading.reader import Reader, cores
from corpus.shelf.store import Shelf

_ORIGIN = re.compile(r"https?://(?:[a-z0-9_.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?")
LLM_ROLES = ("understand", "read", "write")


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names the variable."""


class Settings(BaseSettings):
    """Where the program listens, what it reads and where it keeps its state."""

    model_config = SettingsConfigDict(
        env_prefix="TONGDAI_", env_file=".env", extra="ignore", frozen=True
    )

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    root_path: str = ""
    # this server's address as others open it, "https://cong.tinh.gov.vn/tong-dai"; "": as called
    public_url: str = ""
    # further names by which /mcp may be called, by commas; "*": any, where a proxy checks them
    mcp_hosts: str = ""
    channels: str = ""  # the chat channels' file, "" for none
    # whether an OpenAI-compatible answer has its citations as a list below the text
    openai_sources: bool = True
    data_dir: Path = Path("var")
    corpus: str = ""
    # a folder that is looked into for new documents, "" for none; whether they are used at once
    watched: str = ""
    watched_publish: bool = False
    province: str = ""  # the province whose documents are meant where a question names none
    embedding_model: str = "bundled"
    reranker: str = ""  # the folder of a cross-encoder, "" for none
    understander: str = "rules"
    reader: str = "learned"
    composer: str = "extractive"
    deadline: float = Field(default=5.0, ge=0, le=600)  # seconds a question, 0 for none
    contacts: str = ""  # the contact book, "" for none
    eval_page: bool = False  # evaluation runs from the page /danh-gia, open to whoever can reach it
    operator: str = ""  # who runs it, as the page about the system says
    handover: str = ""  # said where a person is asked for, "" for the usual words
    llm: str = ""
    llm_base_url: str = ""
    llm_api_key: SecretStr = SecretStr("khong-can")
    llm_headers: dict[str, str] = {}  # sent along, as JSON: {"X-Team": "…"}
    llm_body: dict[str, Any] = {}  # put into each request's body, as JSON
    llm_roles: str = "write"  # what the model helps with: understand, read, write
    # seconds for each: understanding, reading, writing (or reading and writing in one)
    llm_understand_timeout: float = Field(default=6.0, gt=0, le=600)
    llm_read_timeout: float = Field(default=10.0, gt=0, le=600)
    llm_timeout: float = Field(default=20.0, gt=0, le=600)
    llm_concurrency: int = Field(default=4, ge=1, le=256)  # calls at once
    llm_queue: int = Field(default=16, ge=0, le=4096)  # calls that wait for their turn
    llm_mask: Literal["auto", "on", "off"] = "auto"  # auto: where the model is not on this machine
    # what one file may cost: seconds, memory of the process that reads it, sizes
    read_seconds: float = Field(default=600.0, gt=0, le=86_400)
    read_memory_mb: int = Field(default=4096, ge=256)
    read_file_mb: int = Field(default=200, ge=1)
    read_text_mb: int = Field(default=20, ge=1)
    read_unpacked_mb: int = Field(default=1000, ge=1)
    read_ratio: int = Field(default=200, ge=2)  # unpacked to packed, of an archive
    read_pages: int = Field(default=2000, ge=1)
    read_megapixels: int = Field(default=100, ge=1)  # of one picture
    read_workers: int = Field(default=0, ge=0, le=256)  # processes that read; 0: one for each core
    # the telephone: calls held at once, seconds without a turn after which one ends
    calls: int = Field(default=100, ge=1, le=10_000)
    call_silence: float = Field(default=300.0, gt=0, le=86_400)
    transfer_number: str = ""  # dialled for who wants a person; "": told whom to turn to
    sms_parts: int = Field(default=2, ge=1, le=10)  # messages of 160 characters
    # speech to text, a server of the OpenAI kind; "": callers press keys or send text
    stt_base_url: str = ""
    stt_model: str = "whisper-1"
    stt_api_key: SecretStr = SecretStr("khong-can")
    stt_timeout: float = Field(default=15.0, gt=0, le=120)
    # text to speech, a server of the OpenAI kind; "": espeak-ng on this machine
    tts_base_url: str = ""
    tts_model: str = "tts-1"
    tts_voice: str = "alloy"
    tts_api_key: SecretStr = SecretStr("khong-can")
    tts_timeout: float = Field(default=15.0, gt=0, le=120)
    # espeak-ng: its voice (vi, vi-vn-x-central, vi-vn-x-south) and words a minute
    espeak_voice: str = "vi"
    espeak_speed: int = Field(default=150, ge=80, le=400)
    # the AudioSocket process: where it listens, the server that it asks ("": host and port
    # above), the key that it sends there, how many calls it takes
    audiosocket_host: str = "127.0.0.1"
    audiosocket_port: int = Field(default=9092, ge=1, le=65535)
    audiosocket_calls: int = Field(default=20, ge=1, le=1000)
    hotline_url: str = ""
    hotline_key: SecretStr = SecretStr("")
    # what a caller says ends after so much silence, and is cut at so many seconds
    speech_pause: float = Field(default=0.8, ge=0.2, le=5)
    speech_longest: float = Field(default=15.0, ge=1, le=20)
    # seconds of silence after which the caller is asked again
    reply_silence: float = Field(default=8.0, ge=1, le=120)
    # questions answered at once; 0: two for each core
    concurrency: int = Field(default=0, ge=0, le=256)
    # pages of other sites that may call the API in a browser and show this server in a frame:
    # "https://a.example, https://b.example", or "*" for all
    origins: str = ""
    keys_required: bool = False  # whether /api, /v1 and /mcp serve only those who have a key
    # requests a minute of one address, 0 for any number: questions, and what only reads
    rate_questions: int = Field(default=60, ge=0)
    rate_reads: int = Field(default=600, ge=0)
    # proxies whose X-Forwarded-For is believed: addresses and networks, by commas; "": none
    trusted_proxies: str = "127.0.0.1,::1"
    # the log: lines for people or JSON lines; "debug" tells health checks too
    log: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_questions: bool = False  # whether questions stand in it, personal data masked
    # addresses and networks that may read /metrics without a key, beside this machine
    metrics_from: str = ""
    otel_endpoint: str = ""  # an OTLP/HTTP collector that gets traces, "" for none
    # the database's address ("postgresql://…"), with its password; "": SQLite in the data folder
    database: SecretStr = SecretStr("")
    records: Literal["on", "off"] = "on"  # whether questions and their outcome are kept
    records_days: int = Field(default=180, ge=0, le=36_500)  # for so long, 0 for good
    # a person's session ends after so many minutes without a request, and so many hours in all
    session_minutes: int = Field(default=60, ge=1, le=100_000)
    session_hours: int = Field(default=12, ge=1, le=10_000)

    # signing in at an identity provider (OpenID Connect): its address, "" for none, what it gave
    # this program, what is asked of it, what it is called on the page
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scopes: str = "openid profile email"
    oidc_name: str = "tài khoản dùng chung"
    # the claim whose values give roles, as JSON: {"quan-tri-tong-dai": "administrator"}; none: only
    # officials whose subject was entered come in
    oidc_claim: str = "groups"
    oidc_roles: dict[str, str] = {}

    @field_validator("embedding_model")
    @classmethod
    def _not_empty(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("để trống; đặt “bundled”, một thư mục hoặc một tên mô hình")
        return value.strip()

    @field_validator("llm_roles")
    @classmethod
    def _known_roles(cls, value: str) -> str:
        named = [part.strip() for part in value.split(",") if part.strip()]
        if strange := [name for name in named if name not in LLM_ROLES]:
            known = ", ".join(LLM_ROLES)
            raise ValueError(f"không có vai “{strange[0]}”; chọn trong: {known}")
        return ",".join(named)

    @field_validator("origins")
    @classmethod
    def _known_origins(cls, value: str) -> str:
        return ",".join(origin_list(value))

    @field_validator("trusted_proxies", "metrics_from")
    @classmethod
    def _addresses(cls, value: str) -> str:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        for part in parts:
            try:
                ip_network(part)
            except ValueError:
                raise ValueError(
                    f"“{part}” không phải địa chỉ hay dải mạng, ví dụ “127.0.0.1, 10.0.0.0/8”"
                ) from None
        return ",".join(parts)

    @field_validator("root_path")
    @classmethod
    def _a_path(cls, value: str) -> str:
        value = value.strip().rstrip("/")
        if value and not re.fullmatch(r"(?:/[A-Za-z0-9._~-]+)+", value):
            raise ValueError("phải là một đường dẫn bắt đầu bằng “/”, ví dụ “/tong-dai”")
        return value

    @field_validator("public_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        value = value.strip().rstrip("/")
        if value and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~-]+)*", value):
            raise ValueError(
                "phải là một địa chỉ đầy đủ, ví dụ “https://cong.tinh.gov.vn/tong-dai”"
            )
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _an_issuer(cls, value: str) -> str:
        if value.strip() and not is_safe_url(value.strip()):
            raise ValueError(
                "phải là một địa chỉ “https://…” (hoặc “http://127.0.0.1…” để thử trên máy này)"
            )
        return value.strip()

    @field_validator("oidc_scopes")
    @classmethod
    def _with_openid(cls, value: str) -> str:
        if "openid" not in value.split():
            raise ValueError("phải có “openid”, ví dụ “openid profile email”")
        return " ".join(value.split())

    @field_validator("stt_base_url", "tts_base_url", "hotline_url", "otel_endpoint")
    @classmethod
    def _a_server(cls, value: str) -> str:
        value = value.strip().rstrip("/")
        if value and not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", value):
            raise ValueError("phải là một địa chỉ bắt đầu bằng “http://” hoặc “https://”")
        return value

    @field_validator("espeak_voice")
    @classmethod
    def _a_voice(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z][\w+-]{0,40}", value.strip()):
            raise ValueError("phải là tên một giọng của espeak-ng, ví dụ “vi” hay “vi-vn-x-south”")
        return value.strip()

    @field_validator("transfer_number")
    @classmethod
    def _a_number(cls, value: str) -> str:
        if value.strip() and not re.fullmatch(r"[+\d][\d .-]{1,30}\d", value.strip()):
            raise ValueError("phải là một số điện thoại hoặc số máy lẻ")
        return re.sub(r"[ .-]", "", value)

    @property
    def roles(self) -> frozenset[str]:
        """What the language model helps with."""
        return frozenset(part for part in self.llm_roles.split(",") if part)

    @property
    def at_once(self) -> int:
        """How many questions are answered at once."""
        return self.concurrency or 2 * len(os.sched_getaffinity(0))

    @property
    def corpus_paths(self) -> tuple[Path, ...]:
        """Files and folders of directives; separated by ":" in ``TONGDAI_CORPUS``."""
        parts = [Path(part) for part in self.corpus.split(":") if part.strip()]
        return tuple(parts) or (DIRECTIVES,)

    @property
    def file_reader(self) -> Reader:
        """How the files of the corpus are read, and where what was read is kept."""
        limits = Limits(
            seconds=self.read_seconds,
            memory_mb=self.read_memory_mb,
            file_mb=self.read_file_mb,
            text_mb=self.read_text_mb,
            unpacked_mb=self.read_unpacked_mb,
            ratio=self.read_ratio,
            pages=self.read_pages,
            pixels=self.read_megapixels * 1_000_000,
        )
        return Reader(
            self.read_workers or cores(),
            limits,
            self.data_dir / "read",
            self.data_dir / "parsed",
        )

    @property
    def shelf(self) -> Shelf:
        """The documents that came in while the server runs."""
        return Shelf(self.data_dir / "van-ban")

    @property
    def pause_file(self) -> Path:
        """While it is there nothing is answered; it holds the notice."""
        return self.data_dir / "tam-dung.txt"

    @property
    def index_dir(self) -> Path:
        """Where index builds live."""
        return self.data_dir / "index"

    @property
    def models_dir(self) -> Path:
        """Where the bundled model's folder is made, once."""
        return self.data_dir / "models"


def origin_list(value: str) -> list[str]:
    """Origins of pages as browsers write them; ValueError names one that cannot be."""
    parts = [part.strip().rstrip("/").lower() for part in value.split(",") if part.strip()]
    for part in parts:
        if part != "*" and not _ORIGIN.fullmatch(part):
            raise ValueError(
                f"“{part}” không phải nguồn của một trang, ví dụ “https://tinh.gov.vn”"
                " (không kèm đường dẫn)"
            )
    # browsers leave the usual port out
    return list(
        dict.fromkeys(
            re.sub(r"^(https(?=.*:443$)|http(?=.*:80$))(.*):\d+$", r"\1\2", p) for p in parts
        )
    )


def is_safe_url(url: str) -> bool:
    """Whether nobody between can read along: HTTPS, or this machine itself."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    here = host == "localhost" or re.fullmatch(r"127(\.\d{1,3}){3}|::1", host) is not None
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def read_settings() -> Settings:
    """The settings of this process; SettingsError names a wrong variable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "TONGDAI_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"Biến môi trường {name} không hợp lệ: {first['msg']}.") from error
