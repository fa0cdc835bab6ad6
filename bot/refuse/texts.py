"""The words of a refusal that says what does not fit, with the nearest clause as its citation."""

import re

from bot.findings import Found
from bot.question import Understood
from bot.read.extract import best_sentence
from bot.refuse.charged import Charged, charged_with, in_sentence
from bot.refuse.mismatch import Mismatch
from bot.refuse.missing_clause import MissingClause
from bot.refuse.notice import Notice, Words, with_quote
from bot.render.names import level_word, range_name, step_name
from bot.understand.scope.mention import NUMBER, compact_number
from bot.vocabulary.types import missable, question_types
from corpus.language.normalize import fold
from corpus.library import Library
from corpus.structure.label import place_label

_MOST_NAMED = 2

_TEXTS = {
    "province": "Tôi chưa tìm thấy nội dung này trong {scope}; {place} có nêu tại {label}.",
    "foreign": "Các văn bản tra cứu được không có văn bản nào của {said}; {place} có nêu nội "
    "dung này tại {label}.",
    "organ": "Tôi chưa tìm thấy việc này được giao cho {said} trong {scope}; theo {label}, {body} "
    "được giao là {leaders}.",
    "other_organ": "Tôi chưa tìm thấy {said} trong việc này ở {scope}; điều khoản gần nhất là "
    "{label}.",
    "year": "Tôi chưa tìm thấy nội dung này cho năm {said} trong {scope}; điều khoản gần nhất là "
    "{label}.",
    "other_year": "Tôi chưa tìm thấy nội dung này cho năm {said} trong {scope}; năm {year} có nêu "
    "tại {label}.",
    "number": "{scope} không nêu “{said}” trong việc này; điều khoản gần nhất là {label}.",
    "document": "Tôi chưa tìm thấy nội dung này trong {scope}; văn bản khác có nêu tại {label}.",
    "unknown_document": "Các văn bản tra cứu được không có {said}; nội dung này có nêu tại "
    "{label}.",
    "mentioned": "Các văn bản tra cứu được không có {said}; văn bản này chỉ được nhắc đến tại "
    "{label}.",
    "absent_document": "Các văn bản tra cứu được không có {said}. Văn bản cùng loại tra cứu "
    "được: {names}.",
    "only_absent": "Các văn bản tra cứu được không có {said}. Anh/chị vui lòng kiểm tra lại "
    "số, ngày "
    "hoặc cơ quan ban hành.",
    "thing": "Điều khoản gần nhất nói về việc này nhưng không nêu {said}: {label}.",
    "near": "Tôi chưa tìm thấy điều khoản nào nêu đúng điều được hỏi; điều khoản gần nhất là "
    "{label}.",
    "ask": "Anh/chị có thể hỏi {leaders}, {body} được giao việc này{place}.",
    "missing_under": "{label} không có {said}; {level} này có {there}.",
    "undivided": "{label} không chia {said}.",
    "missing_in": "{scope} không có {said}; văn bản này có {there}.",
}
_OFFERS = ("ask",)
# where the agency in charge belongs to the province and document that the question is about
_NAMES_BODY = ("organ", "year", "other_year", "number", "thing")


def word_mismatch(question: Understood, mismatch: Mismatch, library: Library) -> Notice | None:
    """The refusal for a condition that no clause meets."""
    found, words = mismatch.found, Words(_TEXTS, _OFFERS)
    if found is None:
        names = _of_same_kind(mismatch.said[0], library)
        given = {"said": mismatch.said[0], "names": "; ".join(names)}
        words.add("absent_document" if names else "only_absent", given, {})
        return words.notice()
    document, clause = found.document, found.clause
    mark = words.cites.mark(document, clause, best_sentence(question, document, clause))
    charged = charged_with(document, clause, library)
    name = _template(mismatch, found, charged, library)
    given = {"scope": _scope(question, library), "said": _said(mismatch, question.standalone)}
    shown = {"label": clause.label}
    if name in ("province", "foreign"):
        shown["place"] = document.metadata.province or "văn bản khác"
    if name == "other_year":
        shown["year"] = next(iter(found.profile.years))
    if not charged or name == "near":
        words.add(name, given, shown, mark)
        notice = words.notice()
        return with_quote(notice, document, clause, mark) if notice and name == "near" else notice
    body = {"leaders": charged.words, "body": charged.body}
    holder = words.cites.mark(document, charged.clause) if name in _NAMES_BODY else mark
    if name == "organ":
        words.add(name, given, shown | body, mark, holder)
    else:
        words.add(name, given, shown, mark)
    if name in _NAMES_BODY and name != "organ":
        other = charged.clause is not clause
        place = f" theo {place_label(charged.clause.path, charged.clause.part)}" if other else ""
        words.add("ask", {"place": place}, body, holder)
    return words.notice()


def word_missing_clause(missing: MissingClause) -> Notice | None:
    """The refusal for a clause that its document does not have."""
    words = Words(_TEXTS, _OFFERS)
    wanted = step_name(missing.wanted)
    if missing.parent is None:
        if not missing.there:
            return None
        given = {"scope": missing.document.name, "said": wanted, "there": range_name(missing.there)}
        ends = (missing.there[0], missing.there[-1])
        marks = [words.cites.mark(missing.document, clause) for clause in ends]
        words.add("missing_in", given, {}, *marks)
        return words.notice()
    shown = {"label": missing.parent.label}
    mark = words.cites.mark(missing.document, missing.parent)
    if not missing.there:
        words.add("undivided", {"said": level_word(missing.wanted.level)}, shown, mark)
        return words.notice()
    level = level_word(missing.parent.path[-1].level)
    outer = {missing.there[0].id, missing.there[-1].id}
    marks = [words.cites.mark(missing.document, c) for c in missing.there if c.id in outer]
    given = {"said": wanted, "there": range_name(missing.there), "level": level}
    words.add("missing_under", given, shown, mark, *marks)
    return words.notice()


def _template(mismatch: Mismatch, found: Found, charged: Charged | None, library: Library) -> str:
    """The name of the text that fits."""
    kind = mismatch.kind
    if kind == "province":
        known = {document.metadata.province for document in library}
        return "province" if known & set(mismatch.said) else "foreign"
    if kind == "organ":
        other = charged and not set(charged.organs) & set(mismatch.said)
        return "organ" if other else "other_organ"
    if kind == "number":
        years = [n for n in mismatch.said if re.fullmatch(r"20\d\d", n)]
        if not years:
            return "number"
        return "other_year" if len(found.profile.years) == 1 else "year"
    if kind == "unknown_document":
        return "mentioned" if mismatch.mentioned else kind
    return kind if kind in ("document", "near") else "thing"


def _said(mismatch: Mismatch, asked: str) -> str:
    if mismatch.kind in ("claim", "contrast"):
        return ", ".join(f"“{words}”" for words in mismatch.said)
    if mismatch.kind in missable():
        return question_types()[mismatch.kind].absence
    if mismatch.kind == "number":
        years = [n for n in mismatch.said if re.fullmatch(r"20\d\d", n)]
        typed = {compact_number(m.group()): asked[m.start() : m.end()] for m in
                 NUMBER.finditer(fold(asked))}  # fmt: skip
        return ", ".join(years or (typed.get(number, number) for number in mismatch.said))
    return ", ".join(in_sentence(said) for said in mismatch.said)


def _scope(question: Understood, library: Library) -> str:
    """Where it was looked for: the document or province that the question names, else all."""
    if len(question.named) == 1 and (document := library.document(question.named[0])):
        return document.name
    if question.provinces:
        return f"văn bản của {', '.join(question.provinces)} tra cứu được"
    return "các văn bản tra cứu được"


def _of_same_kind(said: str, library: Library) -> list[str]:
    """The names of the documents whose kind the words begin with."""
    names = [d.name for d in library if said.lower().startswith(d.metadata.kind.lower())]
    return names if len(names) <= _MOST_NAMED else []
