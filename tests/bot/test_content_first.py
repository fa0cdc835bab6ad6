"""A signature or a ground comes behind content; of what is numbered the one asked about comes
first.
"""

from bot.converse import read_question
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Ask
from bot.read.content_first import content_first
from bot.read.of_number import of_its_number
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG MÂY

Số: 12/2024/QĐ-UBND
Sông Mây, ngày 12 tháng 3 năm 2024

QUYẾT ĐỊNH
Quy định mức khen thưởng thợ thuyền

Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;

Điều 1. Mức khen thưởng
1. Nhóm 1: 300.000 đồng.
2. Nhóm 2: 150.000 đồng.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Thuyền
"""


def _found(*words):
    document = parse(TEXT, "quyet-dinh-12.txt")
    profiles = Profiles()
    clauses = [
        next(c for c in reversed(document.clauses) if word in document.quote(c)) for word in words
    ]
    return [Found(document, c, 1.0, Evidence(1.0, 1.0), profiles.of(document, c)) for c in clauses]


def _asked(text):
    return read_question(Ask(text), [])


def _first(found):
    return found[0].document.quote(found[0].clause)


def test_a_signature_answers_only_who_signed():
    found = _found("Nguyễn Văn Thuyền", "300.000")
    assert "300.000" in _first(content_first(_asked("ai được thưởng"), found))
    assert "Thuyền" in _first(content_first(_asked("ai ký quyết định này"), found))


def test_a_ground_answers_only_on_what_a_document_is_based():
    found = _found("Căn cứ Luật", "300.000")
    assert "300.000" in _first(content_first(_asked("khen thưởng những gì"), found))
    assert "Căn cứ" in _first(content_first(_asked("căn cứ luật gì"), found))


def test_the_number_asked_about_comes_first():
    found = _found("Nhóm 1", "Nhóm 2")
    assert "150.000" in _first(of_its_number(_asked("nhóm 2 được bao nhiêu"), found))
    assert "300.000" in _first(of_its_number(_asked("nhóm 1 được bao nhiêu"), found))
    assert "300.000" in _first(of_its_number(_asked("thưởng bao nhiêu"), found))
