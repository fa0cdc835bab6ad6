"""What a clause leads in to, what a document is issued on, and lists under a lead-in, in a library
of two small decisions."""

import pytest

from bot.answer import Role
from bot.assemble import assemble
from bot.compose.compose import compose
from bot.converse import read_question
from bot.evidence.profile import Profiles
from bot.evidence.told import Told
from bot.evidence.weigh import Evidence
from bot.findings import Choice, Findings, Found
from bot.question import Ask
from bot.render.markdown import markdown
from corpus.settings import Settings
from corpus.structure.parse import parse

HEAD = """ỦY BAN NHÂN DÂN
TỈNH {place}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/2025/QĐ-UBND
{name}, ngày {day} tháng 6 năm 2025
QUYẾT ĐỊNH
{title}
"""
WHARVES = HEAD.format(
    place="QUẢNG NGÃI", name="Quảng Ngãi", number=41, day="05",
    title="Ban hành quy định quản lý bến thuyền du lịch",
) + """Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Căn cứ Luật Giao thông đường thủy nội địa ngày 15 tháng 6 năm 2004;
Theo đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 7/TTr-SXD ngày 01 tháng 6 năm 2025;
Ủy ban nhân dân tỉnh ban hành Quyết định quản lý bến thuyền du lịch.
Điều 1. Cấp phép mở bến
Người mở bến thuyền lập 02 bộ hồ sơ gửi Ủy ban nhân dân xã. Hồ sơ bao gồm:
- Đơn đề nghị mở bến;
- Bản vẽ vị trí bến;
- Giấy tờ về quyền sử dụng mặt nước.
Điều 2. Điều khoản thi hành
1. Quyết định này có hiệu lực từ ngày 20 tháng 6 năm 2025.
2. Các Quyết định sau hết hiệu lực kể từ ngày Quyết định này có hiệu lực:
a) Quyết định số 09/2019/QĐ-UBND về bến đò ngang;
b) Quyết định số 60/2023/QĐ-UBND về bến phà.
Nơi nhận:
- Như Điều 2;
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""  # fmt: skip
MARKETS = HEAD.format(
    place="QUẢNG NGÃI", name="Quảng Ngãi", number=42, day="25",
    title="Ban hành quy định quản lý chợ đêm",
) + """Căn cứ Luật Thương mại ngày 14 tháng 6 năm 2005;
Điều 1. Chợ đêm mở từ 18 giờ đến 23 giờ hằng ngày.
Điều 2. Sở Công Thương chủ trì kiểm tra việc thực hiện, báo cáo trước ngày 15 tháng 12 hằng năm.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""  # fmt: skip


@pytest.fixture(scope="module")
def ask(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nho")
    (folder / "ben-thuyen.txt").write_text(WHARVES, encoding="utf-8")
    (folder / "cho-dem.txt").write_text(MARKETS, encoding="utf-8")
    data = tmp_path_factory.mktemp("du-lieu")
    (data / "models").symlink_to(settings.models_dir)
    own = Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0)
    assistant = assemble(own, build=True)
    return lambda question: assistant.pipeline.invoke(Ask(question))


def places(answer):
    return [citation.clause.id.partition(".")[2] for citation in answer.citations]


def test_a_clause_that_leads_in_is_quoted_with_what_it_leads_in_to(ask):
    answer = ask("khoản 2 Điều 2 Quyết định 41/2025/QĐ-UBND quy định gì?")
    assert {"dieu-2.khoan-2", "dieu-2.khoan-2.diem-a", "dieu-2.khoan-2.diem-b"} <= set(
        places(answer)
    )
    assert "09/2019/QĐ-UBND" in answer.answer
    assert "60/2023/QĐ-UBND" in answer.answer


def test_what_a_document_is_issued_on_is_all_told(ask):
    answer = ask("Quyết định 41/2025/QĐ-UBND được ban hành trên căn cứ pháp lý nào?")
    assert answer.answers
    assert places(answer) == ["doan-1", "doan-2", "doan-3"]


def test_papers_are_listed_whole(ask):
    answer = ask("Hồ sơ mở bến thuyền du lịch gồm những giấy tờ gì?")
    assert places(answer)[-3:] == ["dieu-1.gach-1", "dieu-1.gach-2", "dieu-1.gach-3"]


def test_both_documents_tell_their_own_day(ask):
    answer = ask("Hai quyết định 41/2025 và 42/2025 có ký cùng một ngày không?")
    assert "05 tháng 6 năm 2025" in answer.answer
    assert "25 tháng 6 năm 2025" in answer.answer


def test_a_list_that_nobody_reads_to_its_end_says_how_many_are_left():
    items = "\n".join(f"{n}. " + "Bến thuyền mở cửa hằng ngày. " * 40 for n in range(1, 31))
    document = parse(f"{WHARVES.partition('Điều 1.')[0]}Điều 1. Các bến:\n{items}\n", "a.txt")
    clauses = [c for c in document.clauses if c.path[-1].level == "khoan"]
    profiles = Profiles()
    found = tuple(
        Found(document, c, 1.0, Evidence(1.0, 1.0), profiles.of(document, c)) for c in clauses
    )
    question = read_question(Ask("Có những bến nào?"), [document])
    draft = compose(question, Findings(found, ()), Choice(found, listed=True))
    shown = draft.of(Role.ITEM)
    assert 1 <= len(shown) < 30
    assert sum(len(one.text) for one in shown) <= 20_000
    assert f"Còn {30 - len(shown)} điều khoản nữa" in draft.of(Role.REMARK)[0].text
    assert len(draft.citations) == len(shown)


def test_a_long_clause_is_opened_by_the_sentence_asked_for():
    rest = "Ban quản lý bến giữ gìn vệ sinh, cây xanh, đèn và lối đi của bến suốt cả năm. " * 8
    told = "Thuyền chở khách vãng lai rời bến vào các ngày thứ bảy và chủ nhật hằng tuần."
    document = parse(f"{WHARVES.partition('Điều 1.')[0]}Điều 1. {rest}{told} {rest}\n", "a.txt")
    clause = next(c for c in document.clauses if c.path[-1].level == "dieu")
    found = Found(
        document, clause, 1.0, Evidence(1.0, 1.0), Profiles().of(document, clause), answers=True
    )
    question = read_question(Ask("Thuyền chở khách vãng lai rời bến ra sao?"), [document])
    start = document.text.index(told)
    piece = Told(start, start + len(told), "", 0.9)
    choice = Choice((found,), told={clause.id: piece})
    draft = compose(question, Findings((found,), ()), choice)
    lead = draft.of(Role.LEAD)[0]
    assert lead.text == f"“{told}”"
    assert lead.bold == ()
    assert lead.as_json()["strong"] == []
    assert draft.short_answer == ""
    assert "**" not in markdown(draft.statements, draft.citations)
