"""The one door to language models: a setting to a LangChain chat model.

An LLM is a choice, never the ground of truth; without the setting there is none.
"""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from corpus.settings import Settings

_CONTEXT = 8192  # tokens that a local model reads at most
_LONGEST = 800  # tokens of a reply, where a call cannot say it
_THREADS = 2


class LlmError(Exception):
    """The configured LLM cannot be used; the message names the setting or the missing package."""


@dataclass(frozen=True)
class Llm:
    """A chat model: ``body``: what each request carries beside its messages, where it takes
    OpenAI's request bodies (``takes_body``); ``remote``: it does not run on this machine;
    ``at_once``: so many calls it works on together, and so many more may be ``waiting``."""

    model: BaseChatModel
    name: str
    takes_body: bool = False
    body: Mapping[str, Any] = field(default_factory=dict)
    remote: bool = False
    masks: bool = False
    at_once: int = 4
    waiting: int = 16


def open_llm(settings: Settings) -> Llm | None:
    """The model of ``TONGDAI_LLM``; None where it is empty."""
    model = make_llm(settings)
    if model is None:
        return None
    provider, _, _ = settings.llm.partition(":")
    remote = provider != "gguf" and not is_here(settings.llm_base_url)
    return Llm(
        model,
        settings.llm,
        takes_body=provider in ("openai", "gguf"),
        body=settings.llm_body,
        remote=remote,
        masks=settings.llm_mask == "on" or (settings.llm_mask == "auto" and remote),
        at_once=1 if provider == "gguf" else settings.llm_concurrency,
        waiting=settings.llm_queue,
    )


def make_llm(settings: Settings) -> BaseChatModel | None:
    """The chat model of ``TONGDAI_LLM``, or None where it is empty."""
    if not settings.llm:
        return None
    provider, _, name = settings.llm.partition(":")
    if provider not in PROVIDERS or not name:
        known = ", ".join(f"“{p}:…”" for p in PROVIDERS)
        raise LlmError(
            f"TONGDAI_LLM “{settings.llm}” không hợp lệ: đặt {known} hoặc để trống. Ví dụ "
            "“openai:TÊN_MÔ_HÌNH” cùng TONGDAI_LLM_BASE_URL, “langchain:NHÀ_CUNG_CẤP:TÊN”, "
            "“gguf:ĐƯỜNG_DẪN_TỆP”."
        )
    return PROVIDERS[provider](name, settings)


def is_here(url: str) -> bool:
    """Whether the address is one of this machine's own; no address is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _openai(name: str, settings: Settings) -> BaseChatModel:
    """Any server that speaks OpenAI's protocol."""
    return _over_http(name, settings.llm_base_url or None, settings)


def _gguf(name: str, settings: Settings) -> BaseChatModel:
    """A local file, served by xllamacpp to this process alone."""
    path = Path(name)
    if not path.is_file():
        raise LlmError(f"TONGDAI_LLM: không có tệp mô hình {path}.")
    address = _local_server(str(path.resolve())).listening_address
    return _over_http(path.stem, f"{address}/v1", settings)


def _over_http(name: str, url: str | None, settings: Settings) -> BaseChatModel:
    """What a call may leave out (temperature, length) is not set here but in its body."""
    return _made(
        name,
        model_provider="openai",
        base_url=url,
        api_key=settings.llm_api_key.get_secret_value(),
        default_headers=settings.llm_headers,
        timeout=settings.llm_timeout,
        max_retries=0,
        stream_usage=False,
    )


def _langchain(name: str, settings: Settings) -> BaseChatModel:
    """Any provider that LangChain knows: "ollama:qwen2.5", "anthropic:…"."""
    provider, _, model = name.partition(":")
    if not provider or not model:
        raise LlmError(
            f"TONGDAI_LLM “langchain:{name}” không hợp lệ: đặt “langchain:NHÀ_CUNG_CẤP:TÊN”, ví dụ "
            "“langchain:ollama:qwen2.5”."
        )
    given: dict[str, Any] = {"model_provider": provider}
    if settings.llm_base_url:
        given["base_url"] = settings.llm_base_url
    if provider == "openai" or "llm_api_key" in settings.model_fields_set:
        given["api_key"] = settings.llm_api_key.get_secret_value()
    if settings.llm_headers:
        given["default_headers"] = settings.llm_headers
    return _made(model, **given, temperature=0, max_tokens=_LONGEST, timeout=settings.llm_timeout)


def _made(name: str, **given: Any) -> BaseChatModel:
    try:
        model = init_chat_model(name, **given)
    except ImportError as error:
        package = f"langchain-{given['model_provider'].replace('_', '-')}"
        remedy = (
            "`pip install .[llm]`" if package.endswith("-openai") else f"`pip install {package}`"
        )
        raise LlmError(f"Thiếu gói cho mô hình ngôn ngữ: chạy {remedy}.") from error
    except Exception as error:  # every provider has its own errors
        raise LlmError(f"TONGDAI_LLM: không tạo được mô hình “{name}” ({error}).") from error
    if not isinstance(model, BaseChatModel):
        raise LlmError(f"Mô hình “{name}” không phải mô hình hội thoại.")
    return model


@cache
def _local_server(path: str) -> Any:
    """xllamacpp's own server on 127.0.0.1, one for each file."""
    try:
        import xllamacpp
    except ImportError as error:
        raise LlmError("Thiếu gói cho mô hình GGUF: chạy `pip install .[gguf]`.") from error
    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_ctx = _CONTEXT
    params.n_parallel = 1
    params.port = 0
    params.ui = False
    params.verbosity = 0
    params.cpuparams.n_threads = _THREADS
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise LlmError(f"TONGDAI_LLM: không mở được mô hình {path} ({error}).") from error


PROVIDERS: dict[str, Callable[[str, Settings], BaseChatModel]] = {
    "openai": _openai,
    "langchain": _langchain,
    "gguf": _gguf,
}
