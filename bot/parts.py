"""The parts of the pipeline, those that can be chosen by setting among them."""

from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from bot.answer import AnswerStatus
from bot.carried import Carried
from bot.compose.compose import compose
from bot.converse import converse
from bot.converse.state import State
from bot.generate.generate import Generator
from bot.interfaces import Composer, Reader, Understander
from bot.question import Ask, Conversation
from bot.retrieve.beside import Beside
from bot.retrieve.find import Finder
from bot.steps import ALL, Steps
from bot.surroundings import Surroundings
from bot.understand import understand
from bot.understand.acts.features import ANSWER, NOTHING, QUESTION, REFUSAL, Before
from bot.understand.acts.model import Heard, read_acts
from bot.vocabulary.added import NO_WORDS, Added
from corpus.contacts import NO_CONTACTS, ContactBook
from corpus.language.diacritics import Restorer
from corpus.library import Library
from corpus.names import names_of
from corpus.settings import SettingsError
from index.retrieve import Searcher

T = TypeVar("T")


def _learned(library: Library, searcher: Searcher, steps: Steps, carried: Carried) -> Reader:
    from bot.read.learned.reader import LearnedReader  # LightGBM takes seconds

    return LearnedReader(library, searcher, steps, carried.clauses)


UNDERSTANDERS: Mapping[str, Understander] = {"rules": understand}
READERS: Mapping[str, Callable[[Library, Searcher, Steps, Carried], Reader]] = {
    "learned": _learned,
}
# what a last turn came to, as the acts' features have it
_KINDS = {
    AnswerStatus.ANSWERED.value: ANSWER,
    AnswerStatus.PARTIAL.value: ANSWER,
    AnswerStatus.CLARIFY.value: QUESTION,
    AnswerStatus.NO_EVIDENCE.value: REFUSAL,
    AnswerStatus.OUT_OF_SCOPE.value: REFUSAL,
    AnswerStatus.BLOCKED.value: REFUSAL,
}
COMPOSERS: Mapping[str, Composer] = {"extractive": compose}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The names of the parts that are used, as the settings give them."""

    understander: str = "rules"
    reader: str = "learned"
    composer: str = "extractive"


class Parts:
    """What the steps of a pipeline are made of."""

    def __init__(  # noqa: PLR0913 (each a part, or what parts stand on)
        self,
        library: Library,
        searcher: Searcher,
        steps: Steps = ALL,
        generator: Generator | None = None,
        chosen: Chosen | None = None,
        contacts: ContactBook = NO_CONTACTS,
        carried: Carried | None = None,
    ) -> None:
        chosen = chosen or Chosen()
        self._carried = carried or Carried()
        profiles = self._carried.profiles
        self.understand = _named(UNDERSTANDERS, chosen.understander, "UNDERSTANDER")
        self.reader = _named(READERS, chosen.reader, "READER")(
            library, searcher, steps, self._carried
        )
        self.compose = _named(COMPOSERS, chosen.composer, "COMPOSER")
        self.generator = generator
        self.finder = Finder(library, searcher, self.reader, steps, profiles)
        self.beside = Beside(profiles, searcher.rarity)
        self.around = Surroundings(library, profiles, searcher.rarity)
        self.names = names_of(library.documents)
        self.rarity = searcher.rarity
        self.library = library
        self._searcher = searcher
        self.contacts = contacts
        self.tasks = self._carried.tasks
        self.added = NO_WORDS
        self._steps = steps
        self._untaught: Restorer | None = None  # without the officials' words

    def with_words(self, added: Added) -> "Parts":
        """The same with these words of the officials in place of those before; what is costly is
        shared."""
        made = copy(self)
        made.added = added
        base = self._untaught if self._untaught is not None else self.all_diacritics
        made.__dict__["all_diacritics"] = base.also(added.texts()) if added else base
        made._untaught = base
        return made

    def warm_up(self) -> None:
        """Load what not every question needs."""
        self._searcher.warm_up()

    def converse(self, ask: Ask, state: State | None = None) -> Conversation:
        """A message as a question that can be read alone."""
        found = converse(ask, self.restorer, self.names, state)
        return replace(found, added=self.added) if self.added else found

    def generator_for(self, role: str, ask: Ask) -> Generator | None:
        """The language model for a role, where it is on and the caller does not leave it out."""
        generator = self.generator if ask.mode != "extractive" else None
        return generator if generator and generator.does(role) else None

    def hear(self, text: str, state: State) -> Heard:
        """What a message does after ``state``, read with the officials' words."""
        text = self.added.spelled(text)
        before = Before(_KINDS.get(state.outcome, ANSWER if state.shown else NOTHING),
                        state.said.words)  # fmt: skip
        acts = read_acts()
        known = acts.embedding == self._searcher.model
        return acts.hear(text, before, self._searcher.embedding(text) if known else None)

    def hear_again(self, heard: Heard, acts: Collection[str]) -> Heard:
        """``heard`` where a language model takes the message to do ``acts``."""
        return read_acts().after_vote(heard, acts)

    @cached_property
    def all_diacritics(self) -> Restorer:
        """Gives text its diacritics back, from the corpus's own words."""
        return self._carried.restorer(self.library)

    @property
    def restorer(self) -> Restorer | None:
        """The same, where the step is on."""
        return self.all_diacritics if self._steps.restored else None


def _named(table: Mapping[str, T], name: str, variable: str) -> T:
    """The part of that name; SettingsError names the variable and what there is."""
    if name not in table:
        there = ", ".join(f"“{known}”" for known in table)
        raise SettingsError(
            f"Biến môi trường TONGDAI_{variable} là “{name}”; chọn một trong {there}."
        )
    return table[name]
