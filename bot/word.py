"""An answer put into plain words by a language model: between its direct answer and its quotes.

What the model says is checked sentence by sentence; direct answer and quotes stand in any case.
"""

from collections.abc import Generator as Pieces
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.answer import Role, Statement, Verdict
from bot.clock import Clock
from bot.compose.doubtful import doubts_of
from bot.converse.state import State
from bot.draft import Draft
from bot.generate.generate import Generator, Writing
from bot.generate.prompt import FORMS
from bot.generate.sentences import worded_by
from bot.meet import Met
from bot.talk.plan import Way

_ANEW = (*FORMS, "translate")  # forms of the last answer that a model may give
_UNTRANSLATED = (Role.ASIDE, Role.MISSING)  # said where nothing was translated
_COUNTS = ("sentences", "shown")
_SEVERAL = 3  # clauses from which on they are summed up


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be worded: the ``question``, the ``form`` that is wanted ("" where nothing is to
    be said), and sentences of it that are ``coming`` already."""

    question: str
    form: str
    coming: Writing | None = None

    @property
    def listed(self) -> bool:
        """Whether the sentences are items."""
        return self.form == "itemise"


def asked_of(met: Met, state: State) -> Asked:
    """What a message that was met wants worded."""
    wanted = next((act for act in met.acts if act in _ANEW), "")
    english = met.question.language == "en"
    if met.way is Way.ANEW:
        question = state.topic or state.last or met.question.shown
        form = "english" if wanted == "translate" or (english and not wanted) else wanted
        return Asked(question, form)
    if met.way is not Way.SUMMARY and met.findings is None:
        return Asked(met.question.shown, "")
    if english:
        form = "english"
    elif met.way is Way.SUMMARY:
        form = "summarise"
    else:
        form = wanted if wanted in FORMS else _form_of(met)
    return Asked(met.question.shown, form, met.writing)


def _form_of(met: Met) -> str:
    draft = met.result
    if isinstance(draft, Draft) and draft.compares:
        return "compare"
    return "several" if len(draft.citations) >= _SEVERAL else "plain"


class Wording:
    """One answer's words; ``name``: whose they are."""

    def __init__(self, generator: Generator | None, clock: Clock) -> None:
        self.name = "extractive"
        self._generator = generator
        self._clock = clock
        self._counts: dict[str, int] = {}

    def of(self, draft: Draft, asked: Asked) -> Pieces[Statement, None, Draft]:
        """The statements of ``draft`` with what is worded after its direct answer, as they come;
        the draft with all of them at the end."""
        leads = draft.statements[: _after_lead(draft)]
        rest = draft.statements[len(leads) :]
        yield from leads
        said: list[Verdict] = []
        worded: list[Statement] = []
        for verdict in self._verdicts(draft, asked):
            said.append(verdict)
            if verdict.passed:
                worded.append(worded_by(verdict, listed=asked.listed))
                yield worded[-1]
        if worded and self._generator:
            self.name = self._generator.name
            if asked.form == "english":
                rest = tuple(one for one in rest if one.role not in _UNTRANSLATED)
        rest = (*rest, *doubts_of(worded, draft))
        yield from rest
        statements = (*leads, *worded, *rest)
        return replace(draft, statements=statements, verdicts=(*draft.verdicts, *said))

    def figures(self) -> dict[str, int]:
        """How many sentences came and how many are shown; nothing where no model was asked."""
        return dict(self._counts)

    def _verdicts(self, draft: Draft, asked: Asked) -> Iterator[Verdict]:
        generator, coming = self._generator, asked.coming
        if coming and generator:
            cited = {c.clause.id for c in draft.citations}
            if cited & {one.clause.id for one in coming.clauses}:
                yield from generator.continued(coming, draft, self._tell)
                return
            coming.close()
        if generator and asked.form:
            yield from generator.sentences(asked.question, draft, asked.form, self._tell)

    def _tell(self, name: str, amount: float) -> None:
        if name in _COUNTS:
            self._counts[name] = self._counts.get(name, 0) + int(amount)
        else:
            self._clock.add(name, amount)


def _after_lead(draft: Draft) -> int:
    """Where the direct answers that come first end."""
    roles = [statement.role for statement in draft.statements]
    if Role.LEAD not in roles:
        return 0
    first = roles.index(Role.LEAD)
    return next((i for i in range(first, len(roles)) if roles[i] is not Role.LEAD), len(roles))
