"""Groups, trends, words and questions for evaluation as the API tells them."""

from typing import Any

from bot.inquiry.inquiry import Tried
from bot.inquiry.queue import Group, Question
from bot.inquiry.trends import Count, Trends
from bot.records.examples import Example
from bot.records.words import Kept


def group_json(group: Group) -> dict[str, Any]:
    """A group with its questions."""
    return {
        "key": group.key,
        "question": group.text,
        "count": group.count,
        "open": group.open,
        "newest": group.newest.isoformat(timespec="seconds"),
        "reasons": {reason.value: count for reason, count in group.reasons},
        "provinces": list(group.provinces),
        "matters": list(group.matters),
        "state": group.state.value,
        "questions": [_question(one) for one in group.questions],
    }


def _question(one: Question) -> dict[str, Any]:
    return {
        "key": one.key,
        "question": one.text,
        "typed": list(one.typed),
        "count": one.count,
        "newest": one.newest.isoformat(timespec="seconds"),
        "reasons": {reason.value: count for reason, count in one.reasons.items()},
        "province": one.province,
        "matter": one.matter,
        "comments": list(one.comments),
        "state": one.state.value,
        "note": one.case.note if one.case else "",
        "by": one.case.by if one.case else "",
    }


def trends_json(trends: Trends) -> dict[str, Any]:
    """Counts by week, province and matter."""
    return {
        "asked": trends.asked,
        "unanswered": trends.unanswered,
        "weeks": [{"week": c.name, **_count(c)} for c in trends.weeks],
        "provinces": [{"province": c.name, **_count(c)} for c in trends.provinces],
        "matters": [{"matter": c.name, **_count(c)} for c in trends.matters],
    }


def _count(count: Count) -> dict[str, int]:
    return {"asked": count.asked, "unanswered": count.unanswered}


def word_json(word: Kept) -> dict[str, Any]:
    """A word that officials added."""
    return {
        "id": word.id,
        "kind": word.kind.value,
        "said": word.said,
        "means": word.means,
        "note": word.note,
        "active": word.active,
        "changed": word.changed.isoformat(timespec="seconds"),
        "by": word.by,
    }


def example_json(one: Example, fault: str = "") -> dict[str, Any]:
    """A question for evaluation."""
    return {
        "key": one.key,
        "kind": one.kind,
        "question": one.question,
        "answerable": one.answerable,
        "gold": [{"document": document, "quote": quote} for document, quote in one.gold],
        "reference": one.reference,
        "fault": fault,
    }


def tried_json(tried: Tried) -> dict[str, Any]:
    """A question asked again."""
    return {
        "question": tried.text,
        "standalone_question": tried.standalone,
        "status": tried.status,
        "short_answer": tried.short_answer,
        "label": tried.label,
    }
