"""Questions made from the corpus itself, as many as wanted, the same for the same seed.

Templates over facts, references, headings, clause numbers and metadata. They carry no gold: what
is checked of their answers is that nothing in them lacks ground (``eval.faithful``).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from random import Random

from corpus.citation.references import Reference, find_references
from corpus.document import Clause, Document, Part
from corpus.language.normalize import view
from corpus.language.segment import dictionary_words
from corpus.library import Library
from corpus.organs import find_bodies
from corpus.structure.label import place_label
from corpus.vocabulary import read_table
from eval.dataset import Question
from eval.disturbed import FORMS, lower_first

_MARKER = re.compile(r"^\W*(?:(?:[IVXLC]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/:]\s+)?\W*")
_CUT = re.compile(r"[;:.\n]\s|[;:.\n]$|\s[–—-]\s|\(")
_STOP = re.compile(r"\s(?:theo|nhằm|để|trong đó|trên cơ sở|góp phần|phục vụ|bảo đảm|đảm bảo)\s")
_LEAD = re.compile(
    r"^(?:(?:giám đốc|chánh|trưởng|thủ trưởng|chủ tịch|đề nghị|giao|yêu cầu|và|có trách nhiệm|"
    r"chủ trì|phối hợp(?: chặt chẽ)?(?: với)?|tiếp tục|khẩn trương|các cơ quan(?: liên quan)?|"
    r"đơn vị(?: liên quan)?|liên quan|địa phương|tham mưu)\b[,:\s]*)+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:cơ quan|đơn vị) (?:chủ trì|phối hợp|thực hiện)\b|thời gian", re.I)
# words with which no phrase ends
_DANGLING = {
    "các", "những", "của", "tại", "về", "và", "cho", "với", "theo", "trên", "trong", "từ", "đến",
    "để", "nhằm", "là", "bằng", "do", "số", "một", "cơ", "đối", "qua", "giữa", "có", "được",
    "phải", "không",
}  # fmt: skip
_FEWEST, _MOST = 4, 16  # words of a matter that a person would name
_TRIES = 60  # for each question wanted, before the corpus counts as exhausted
_PLAIN_SHARE = 0.25


def generate(library: Library, count: int, seed: int = 2024) -> list[Question]:
    """``count`` different questions; fewer where the corpus holds no more."""
    chance = Random(seed)  # noqa: S311 (reproducible, no secret)
    ground = Ground(library)
    families = [f for f in FAMILIES.items() if _possible(f[1], ground)]
    forms = list(FORMS)
    made: dict[str, Question] = {}
    for turn in range(count * _TRIES):
        if len(made) >= count or not families:
            break
        name, family = families[turn % len(families)]
        text = family(ground, chance)
        other = chance.choice(families)[1](ground, chance)
        form = "plain" if chance.random() < _PLAIN_SHARE else chance.choice(forms)
        history: tuple[str, ...] = ()
        if name == "follow":
            history, form = (other,), "plain"
        question = " ".join(FORMS[form](text, other, chance).split())
        question = question[:1].upper() + question[1:]
        number = f"gen-{seed}-{len(made):04d}"
        key = "\n".join((*history, question))
        made.setdefault(key, Question(number, f"{name}/{form}", question, history, False, (), ()))
    return list(made.values())


@dataclass(frozen=True, slots=True)
class Matter:
    """What a clause is about, in words that a question can go on with."""

    document: Document
    clause: Clause
    words: str

    @property
    def doing(self) -> str:
        """The matter as something that is done."""
        if _verbs().match(self.words):
            return self.words
        figure = any(c.isdigit() for c in self.words)
        return f"{'thực hiện chỉ tiêu' if figure else 'làm phần'} {self.words}"


class Ground:
    """The corpus as material for questions."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.documents = library.documents

    @cached_property
    def matters(self) -> list[Matter]:
        """One a clause of the operative part that says enough."""
        found = [
            Matter(d, c, words)
            for d in self.documents
            for c in d.clauses
            if c.part in (Part.BODY, Part.CLOSING)
            for words in [matter_words(_text(d, c))]
            if words
        ]
        if not found:
            raise ValueError("Kho văn bản không có điều khoản nào để đặt câu hỏi.")
        return found

    @cached_property
    def tasks(self) -> list[tuple[Matter, str]]:
        """Matters with the organ that the clause charges."""
        by_clause = {m.clause.id: m for m in self.matters}
        facts = [f for d in self.documents for f in self.library.facts(d.id).assignments]
        return [(by_clause[f.clause_id], f.organ) for f in facts if f.clause_id in by_clause]

    @cached_property
    def timed(self) -> list[Matter]:
        """Matters of clauses with a deadline."""
        ids = {f.clause_id for d in self.documents for f in self.library.facts(d.id).deadlines}
        return [m for m in self.matters if m.clause.id in ids]

    @cached_property
    def targets(self) -> list[tuple[Document, str]]:
        """Of what a number is to be reached."""
        facts = [(d, f) for d in self.documents for f in self.library.facts(d.id).targets]
        return [(d, f.target.of.strip()) for d, f in facts if len(f.target.of.split()) > 1]

    @cached_property
    def references(self) -> list[tuple[Document, Reference]]:
        """Mentions of numbered documents."""
        return [(d, r) for d in self.documents for r in find_references(d) if r.number]

    @cached_property
    def headings(self) -> list[Matter]:
        """Clauses with others under them."""
        return [m for m in self.matters if m.document.children(m.clause)]

    @cached_property
    def numbered(self) -> list[tuple[Document, Clause]]:
        """Clauses that can be named by number."""
        levels = {"muc", "dieu", "khoan", "diem"}
        return [(d, c) for d in self.documents for c in d.clauses if c.path[-1].level in levels]


def matter_words(text: str) -> str:
    """The clause's matter: its first words without number, organ and orders; "" for none."""
    text = _MARKER.sub("", text)
    for _ in range(6):
        bodies = find_bodies(text)
        led = _LEAD.match(text)
        if led:
            text = text[led.end() :]
        elif bodies and bodies[0].start == 0:
            text = text[bodies[0].end :].lstrip(" ,:;.\n")
        else:
            break
    piece = _CUT.split(text, maxsplit=1)[0]
    if _LABEL.match(piece):
        return ""
    if piece.isupper():
        piece = piece.lower()
    if len(piece.split()) > _MOST:
        stop = next((m for m in _STOP.finditer(piece) if _fits(piece[: m.start()])), None)
        comma = next((i for i, c in enumerate(piece) if c == "," and _fits(piece[:i])), None)
        end = stop.start() if stop else comma
        piece = piece[:end] if end else _clip(piece)
    piece = piece.strip(" ,.;:-–")
    return lower_first(piece) if _fits(piece) else ""


def _clip(piece: str) -> str:
    """As many words as a matter may have, ending where a word ends."""
    words = piece.split()
    kept, rest = words[: _MOST - 2], words[_MOST - 2 :]
    while kept and (
        kept[-1].lower() in _DANGLING
        or (kept[-1].lower(), rest[0].lower().strip(",.;")) in dictionary_words()
    ):
        rest.insert(0, kept.pop())
    return " ".join(kept)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{read_table('facts')['verbs']['words']})\b", re.IGNORECASE)


def _fits(piece: str) -> bool:
    return _FEWEST <= len(piece.split()) <= _MOST


def _text(document: Document, clause: Clause) -> str:
    if clause.cells:
        cells = [view(document.text, c.start, c.end).text for c in clause.cells]
        return max(cells, key=len, default="")
    return view(document.text, clause.start, clause.end, document.paragraphs).text


def _named(document: Document, chance: Random) -> str:
    """The document as people call it."""
    meta = document.metadata
    day = meta.date or ""
    year, month = day[:4], day[5:7]
    names = [document.name]
    if meta.number:
        names += [f"{meta.kind} {meta.number}", f"{meta.kind.lower()} số {meta.number}"]
        names.append(f"{meta.kind.lower()} {meta.number.split('/')[0].split('-')[0]}")
    if year:
        names.append(f"{meta.kind.lower()} năm {year} của {meta.province or 'tỉnh'}")
    if month:
        names.append(f"{meta.kind.lower()} tháng {int(month)}/{year}")
    return chance.choice(names)


def _province(document: Document) -> str:
    return document.metadata.province or "tỉnh"


def _pick(chance: Random, templates: Sequence[str], **words: str) -> str:
    return chance.choice(templates).format(**words)


def _who(ground: Ground, chance: Random) -> str:
    matter = chance.choice(ground.matters)
    templates = (
        "Cơ quan nào chủ trì {m}?", "Ai chịu trách nhiệm {m}?", "Việc {m} giao cho đơn vị nào?",
        "Sở nào phải {m}?", "Ở {p} thì bên nào lo {m}?", "Theo {d}, ai {m}?",
    )  # fmt: skip
    return _pick(chance, templates, m=matter.doing, p=_province(matter.document),
                 d=_named(matter.document, chance))  # fmt: skip


def _when(ground: Ground, chance: Random) -> str:
    matter = chance.choice(ground.timed if chance.random() < 0.6 else ground.matters)
    templates = (
        "Khi nào phải xong việc {m}?", "Hạn chót để {m} là bao giờ?", "Bao giờ thì {m}?",
        "Thời hạn {m} theo {d}?", "Trước ngày nào phải {m}?", "{m} thì mấy tháng một lần?",
    )  # fmt: skip
    return _pick(chance, templates, m=matter.doing, d=_named(matter.document, chance))


def _how_much(ground: Ground, chance: Random) -> str:
    document, of = chance.choice(ground.targets)
    templates = (
        "Chỉ tiêu về {m} là bao nhiêu?", "Bao nhiêu phần trăm {m}?", "{p} đặt mục tiêu mấy % {m}?",
        "{d} đề ra con số nào cho {m}?", "Tỷ lệ {m} tối thiểu là bao nhiêu?",
    )  # fmt: skip
    return _pick(chance, templates, m=lower_first(of), p=_province(document),
                 d=_named(document, chance))  # fmt: skip


def _which_document(ground: Ground, chance: Random) -> str:
    matter = chance.choice(ground.matters)
    templates = (
        "Việc {m} được quy định ở văn bản nào?", "Văn bản nào yêu cầu {m}?",
        "Căn cứ vào nghị định, quyết định nào để {m}?", "{m} thực hiện theo kế hoạch số mấy?",
    )  # fmt: skip
    return _pick(chance, templates, m=matter.doing)


def _tasks(ground: Ground, chance: Random) -> str:
    matter, organ = chance.choice(ground.tasks)
    templates = (
        "{o} có những nhiệm vụ gì?", "{o} phải làm gì theo {d}?", "Kể việc giao cho {o} ở {p}.",
        "{d} giao {o} những việc nào?", "{o} chủ trì những chỉ tiêu nào?",
        "Các nhiệm vụ của {o} liên quan tới {m}?",
    )  # fmt: skip
    return _pick(chance, templates, o=organ, m=matter.words, p=_province(matter.document),
                 d=_named(matter.document, chance))  # fmt: skip


def _clause(ground: Ground, chance: Random) -> str:
    document, clause = chance.choice(ground.numbered)
    place = place_label(clause.path, clause.part)
    if chance.random() < 0.3:  # a place that may not be there
        place = re.sub(r"khoản \d+", f"khoản {chance.randint(1, 30)}", place)
    templates = (
        "{c} {d} nói gì?", "{d}, {c} quy định thế nào?", "{c} của {d} giao việc cho ai?",
        "Trích giúp {c} {d}.", "{c} {d} có nêu thời hạn không?", "{c} là gì?",
    )  # fmt: skip
    return _pick(chance, templates, c=place, d=_named(document, chance))


def _province_matter(ground: Ground, chance: Random) -> str:
    matter = chance.choice(ground.matters)
    templates = (
        "Tỉnh {p} chỉ đạo ra sao về {m}?", "{p} có yêu cầu {m} không?", "Ở {p}, {m} như thế nào?",
        "UBND tỉnh {p} nói gì về việc {m}?",
    )  # fmt: skip
    return _pick(chance, templates, m=matter.words, p=_province(matter.document))


def _metadata(ground: Ground, chance: Random) -> str:
    document = chance.choice(ground.documents)
    templates = (
        "{d} do ai ký?", "{d} ban hành ngày nào?", "{d} gửi cho những nơi nào?",
        "Số ký hiệu của {d} là gì?", "{d} về việc gì?", "Cơ quan nào ban hành {d}?",
        "{d} căn cứ vào những văn bản nào?", "{d} còn hiệu lực không?", "{d} có bao nhiêu khoản?",
    )  # fmt: skip
    return _pick(chance, templates, d=_named(document, chance))


def _cited(ground: Ground, chance: Random) -> str:
    document, reference = chance.choice(ground.references)
    templates = (
        "{n} được nhắc đến để làm gì?", "{d} dẫn {n} ở chỗ nào?", "{n} là văn bản của cơ quan nào?",
        "{n} ban hành ngày bao nhiêu?", "Việc nào phải làm theo {n}?",
    )  # fmt: skip
    return _pick(chance, templates, n=reference.name, d=_named(document, chance))


def _yes_no(ground: Ground, chance: Random) -> str:
    matter, organ = chance.choice(ground.tasks)
    templates = (
        "{o} có phải {m} không?", "Có đúng là {o} lo việc {m}?", "Có phải {o} chủ trì {m} không?",
        "{o} hay đơn vị khác {m}?",
    )  # fmt: skip
    return _pick(chance, templates, o=organ, m=matter.doing)


def _partner(ground: Ground, chance: Random) -> str:
    matter, organ = chance.choice(ground.tasks)
    templates = (
        "{o} phối hợp với ai để {m}?", "Ai phối hợp với {o} trong việc {m}?",
        "Việc {m} thì {o} báo cáo cho cơ quan nào?",
    )  # fmt: skip
    return _pick(chance, templates, o=organ, m=matter.doing)


def _due(ground: Ground, chance: Random) -> str:
    document = chance.choice(ground.documents)
    year = (document.metadata.date or "2022")[:4]
    quarter, month = chance.choice(("I", "II", "III", "IV")), str(chance.randint(1, 12))
    templates = (
        "Những việc nào phải xong trong quý {q}/{y}?", "Trong tháng {t}/{y} có việc gì đến hạn?",
        "Những nhiệm vụ nào có hạn trước ngày 15/{t}/{y}?", "Năm {y} {p} phải làm xong những gì?",
        "Tháng {t} năm {y} có chủ đề gì?",
    )  # fmt: skip
    return _pick(chance, templates, q=quarter, t=month, y=year, p=_province(document))


def _listed(ground: Ground, chance: Random) -> str:
    matter = chance.choice(ground.headings)
    templates = (
        "{m} gồm những gì?", "Liệt kê các nội dung về {m}.", "Có bao nhiêu ý trong phần {m}?",
        "{d} nêu những gì về {m}?",
    )  # fmt: skip
    return _pick(chance, templates, m=matter.words, d=_named(matter.document, chance))


def _compared(ground: Ground, chance: Random) -> str:
    first, second = chance.choice(ground.matters), chance.choice(ground.matters)
    d, e = _named(first.document, chance), _named(second.document, chance)
    here = _province(first.document)
    there = [p for p in (*map(_province, ground.documents), "Hà Nội", "Thanh Hóa") if p != here]
    templates = (
        "So sánh {d} với {e} về việc {m}.", "{d} và {e} khác nhau thế nào về việc {m}?",
        "Ở {p} và {r} thì ai {m}?", "Hạn {m} ở {p} và ở {r} là khi nào?",
    )  # fmt: skip
    return _pick(chance, templates, d=d, e=e, m=first.doing, p=here, r=chance.choice(there))


def _absent(ground: Ground, chance: Random) -> str:
    matter, organ = chance.choice(ground.tasks)
    templates = (
        "Số điện thoại của {o} là số nào?", "{o} có bao nhiêu người?", "Lệ phí {m} hết mấy đồng?",
        "Phạt bao nhiêu tiền nếu không {m}?", "Giám đốc {o} tên là gì?", "Địa chỉ {o} ở đâu?",
        "Kinh phí {m} là bao nhiêu tỷ đồng?",
    )  # fmt: skip
    return _pick(chance, templates, o=organ, m=matter.doing)


def _piece(ground: Ground, chance: Random) -> str:
    """Words torn out of anywhere in a clause."""
    matter = chance.choice(ground.matters)
    words = _text(matter.document, matter.clause).split()
    length = chance.randint(4, 25)
    start = chance.randint(0, max(0, len(words) - length))
    piece = " ".join(words[start : start + length])
    return _pick(chance, ("{m}", "{m} là sao?", "“{m}” nghĩa là gì?", "{m} thì ai làm?"), m=piece)


def _follow(ground: Ground, chance: Random) -> str:
    matter, organ = chance.choice(ground.tasks)
    templates = (
        "Còn {o} thì sao?", "Ai chủ trì việc đó?", "Hạn là khi nào?", "Thế ở {p} thì thế nào?",
        "Bao nhiêu phần trăm?", "Văn bản đó do ai ký?", "Còn khoản {k}?",
    )  # fmt: skip
    return _pick(chance, templates, o=organ, p=_province(matter.document),
                 k=str(chance.randint(1, 9)))  # fmt: skip


FAMILIES: dict[str, Callable[[Ground, Random], str]] = {
    "who": _who,
    "when": _when,
    "how_much": _how_much,
    "which_document": _which_document,
    "tasks": _tasks,
    "clause": _clause,
    "province": _province_matter,
    "metadata": _metadata,
    "cited": _cited,
    "yes_no": _yes_no,
    "partner": _partner,
    "due": _due,
    "listed": _listed,
    "compared": _compared,
    "absent": _absent,
    "piece": _piece,
    "follow": _follow,
}


def _possible(family: Callable[[Ground, Random], str], ground: Ground) -> bool:
    """Whether the corpus holds what the family asks about."""
    try:
        family(ground, Random(0))  # noqa: S311
    except (IndexError, ValueError):
        return False
    return True
