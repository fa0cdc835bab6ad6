"""Whether a model is fit to help: twenty built-in questions over the bundled directives, measured.

No index is needed: each question goes with the clause that answers it, hidden among others.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.answer import AnswerStatus, Citation
from bot.draft import Draft
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.generate.failures import NoReply
from bot.generate.generate import READ, UNDERSTAND, WRITE, Generator, Limits
from bot.generate.llm import Llm
from bot.generate.prompt import make_prompt
from bot.generate.reply import Door, Want
from bot.question import only_ascii
from bot.understand.typing.vietnamese import is_english
from corpus.document import Clause, Document
from corpus.library import Library
from corpus.names import names_of
from corpus.vocabulary import read_toml
from index.passage import clause_text

FILE = Path(__file__).parent / "check.toml"
_BESIDE = 5  # other clauses that a question goes with
_TIMEOUT = 60.0  # seconds for one call: what is measured is not cut off
_FORMS = {"json_schema": "theo JSON Schema", "json_object": "theo chế độ JSON",
          "prompt": "theo lời dặn"}  # fmt: skip
_SHORTEST = 40  # characters of a clause that is worth reading


@dataclass(frozen=True, slots=True)
class Trial:
    """A question with the clause that answers it and others around it."""

    question: str
    earlier: tuple[str, ...]
    gold: Clause
    clauses: tuple[tuple[Document, Clause], ...]


@dataclass
class Measured:
    """Counts and times over all trials: replies that were ``understood`` and ``voted`` as wanted,
    standalone questions that are ``founded`` in what was said,
    votes with ``copied`` words and for the ``right`` clause, sentences in the question's ``own``
    language; ``first``: milliseconds to the first piece of each answer."""

    asked: int = 0
    understood: int = 0
    founded: int = 0
    voted: int = 0
    copied: int = 0
    right: int = 0
    sentences: int = 0
    shown: int = 0
    own: int = 0
    tokens: float = 0.0
    seconds: float = 0.0
    first: list[float] = field(default_factory=list)
    form: str = "prompt"


@dataclass(frozen=True, slots=True)
class Line:
    """One measure for a reader: its ``title``, what was found, and whether it is enough; ``role``:
    the role that needs it ("" for all)."""

    title: str
    said: str
    fit: bool
    role: str = ""


def read_trials(library: Library) -> list[Trial]:
    """The built-in questions; ValueError names one whose clause is not there."""
    return [_trial(row, library) for row in read_toml(FILE)["questions"]]


def reached(llm: Llm) -> str:
    """Empty where the model answers at all, else what is wrong."""
    prompt = make_prompt(WRITE, [], "Xin chào")
    try:
        reply = Door(llm).ask(prompt.messages, Want(8), time.monotonic() + _TIMEOUT)
        with closing(reply):
            next(iter(reply), None)
            return ""
    except NoReply as error:
        return str(error)


def measure(llm: Llm, library: Library, trials: Sequence[Trial]) -> Iterator[Measured]:
    """What was measured after each trial."""
    found = Measured()
    profiles = Profiles()
    bodies = names_of(library.documents).bodies
    limits = Limits(frozenset((UNDERSTAND, READ, WRITE)), _TIMEOUT, _TIMEOUT, _TIMEOUT)
    door = Door(llm)
    for trial in trials:
        # anew for each trial: one failure is one failure, and no reason to leave the model alone
        generator = Generator(llm, limits, door)
        reader = Generator(llm, replace(limits, roles=frozenset((READ,))), door)
        found.asked += 1
        tell = _Teller(found)
        turns = [(text, "") for text in trial.earlier]
        if understood := generator.understand(trial.question, turns, bodies, tell):
            found.understood += 1
            found.founded += bool(understood.standalone)
        rows = [_found(d, c, profiles) for d, c in trial.clauses]
        votes, _ = reader.read(_whole(trial), rows, tell)
        if votes:
            found.voted += 1
            found.copied += bool(votes.answers) and all(votes.answers.values())
            found.right += next(iter(votes.answers), "") == trial.gold.id
        _word(generator, trial, found, tell)
        found.form = generator.door.form
        yield found


def lines_of(found: Measured) -> list[Line]:
    """The measures with their verdicts, as they are shown."""
    fit = read_toml(FILE)["fit"]
    speed = found.tokens / found.seconds if found.seconds else 0.0
    first = sorted(found.first)[len(found.first) // 2] / 1000 if found.first else 0.0
    shares = (
        (f"Đúng mẫu khi hiểu câu hỏi ({_FORMS[found.form]})", found.understood, found.asked,
         "schema", UNDERSTAND),
        ("Câu hỏi viết lại có căn cứ", found.founded, found.asked, "founded", UNDERSTAND),
        ("Đúng mẫu khi chọn điều khoản", found.voted, found.asked, "schema", READ),
        ("Chọn trúng điều khoản trả lời", found.right, found.asked, "right", READ),
        ("Chép đúng nguyên văn", found.copied, found.asked, "copied", READ),
        ("Viết bằng ngôn ngữ của câu hỏi", found.own, found.sentences, "language", WRITE),
        ("Câu qua được kiểm chứng", found.shown, found.sentences, "shown", WRITE),
    )  # fmt: skip
    lines = [
        Line(title, f"{part}/{whole}", bool(whole) and part >= fit[name] * whole, role)
        for title, part, whole, name, role in shares
    ]
    return [
        *lines,
        Line("Tốc độ viết", f"{_decimal(speed)} token/giây", speed >= fit["speed"]),
        Line("Chờ chữ đầu tiên", f"{_decimal(first)} giây", first <= fit["first"]),
    ]


def roles_for(lines: Sequence[Line]) -> list[str]:
    """The roles whose measures are all enough."""
    slow = not all(line.fit for line in lines if not line.role)
    if slow:
        return []
    roles = (UNDERSTAND, READ, WRITE)
    return [role for role in roles if all(line.fit for line in lines if line.role == role)]


class _Teller:
    """Adds up what the roles tell."""

    def __init__(self, found: Measured) -> None:
        self._found = found

    def __call__(self, name: str, amount: float) -> None:
        if name == "llm_tokens_out":
            self._found.tokens += amount
        elif name == "sentences":
            self._found.sentences += int(amount)
        elif name == "shown":
            self._found.shown += int(amount)
        elif name.startswith("llm_") and name != "llm_tokens_in":
            self._found.seconds += amount / 1000


def _word(generator: Generator, trial: Trial, found: Measured, tell: _Teller) -> None:
    english = is_english(trial.question, ())
    document = next(d for d, c in trial.clauses if c is trial.gold)
    draft = Draft(AnswerStatus.ANSWERED, (), "", (Citation(1, document, trial.gold),))
    form = "english" if english else "plain"
    for verdict in generator.sentences(_whole(trial), draft, form, tell):
        found.own += only_ascii(verdict.text.split("[")[0]) == english
    if generator.door.last is not None:
        found.first.append(generator.door.last.first)


def _whole(trial: Trial) -> str:
    return " ".join((*trial.earlier, trial.question))


def _trial(row: dict[str, object], library: Library) -> Trial:
    document = library.document(str(row["document"]))
    words = " ".join(str(row["words"]).split())
    if document is None:
        raise ValueError(f"{FILE.name}: không có văn bản “{row['document']}”")
    holds = [c for c in document.clauses if words in " ".join(clause_text(document, c).split())]
    if not holds:
        raise ValueError(f"{FILE.name}: {document.file} không có “{words}”")
    gold = holds[-1]
    others = [
        c
        for c in document.clauses
        if c not in holds and not document.children(c)
        and len(clause_text(document, c)) >= _SHORTEST
    ]  # fmt: skip
    near = sorted(others, key=lambda c: abs(c.start - gold.start))[:_BESIDE]
    together = sorted([gold, *near], key=lambda c: c.start)
    earlier = row.get("earlier", [])
    assert isinstance(earlier, list)
    return Trial(
        str(row["question"]), tuple(map(str, earlier)), gold, tuple((document, c) for c in together)
    )


def _found(document: Document, clause: Clause, profiles: Profiles) -> Found:
    return Found(document, clause, 0.0, Evidence(0.0, 0.0), profiles.of(document, clause))


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
