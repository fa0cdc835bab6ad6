"""What was understood of a question: one frozen object for retrieval and composition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.vocabulary.added import NO_WORDS, Added
from corpus.document import Step

ANY = "|"  # between the values of a step any of which is meant
MAX_QUESTION = 2000  # characters
# what is read of a conversation: so many last turns, so many characters of an answer
_MAX_TURNS, _MAX_ANSWER = 40, 12_000
_LONG_NUMBER = re.compile(r"(\d{32})\d+")  # no number of a directive is as long


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits that the caller sets; ``as_of`` is an ISO date."""

    documents: tuple[str, ...] = ()
    issuer: str | None = None
    province: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as it comes in; ``mode`` "extractive" leaves a language model out; ``state`` is
    what came with the last answer, as it came; ``aloud``: the answer is heard, not read."""

    question: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)
    mode: str = "auto"
    state: str = ""
    aloud: bool = False

    def bounded(self) -> "Ask":
        """The same with no more history than is read: a long one costs no more than a short one."""
        turns = tuple(
            Turn(turn.role, _LONG_NUMBER.sub(r"\1", turn.content[: _limit(turn.role)]))
            for turn in self.history[-_MAX_TURNS:]
        )
        return self if turns == self.history else replace(self, history=turns)

    def at(self, place: int) -> "Ask":
        """The earlier question at ``place`` as it was asked then."""
        asked = [i for i, turn in enumerate(self.history) if turn.role == "user"][place]
        return replace(
            self,
            question=self.history[asked].content,
            history=self.history[:asked],
            mode="extractive",
        )

    @property
    def exchanges(self) -> tuple[tuple[str, str], ...]:
        """The user's earlier questions with the answers they got ("" where there is none)."""
        found: list[tuple[str, str]] = []
        for turn in self.history:
            if turn.role == "user":
                found.append((turn.content, ""))
            elif turn.role == "assistant" and found:
                found[-1] = (found[-1][0], turn.content)
        return tuple(found)

    @property
    def earlier(self) -> tuple[str, ...]:
        """The user's earlier questions, oldest first."""
        return tuple(turn.content for turn in self.history if turn.role == "user")


@dataclass(frozen=True, slots=True)
class Fact:
    """What somebody told of himself, as told: ``kind`` is the quantity that a size is of ("share",
    "length", what is counted), or the class that he is of one member of."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """``text`` as asked; ``kept`` in ordinary written Vietnamese; ``standalone`` readable without
    the ``earlier`` questions (oldest first, in ordinary Vietnamese); ``original`` is the standalone
    question of one in English. ``guard``: why it is no question, as ``guards.toml`` has it;
    ``ruled_out``: provinces that are not meant; ``aloud``: it is answered to a caller;
    ``beside``: an honest question that stood beside an attempt to steer; ``added``: the words that
    officials added to the vocabulary; ``denied``: what the message says that it does not ask;
    ``told``: what the person told of himself, now and before."""

    text: str
    kept: str
    standalone: str
    earlier: tuple[str, ...] = ()
    guard: str | None = None
    restored: bool = False
    english: bool = False
    original: str = ""
    ruled_out: tuple[str, ...] = ()
    aloud: bool = False
    beside: bool = False
    added: Added = NO_WORDS
    denied: tuple[str, ...] = ()
    told: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """``text`` as asked; ``standalone`` readable without history.

    ``subject`` leaves out the words that only name a document or province; ``search_text`` is the
    subject for retrieval, with abbreviations spelled out.
    ``named`` documents limit the search, ``preferred`` ones only raise it. ``numbers`` are years,
    shares and document numbers that the right clause must hold. ``strangers`` are bodies of the
    usual build that the data does not list ("Cục Hải quan"), as written. ``meanings`` are short and
    full names that the documents say are the same: (as said in the question, the other). Of a
    question in English all this is of its translation; ``original`` is the question as asked, made
    standalone. Documents of provinces that are ``ruled_out`` are left out of the search;
    ``apart`` is who or what is known and is not asked for again ("ngoài phụ huynh ra");
    ``translated`` is a message in English word by word, "" for all others.
    ``wordings`` are those of ``meanings`` that officials added to the vocabulary. ``told`` is what
    the person told of himself: it is not searched for, but chooses among cases.
    """

    text: str
    standalone: str
    subject: str
    search_text: str
    language: str = "vi"
    undiacritized: bool = False
    restored: bool = False
    asks: tuple[str, ...] = ()
    form: str | None = None
    named: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    clause_steps: tuple[Step, ...] = ()
    provinces: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    guard: str | None = None
    original: str = ""
    ruled_out: tuple[str, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()
    told: tuple[Fact, ...] = ()
    apart: str = ""
    translated: str = ""

    @property
    def wording(self) -> str:
        """What is asked in Vietnamese words: the message alone, a translation of it."""
        return self.translated or self.text

    @property
    def shown(self) -> str:
        """The standalone question in its own language."""
        return self.original or self.standalone

    @property
    def puts_claim(self) -> bool:
        """Whether it asks for yes or no only; a sum that it states must be there."""
        return "yes_no" in self.asks and set(self.asks) <= {"yes_no", "money"}

    @property
    def cites_absent(self) -> bool:
        """Whether the question names a document that the corpus lacks, by its number."""
        return any("/" in n or "-" in n for n in self.numbers)

    def asks_for(self, *kinds: str) -> bool:
        """Whether any of ``kinds`` is asked for."""
        return any(kind in self.asks for kind in kinds)


def _limit(role: str) -> int:
    return MAX_QUESTION if role == "user" else _MAX_ANSWER


def only_ascii(text: str) -> bool:
    """Whether ``text`` has letters and none with a diacritic."""
    return any(c.isalpha() for c in text) and text.isascii()


def joined(parts: Sequence[str]) -> str:
    """Sentences joined by one space."""
    return " ".join(part.strip() for part in parts if part.strip())
