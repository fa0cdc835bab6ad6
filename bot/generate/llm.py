"""The one door to language models: a setting to a LangChain chat model.

An LLM is a choice, never the ground of truth; without the setting there is none.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from corpus.settings import Settings

_CONTEXT = 8192  # tokens that a local model reads at most
_LONGEST = 300  # tokens of an answer
_THREADS = 2


class LlmError(Exception):
    """The configured LLM cannot be used; the message names the setting or the missing package."""


def make_llm(settings: Settings) -> BaseChatModel | None:
    """The chat model of ``TONGDAI_LLM``, or None where it is empty."""
    if not settings.llm:
        return None
    provider, _, name = settings.llm.partition(":")
    if provider not in PROVIDERS or not name:
        known = ", ".join(f"“{p}:…”" for p in PROVIDERS)
        raise LlmError(
            f"TONGDAI_LLM “{settings.llm}” không hợp lệ: đặt {known} hoặc để trống. Ví dụ "
            "“openai:TÊN_MÔ_HÌNH” cùng TONGDAI_LLM_BASE_URL, “gguf:ĐƯỜNG_DẪN_TỆP”."
        )
    return PROVIDERS[provider](name, settings)


def _openai(name: str, settings: Settings) -> BaseChatModel:
    """Any server that speaks OpenAI's protocol."""
    key = settings.llm_api_key.get_secret_value()
    return _chat_model(name, settings.llm_base_url or None, key, settings.llm_timeout)


def _gguf(name: str, settings: Settings) -> BaseChatModel:
    """A local file, served by xllamacpp to this process alone."""
    path = Path(name)
    if not path.is_file():
        raise LlmError(f"TONGDAI_LLM: không có tệp mô hình {path}.")
    address = _local_server(str(path.resolve())).listening_address
    return _chat_model(path.stem, f"{address}/v1", "khong-can", settings.llm_timeout)


def _chat_model(name: str, url: str | None, key: str, timeout: float) -> BaseChatModel:
    try:
        model = init_chat_model(
            name,
            model_provider="openai",
            base_url=url,
            api_key=key,
            temperature=0,
            timeout=timeout,
            max_retries=0,
            max_tokens=_LONGEST,
        )
    except ImportError as error:
        raise LlmError("Thiếu gói cho mô hình ngôn ngữ: chạy `pip install .[llm]`.") from error
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
    "gguf": _gguf,
}
