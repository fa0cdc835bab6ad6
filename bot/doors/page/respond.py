"""What a question typed on the page brings: messages that grow, then the whole answer."""

from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.answer import Answer, Started, Statement
from bot.doors.access.rights import Rights, acting_with, each_with
from bot.doors.api.prefix import links_under_root
from bot.doors.api.problems import told
from bot.doors.page.cards import answer_html, said_html
from bot.doors.page.narrow import Listed
from bot.doors.page.tools import tools_html
from bot.doors.page.typed import typed_html
from bot.question import Ask, Turn

Piece = Started | Statement | Answer
Message = dict[str, Any]
_SEARCHING = '<p class="dang-tra">Đang tra cứu…</p>'
_WRITING = '<p class="dang-tra">Đã tìm thấy {count} trích dẫn, đang soạn câu trả lời…</p>'
_INTERNAL = (
    '<p class="noi-bo" role="note">Có trích dẫn văn bản nội bộ: cuộc hội thoại này không được lưu '
    "trong danh sách “Đã hỏi” của trình duyệt.</p>"
)
STOPPED = '<p class="loi-dap">Đã dừng theo yêu cầu của anh/chị.</p>'
_KEPT_TURNS = 100


class Each(Protocol):
    """Makes pieces one by one in a thread, when the question's turn comes."""

    def __call__(  # noqa: D102
        self, pieces: Generator[Piece, None, None]
    ) -> AsyncGenerator[Piece, None]: ...


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the page: the pipeline's ``pieces``, in turn through ``each``; the
    loaded documents and questions to begin with, all of them for the rights of the one who asks;
    ``at_once`` questions are on their way at a time; ``root`` is the path under which the server
    stands."""

    pieces: Callable[[Ask], Iterator[Piece]]
    each: Each
    listed: Callable[[], list[Listed]]
    examples: Callable[[], list[str]]
    at_once: int = 1
    root: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said, and the sealed state after it; kept by the reader's browser."""

    id: str = ""
    turns: tuple[Turn, ...] = ()
    state: str = ""

    @classmethod
    def read(cls, kept: Any) -> "Talk":
        """From what the browser kept; an empty talk where that is no talk."""
        try:
            turns = tuple(Turn(str(role), str(text)) for role, text in kept["turns"])
            return cls(str(kept["id"]), turns[-_KEPT_TURNS:], str(kept["state"]))
        except (KeyError, TypeError, ValueError):
            return cls()

    def as_json(self) -> dict[str, Any]:
        """What ``read`` reads."""
        turns = [[turn.role, turn.content] for turn in self.turns]
        return {"id": self.id, "turns": turns, "state": self.state}

    def after(self, question: str, answer: Answer) -> "Talk":
        """With one exchange more."""
        said = (Turn("user", question), Turn("assistant", answer.answer))
        name = self.id or answer.answer_id
        return Talk(name, (*self.turns, *said)[-_KEPT_TURNS:], answer.state)

    def without_last(self) -> tuple["Talk", str]:
        """Before the last question, and that question ("" where there is none)."""
        asked = [i for i, turn in enumerate(self.turns) if turn.role == "user"]
        if not asked:
            return Talk(), ""
        return Talk(self.id, self.turns[: asked[-1]]), self.turns[asked[-1]].content


@dataclass(frozen=True, slots=True)
class Step:
    """What the page shows at a moment; ``answer`` and ``talk`` with the last one, ``failed``
    where there is none."""

    messages: list[Message]
    answer: Answer | None = None
    talk: Talk | None = None
    failed: bool = False


async def respond(
    behind: Behind, asked: Ask, messages: list[Message], talk: Talk, rights: Rights
) -> AsyncGenerator[Step, None]:
    """The question at once, then what is found and said, then the whole answer."""
    question, filters = asked.question, asked.filters
    shown = [*messages, {"role": "user", "content": typed_html(question)}]

    def with_reply(html: str) -> list[Message]:
        return [*shown, {"role": "assistant", "content": links_under_root(html, behind.root)}]

    yield Step(with_reply(_SEARCHING))
    asked = replace(asked, history=talk.turns, state=talk.state)
    with acting_with(rights):
        inside = {one.id for one in behind.listed() if one.internal}
    answering = each_with(rights, behind.pieces(asked))
    said: list[str] = []
    try:
        async with aclosing(behind.each(answering)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Answer):
                    told_inside = any(c.document.id in inside for c in piece.citations)
                    html = answer_html(piece) + (_INTERNAL if told_inside else "")
                    html += tools_html(piece, question, filters)
                    yield Step(with_reply(html), piece, talk.after(question, piece))
                elif isinstance(piece, Statement):
                    said.append(said_html(piece))
                    yield Step(with_reply("".join(said)))
                elif piece.citations:
                    yield Step(with_reply(_WRITING.format(count=len(piece.citations))))
    except Exception as error:
        yield Step(with_reply(told(error, "the page").detail), failed=True)
