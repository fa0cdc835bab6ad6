"""The one door to language models: a setting to a LangChain chat model.

An LLM is a choice, never the ground of truth; without the setting there is none.
"""

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from corpus.settings import Settings

_TIMEOUT_SECONDS = 60


class LlmError(Exception):
    """The configured LLM cannot be used; the message names the setting or the missing package."""


def make_llm(settings: Settings) -> BaseChatModel | None:
    """The chat model of ``TONGDAI_LLM`` ("openai:NAME"), or None where it is empty."""
    if not settings.llm:
        return None
    provider, _, name = settings.llm.partition(":")
    if provider != "openai" or not name:
        raise LlmError(
            f"TONGDAI_LLM “{settings.llm}” không hợp lệ: đặt “openai:TÊN_MÔ_HÌNH” cùng "
            "TONGDAI_LLM_BASE_URL, hoặc để trống."
        )
    try:
        model = init_chat_model(
            name,
            model_provider="openai",
            base_url=settings.llm_base_url or None,
            api_key=settings.llm_api_key.get_secret_value(),
            temperature=0,
            timeout=_TIMEOUT_SECONDS,
            max_retries=1,
        )
    except ImportError as error:
        raise LlmError("Thiếu gói cho mô hình ngôn ngữ: chạy `pip install .[llm]`.") from error
    return model if isinstance(model, BaseChatModel) else None
