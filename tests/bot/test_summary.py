"""A document, or clauses already shown, in a few points that the clauses hold word for word."""

import re
import time

import pytest

from bot.answer import Citation, Role
from bot.draft import Cites
from bot.talk.excerpt import LONGEST, all_excerpts, excerpt
from bot.talk.summary import points_wanted, summarise_clauses, summarise_document
from bot.talk.title import in_small_letters
from bot.verify import verify
from corpus.library import Library
from corpus.structure.parse import parse
from index.passage import clause_text

HEAD = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: {number}
Mẫu, ngày 05 tháng 3 năm 2024
{title}

"""
LETTER = HEAD.format(number="15/UBND-VX", title="V/v đẩy mạnh số hóa hồ sơ") + (
    """Kính gửi: Các sở, ban, ngành.

Yêu cầu các cơ quan thực hiện các nội dung sau:

1. Sở Tư pháp
- Tổ chức tuyên truyền thường xuyên về số hóa hồ sơ đến cán bộ, công chức trong toàn ngành.
- Rà soát toàn bộ hồ sơ hộ tịch của tỉnh, hoàn thành trước ngày 30/6/2024.

2. Sở Y tế
- Số hóa tối thiểu 80% hồ sơ sức khỏe của người dân trên địa bàn tỉnh trong năm 2024.

3. Sở Tài chính tham mưu bố trí kinh phí cho các nhiệm vụ nêu tại Công văn này theo quy định.
"""
)
RULES = HEAD.format(number="11/2024/QĐ-UBND", title="QUYẾT ĐỊNH\nBan hành Quy định về lưu trữ") + (
    """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quyết định này quy định việc lưu trữ hồ sơ điện tử của các cơ quan nhà nước trên địa bàn tỉnh.
Điều 2. Đối tượng áp dụng
Quyết định này áp dụng đối với các cơ quan nhà nước của tỉnh.
Chương II
LƯU TRỮ HỒ SƠ
Điều 3. Thời hạn lưu trữ
Hồ sơ điện tử được lưu trữ 10 năm kể từ ngày kết thúc công việc của hồ sơ ấy.
Điều 4. Nơi lưu trữ
Hồ sơ điện tử được lưu trữ tại kho lưu trữ dùng chung của tỉnh.
Chương III
ĐIỀU KHOẢN THI HÀNH
Điều 5. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 20 tháng 3 năm 2024.
Điều 6. Trách nhiệm thi hành
Chánh Văn phòng UBND tỉnh chịu trách nhiệm thi hành Quyết định này.
"""
)


def library_of(text: str, file: str) -> Library:
    return Library((parse(text, file),))


@pytest.fixture(scope="module", params=range(5))
def summed(request, library):
    document = library.documents[request.param]
    return document, summarise_document(document, library)


def test_what_the_document_is_comes_first(summed):
    document, draft = summed
    lead = draft.statements[0]
    assert lead.role is Role.LEAD
    assert lead.text.startswith(document.name)
    cited = [draft.citations[marker - 1].clause for marker in lead.citations]
    assert {clause.value("the_thuc") for clause in cited} >= {"trich_yeu", "so_ky_hieu"}
    assert draft.short_answer == lead.text


def test_points_are_few_cited_and_in_printed_words(summed):
    document, draft = summed
    rest = draft.statements[1:]
    assert 3 <= len(rest) <= 6
    assert {one.role for one in rest[-2:]} == {Role.ITEM}
    items = [one for one in rest if one.role is Role.ITEM]
    for one in items:
        (marker,) = one.citations
        citation = draft.citations[marker - 1]
        whole = clause_text(document, citation.clause)
        assert " ".join(one.text.split()) in " ".join(whole.split())
        assert not re.search(r"[,;:]$|[“(][^”)]*$", one.text)
    assert [one.spans[0].start for one in items] == sorted(one.spans[0].start for one in items)
    assert verify(draft)[1] == []


def test_a_summary_takes_no_time(library):
    for document in library:
        library.facts(document.id)
        summarise_document(document, library)
        spent = []
        for _ in range(3):
            start = time.process_time()
            summarise_document(document, library)
            spent.append(time.process_time() - start)
        assert min(spent) < 0.05, document.id


def test_who_has_to_do_what_by_when():
    library = library_of(LETTER, "cong-van-mau.txt")
    draft = summarise_document(library.documents[0], library)
    lead, parts, *items = draft.statements
    assert lead.text.endswith("về đẩy mạnh số hóa hồ sơ.")
    assert "; ".join(["1. Sở Tư pháp", "2. Sở Y tế"]) in parts.text or parts.role is Role.ITEM
    texts = [one.text for one in (parts, *items) if one.role is Role.ITEM]
    assert any(text.endswith("trước ngày 30/6/2024") for text in texts)
    assert any("tối thiểu 80%" in text for text in texts)
    assert any(text.startswith("Sở Tài chính") for text in texts)


def test_one_task_an_organ_and_those_with_a_day_first():
    library = library_of(LETTER, "cong-van-mau.txt")
    draft = summarise_document(library.documents[0], library, most=2)
    items = draft.of(Role.ITEM)
    assert len(items) == 2
    assert items[0].text.endswith("trước ngày 30/6/2024")
    assert "tối thiểu 80%" in items[1].text


def test_rules_are_told_by_their_articles():
    library = library_of(RULES, "quyet-dinh-mau.txt")
    draft = summarise_document(library.documents[0], library)
    _, parts, *items = draft.statements
    assert "chương i quy định chung; chương ii lưu trữ hồ sơ;" in parts.text.lower()
    assert "Chương II lưu trữ" in parts.text
    texts = [one.text for one in items]
    assert any("quy định việc lưu trữ hồ sơ điện tử" in text for text in texts)
    assert any("được lưu trữ 10 năm" in text for text in texts)
    assert any(text.endswith("kể từ ngày 20 tháng 3 năm 2024") for text in texts)
    assert not any("chịu trách nhiệm thi hành" in text for text in texts)


def test_a_title_in_capitals_is_written_as_the_document_writes_its_words():
    text = (
        HEAD.format(number="3/KH-UBND", title="KẾ HOẠCH\nPHÁT TRIỂN DU LỊCH TẠI NÚI LỚN NĂM 2024")
        + "I. MỤC TIÊU\n1. Năm nay, khách đến Núi Lớn nhiều hơn và ở lại Núi Lớn lâu hơn."
    )
    document = parse(text, "ke-hoach-mau.txt")
    said = in_small_letters("PHÁT TRIỂN DU LỊCH TẠI NÚI LỚN NĂM 2024", document)
    assert said == "Phát triển du lịch tại Núi Lớn năm 2024"
    assert in_small_letters("Sở Y tế", document) == "Sở Y tế"
    assert in_small_letters("CHƯƠNG II QUY ĐỊNH", document) == "Chương II quy định"


def clause_of(words: str):
    document = parse(HEAD.format(number="3/KH-UBND", title="KẾ HOẠCH") + f"1. {words}\n", "a.txt")
    clause = next(c for c in document.clauses if c.value("khoan") == "1")
    return document, clause


def test_a_long_sentence_is_cut_where_a_phrase_ends():
    first = "Các cơ quan rà soát " + "toàn bộ hồ sơ của ngành mình " * 6 + "trên địa bàn tỉnh"
    document, clause = clause_of(f"{first}, nhằm " + "phục vụ người dân tốt hơn và nhanh hơn " * 5)
    assert excerpt(document, clause).text == " ".join(first.split())


def test_the_sentence_that_sets_the_day_is_taken_with_whose_it_is():
    other = "Việc này rất quan trọng đối với người dân trong tỉnh. " * 5
    task = "Sở Tư pháp chủ trì rà soát toàn bộ hồ sơ hộ tịch; hoàn thành trước ngày 30/6/2024"
    document, clause = clause_of(f"{other}{task}. {other}")
    at = document.text.index("30/6/2024")
    assert excerpt(document, clause, (at, at + 9)).text == task
    assert len(excerpt(document, clause).text.split()) <= LONGEST


def test_a_line_that_heads_a_clause_is_never_all_of_it():
    heading = "Sở Tư pháp, Sở Y tế, Sở Khoa học và Công nghệ, Sở Kế hoạch và Đầu tư"
    task = "Rà soát " + "toàn bộ hồ sơ của các đơn vị trong tỉnh và " * 12 + "báo cáo kết quả"
    document, clause = clause_of(f"{heading}\n{task}. {task}")
    at = document.text.index("Sở Tư pháp")
    assert "Rà soát" in excerpt(document, clause, None, (at, at + 10)).text


def test_an_enumeration_and_a_bracket_are_not_cut():
    listed = ", ".join(f"xã Mẫu {n}" for n in range(1, 50))
    document, clause = clause_of(f"Chủ tịch Ủy ban nhân dân các địa phương ({listed}) báo cáo ngay")
    assert all(one.text.count("(") == one.text.count(")") for one in all_excerpts(document, clause))


def cited(library, *words: str) -> tuple[Citation, ...]:
    cites = Cites()
    for one in words:
        found = ((d, c) for d in library for c in d.clauses if one in d.quote(c))
        cites.mark(*next(found))
    return cites.all()


def test_clauses_shown_in_as_many_points_as_asked(library):
    shown = cited(library, "Chuyển đổi số phải hướng tới", "Ban Tuyên giáo Tỉnh ủy tham mưu", "30%")
    for points in (1, 2, 3, 5):
        draft = summarise_clauses(shown, points)
        assert 1 <= len(draft.statements) <= points
        assert {one.role for one in draft.statements} == {Role.ITEM}
        assert verify(draft)[1] == []
        assert {m for one in draft.statements for m in one.citations} == {
            citation.marker for citation in draft.citations
        }
    three = summarise_clauses(shown, 3)
    places = [(one.spans[0].document_id, one.spans[0].start) for one in three.statements]
    assert len(set(places)) == 3
    ids = [document_id for document_id, _ in places]
    assert ids == sorted(ids, key=[c.document.id for c in shown].index)


def test_one_long_clause_in_two_points(library):
    (shown,) = cited(library, "Thời gian qua, tỉnh đã ban hành")
    draft = summarise_clauses((shown,), 2)
    one, other = draft.statements
    assert one.text != other.text
    assert len(draft.citations) == 1
    assert summarise_clauses((), 3).statements == ()


@pytest.mark.parametrize(
    ("message", "points"),
    [
        ("tóm tắt trong 3 ý", 3),
        ("gói gọn hai câu", 2),
        ("tom tat trong 3 y", 3),
        ("cho tôi năm ý chính", 5),
        ("summarise in three bullet points", 3),
        ("tóm tắt công văn 4685", None),
        ("điểm 3 khoản 2 nói gì", None),
        ("tỷ lệ 3,5 điểm", None),
        ("0 ý", None),
    ],
)
def test_points_wanted(message, points):
    assert points_wanted(message) == points
