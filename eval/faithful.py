"""Whether all that an answer shows has ground: its citations resolve, its quotes are verbatim, and
every figure, day, document number, organ and province stands in what it cites.

Written apart from ``bot.verify``, which makes the same promise: what checks the product shares none
of its code, reads the source text itself, and looks at the answer object as the API gives it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from tqdm import tqdm

from corpus.export import document_brief
from corpus.language.normalize import fold
from corpus.library import Library
from eval.claims import Claim, Ground, claims, stands
from eval.dataset import Question
from eval.record import ANSWERED
from eval.source import Source, squeeze

_MARKERS = re.compile(r"((?:\s*\[\d+\])+)")
_MARKER = re.compile(r"\[(\d+)\]")
_YES_NO = re.compile(r"^(?:Đúng|Có|Không đúng, văn bản nêu: )")  # said of a claim, not quoted
_SHOWN = 10  # faulty answers printed in full
Body = Mapping[str, Any]


class Checker:
    """Finds what lacks ground in the answers over one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sources: dict[str, Source] = {}
        self._grounds: dict[tuple[str, ...], Ground] = {}

    def faults(self, body: Body, asked: str = "") -> list[str]:
        """The faults of an answer object, each "kind: what"; ``asked`` is the question with all
        that was asked before it."""
        found: list[str] = []
        cited: dict[int, Source] = {}
        for citation in body["citations"]:
            source, wrong = self._resolve(citation)
            found += wrong
            if citation["marker"] in cited:
                found.append(f"dấu dẫn: [{citation['marker']}] đứng cho hai trích dẫn")
            if source:
                cited[citation["marker"]] = source
        if body["status"] not in ANSWERED:
            return found + self._refusal(body, asked, cited)
        if not body["citations"]:
            found.append("trích dẫn: trả lời mà không dẫn điều khoản nào")
        found += self._text(body, cited, asked if body["status"] == "partial" else "")
        everything = list(cited.values())
        found += self._statement(str(body.get("short_answer", "")), everything)
        told = str(body.get("spoken", ""))
        partial = body["status"] == "partial"  # what is missing is told in the question's words
        spoken = (
            self._named(told, asked, everything, "lời đọc")
            if partial
            else self._statement(told, everything)
        )
        found += [fault for fault in spoken if not fault.startswith("vị trí")]  # letters in words
        if body.get("model") == "extractive":
            found += _direct(str(body["short_answer"]), everything)
        return list(dict.fromkeys(found))

    def _resolve(self, citation: Body) -> tuple[Source | None, list[str]]:
        name = citation["clause_id"]
        clause = self._library.clause(name)
        document = self._library.document(clause.document_id) if clause else None
        if clause is None or document is None:
            return None, [f"trích dẫn: không có điều khoản {name}"]
        start, end = citation["start"], citation["end"]
        quote = citation["quote"]
        checks = {
            "lời trích không đúng chữ của văn bản": quote == document.text[start:end],
            "vị trí không phải của điều khoản": (start, end) == (clause.start, clause.end),
            "nhãn không phải của điều khoản": citation["label"] == clause.label,
            "thông tin văn bản sai": dict(citation["document"]) == document_brief(document),
            "dạng đọc không đúng chữ": squeeze(citation["display"]) == squeeze(quote),
            "chỗ tô nằm ngoài lời trích": all(
                0 <= a < b <= len(quote) for a, b in citation["highlights"]
            ),
        }
        source = self._sources.setdefault(name, Source(document, clause))
        return source, [
            f"trích dẫn: {what} ({name})" for what, sound in checks.items() if not sound
        ]

    def _text(self, body: Body, cited: dict[int, Source], asked: str) -> list[str]:
        """Faults of the answer's text, line by line; quoted lines belong to the line before."""
        found = [
            f"dấu dẫn: [{n}] không có trích dẫn"
            for n in map(int, _MARKER.findall(body["answer"]))
            if n not in cited
        ]
        introduced: list[Source] = []
        block: list[str] = []
        for line in [*str(body["answer"]).split("\n"), ""]:
            if line.startswith(">"):
                block.append(line.removeprefix(">").strip())
                continue
            if block:
                found += _quote("\n".join(block), introduced or list(cited.values()))
                block = []
            if line.strip():
                introduced = _marked(line, cited)
                found += self._line(line, introduced, cited, asked)
        return found

    def _line(
        self, line: str, marked: list[Source], cited: dict[int, Source], asked: str
    ) -> list[str]:
        everything = list(cited.values())
        if asked and not marked and "“" not in line:
            return self._named(line, asked, everything, "phần chưa trả lời")
        found: list[str] = []
        pieces = _MARKERS.split(line)
        for piece, markers in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
            ground = _marked(markers, cited) or marked or everything
            rest, wrong = _without_quotes(piece, ground)
            found += wrong + self._statement(rest, ground)
        return found

    def _statement(self, text: str, sources: Sequence[Source]) -> list[str]:
        """Claims of ``text`` that none of the sources bears out."""
        text = _without(squeeze(text), (name for s in sources for name in s.names))
        ground = self._ground(sources)
        return [_told(claim) for claim in claims(text) if not ground.bears(claim)]

    def _ground(self, sources: Sequence[Source]) -> Ground:
        key = tuple(source.clause.id for source in sources)
        if key not in self._grounds:
            self._grounds[key] = Ground("\n".join(f"{s.text}\n{s.around}" for s in sources))
        return self._grounds[key]

    def _refusal(self, body: Body, asked: str, cited: dict[int, Source]) -> list[str]:
        text = "\n".join(str(body.get(p, "")) for p in ("answer", "short_answer"))
        found = [
            f"dấu dẫn: [{n}] không có trích dẫn"
            for n in map(int, _MARKER.findall(text))
            if n not in cited
        ]
        found += self._named(_MARKER.sub(" ", text), asked, list(cited.values()), "từ chối")
        return list(dict.fromkeys(found))

    def _named(self, text: str, asked: str, sources: Sequence[Source], kind: str) -> list[str]:
        """Claims of ``text`` that neither the question nor the library's metadata names."""
        names = [name for s in sources for name in s.names]
        text = _without(squeeze(text), [*names, *(d.name for d in self._library)])
        question = Ground(squeeze(asked))
        ground = self._ground(sources)
        return [
            f"{kind}: {_told(claim)}"
            for claim in claims(text)
            if not (
                question.bears(claim)
                or question.says(claim.words)
                or _abbreviated(claim, asked)
                or ground.bears(claim)
                or (claim.kind in ("cơ quan", "địa phương") and self._metadata.bears(claim))
            )
        ]

    @cached_property
    def _metadata(self) -> Ground:
        named = [(d.name, d.metadata) for d in self._library]
        lines = [(name, m.issuer, m.superior, m.province) for name, m in named]
        return Ground("\n".join(word for line in lines for word in line if word))


def _told(claim: Claim) -> str:
    return f"{claim.kind}: “{claim.words}” không có căn cứ"


def _marked(text: str, cited: Mapping[int, Source]) -> list[Source]:
    markers = dict.fromkeys(map(int, _MARKER.findall(text)))
    return [cited[marker] for marker in markers if marker in cited]


def _without(text: str, names: Iterable[str]) -> str:
    """``text`` without the names, longest first, whole ones only."""
    for name in sorted(set(names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?![\w/-])", " ", text, flags=re.IGNORECASE)
    return text


def _abbreviated(claim: Claim, asked: str) -> bool:
    """Whether a province is named in the question by its initials ("QN")."""
    initials = "".join(word[0] for word in re.findall(r"\w+", fold(claim.words)))
    return claim.kind == "địa phương" and stands(initials, fold(asked))


def _quote(passage: str, sources: Sequence[Source]) -> list[str]:
    words = squeeze(passage)
    if not words or any(source.holds(words) for source in sources):
        return []
    return [f"lời trích: “{words[:160]}” không có nguyên văn trong điều khoản được dẫn"]


def _without_quotes(piece: str, sources: Sequence[Source]) -> tuple[str, list[str]]:
    """The piece with its quoted passages blanked out, and the faults of these.

    A clause may itself quote: one reading from the first to the last sign is tried before the
    readings of each pair.
    """
    if "“" not in piece:
        return piece, []
    first = piece.index("“")
    last = piece.rfind("”") if piece.rfind("”") > first else len(piece)
    if not _quote(piece[first + 1 : last], sources):
        return f"{piece[:first]} {piece[last + 1 :]}", []
    rest, found, position, depth, start = "", [], 0, 0, 0
    for sign in re.finditer("[“”]", piece):
        depth += 1 if sign.group() == "“" else -1
        if depth == 1 and sign.group() == "“":
            rest += piece[position : sign.start()]
            start = sign.end()
        elif depth == 0:
            found += _quote(piece[start : sign.start()], sources)
            position = sign.end()
    if depth > 0:
        found += _quote(piece[start:], sources)
        position = len(piece)
    return f"{rest} {piece[position:]}", found


def _direct(short: str, sources: Sequence[Source]) -> list[str]:
    """Pieces of an extractive short answer that are no words of the cited clauses."""
    texts = [text for s in sources for text in (s.text, s.around)]
    return [
        f"trả lời thẳng: “{piece}” không có nguyên văn trong điều khoản được dẫn"
        for piece in _YES_NO.sub("", short).split("; ")
        if piece and not any(stands(squeeze(piece), text) for text in texts)
    ]


Asker = Callable[[Question], Body]


def check_all(questions: Sequence[Question], ask: Asker, library: Library) -> tuple[str, int]:
    """The report over all answers, and how many answers are faulty."""
    checker = Checker(library)
    statuses: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    faulty: list[tuple[Question, Body, list[str]]] = []
    citations = worded = 0
    for question in tqdm(questions, desc="hỏi", disable=None, leave=False):
        body = ask(question)
        statuses[body["status"]] += 1
        citations += len(body["citations"])
        worded += int(body.get("llm", {}).get("shown", 0))
        found = checker.faults(body, "\n".join((*question.history, question.question)))
        if found:
            faulty.append((question, body, found))
            kinds.update(fault.split(":")[0] for fault in found)
    lines = [
        f"{len(questions)} câu hỏi, {citations} trích dẫn; "
        + ", ".join(f"{status} {count}" for status, count in sorted(statuses.items())),
        *([f"Trong đó {worded} câu do mô hình ngôn ngữ viết"] if worded else []),
        f"Câu trả lời có lỗi: {len(faulty)}",
        *(f"  {kind}: {count}" for kind, count in kinds.most_common()),
        *(_shown(*row) for row in faulty[:_SHOWN]),
    ]
    return "\n".join(lines), len(faulty)


def _shown(question: Question, body: Body, found: Sequence[str]) -> str:
    asked = " / ".join((*question.history, question.question))
    cited = "\n".join(f"  [{c['marker']}] {c['label']}" for c in body["citations"])
    return "\n".join(
        [
            "",
            f"{question.id} ({question.kind}): {asked}",
            *(f"  LỖI {fault}" for fault in found),
            f"{body['status']}; trả lời thẳng: {body['short_answer'] or '(không)'}",
            str(body["answer"]),
            cited,
        ]
    )
