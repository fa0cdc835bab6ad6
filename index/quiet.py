"""Only this program's own words reach its user: the libraries' bars, reports and hints do not."""

import logging
import os

_LIBRARIES = ("chromadb", "huggingface_hub", "openvino", "sentence_transformers", "torch")


def quiet_libraries() -> None:
    """Called before a model is made or loaded; nothing is looked up on the network either."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.ERROR)
