"""What a model is sent: the instruction first, then data between tags, then the question.

The instruction is the same for all questions of a role, so that a server reads it once. Data
cannot close its own tags, nor hold anything that looks like a marker or a control word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from bot.answer import Citation
from bot.understand.acts.features import ACTS
from bot.vocabulary.types import question_types
from corpus.document import Clause, Document
from corpus.language.normalize import nfc
from corpus.privacy import Masked, mask
from corpus.vocabulary import read_toml
from index.passage import clause_text, headings

_FILE = Path(__file__).parent / "prompts.toml"
_SIGNS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", '"': "“"})
_MOST_CHARACTERS = 1500  # of a clause
_READ_CHARACTERS = 700  # of one of many
_MOST_ABOVE = 200  # of what stands above it
_MOST_TURN = 400  # of an earlier message
FORMS = ("shorten", "simplify", "itemise", "summarise")  # acts that ask for a form


@dataclass(frozen=True, slots=True)
class Numbered:
    """A clause under the number that the model knows it by."""

    number: int
    document: Document
    clause: Clause


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages, and what puts personal data back into the reply."""

    messages: tuple[BaseMessage, ...]
    masked: Masked
    tokens: int


def numbered(citations: Sequence[Citation]) -> tuple[Numbered, ...]:
    """Citations by their markers."""
    return tuple(Numbered(c.marker, c.document, c.clause) for c in citations)


def make_prompt(
    role: str, data: Sequence[str], question: str, form: str = "plain", *, masks: bool = False
) -> Prompt:
    """The prompt of a role (a table of ``prompts.toml``) over blocks of data."""
    told = _role(role)
    lines = [*data, block("cau_hoi", question), _table()["forms"][form], told["tail"]]
    text = "\n".join(line for line in lines if line)
    masked = mask(text) if masks else Masked(text)
    messages = (SystemMessage(told["instruction"]), HumanMessage(masked.text))
    return Prompt(messages, masked, told["tokens"])


def clause_blocks(clauses: Sequence[Numbered]) -> list[str]:
    """The clauses with what stands above them; the more there are the less of each."""
    most = _MOST_CHARACTERS if len(clauses) <= 5 else _READ_CHARACTERS
    return [_clause_block(one, most) for one in clauses]


def turn_blocks(turns: Sequence[tuple[str, str]]) -> list[str]:
    """Earlier messages, oldest first, each with the answer it got ("" where it is not known)."""
    return [
        block("luot_truoc", f"Hỏi: {asked[:_MOST_TURN]}\nĐáp: {told[:_MOST_TURN] or '(không rõ)'}")
        for asked, told in turns
    ]


def block(tag: str, text: str) -> str:
    """``text`` as delimited data."""
    return f"<{tag}>\n{plain(text)}\n</{tag}>"


def plain(text: str) -> str:
    """Without the signs that delimit data, mark citations or control models."""
    return nfc(text).translate(_SIGNS)


def _clause_block(one: Numbered, most: int) -> str:
    above = " › ".join(line[:_MOST_ABOVE] for line in headings(one.document, one.clause))
    lines = [f"Nằm dưới: {above}"] if above else []
    lines.append(clause_text(one.document, one.clause)[:most])
    return (
        f'<dieu_khoan so="{one.number}" noi="{plain(one.clause.label)}">\n'
        + plain("\n".join(lines))
        + "\n</dieu_khoan>"
    )


@cache
def _table() -> dict[str, Any]:
    return read_toml(_FILE)


@cache
def _role(name: str) -> dict[str, Any]:
    told = _table()[name]
    acts = ", ".join(act for act in ACTS if act != "attack")
    filled = told["instruction"].format(acts=acts, asks=", ".join(question_types()))
    return {**told, "instruction": filled}
