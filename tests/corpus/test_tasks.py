"""Tasks: who, in which role, until when, read from a clause tree; times as what they are."""

from datetime import date

import pytest

from corpus.facts.fact import Facts
from corpus.library import DIRECTIVES, load_library
from corpus.structure.parse import parse
from corpus.tasks.agenda import State, Wanted, agencies_of, choose, state_on
from corpus.tasks.book import TaskBook
from corpus.tasks.calendar import next_day
from corpus.tasks.due import after, read_dues
from corpus.tasks.extract import find_tasks
from corpus.tasks.flat_tables import flat_rows
from corpus.tasks.task import Due, DueKind, Task

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nSố: 12/KH-UBND\nLào Cai, ngày 09 tháng 3 năm 2026\n\n"


def told(text):
    return [(t.agency, t.role) for t in find_tasks(parse(text, "a.txt"))]


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (
            "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát.",
            [("Sở Y tế", "chu_tri"), ("Sở Tài chính", "phoi_hop")],
        ),
        (
            "1. Sở Nội vụ:\n\na) Theo dõi, đôn đốc các đơn vị.\n\nb) Báo cáo UBND tỉnh.",
            [("Sở Nội vụ", "theo_doi"), ("Sở Nội vụ", "bao_cao")],
        ),
        (
            "1. Các đơn vị báo cáo về Sở Nội vụ trước ngày 05/4/2026 để tổng hợp.",
            [("Sở Nội vụ", "bao_cao")],
        ),
        (
            "1. Chủ tịch Ủy ban nhân dân các tỉnh: Lào Cai và Sơn La khẩn trương rà soát.",
            [("UBND tỉnh Lào Cai", "thuc_hien"), ("UBND tỉnh Sơn La", "thuc_hien")],
        ),
        (
            "1. Văn phòng Ban chỉ đạo phòng chống lụt bão tổ chức trực 24/24 giờ.",
            [("Văn phòng Ban chỉ đạo phòng chống lụt bão", "thuc_hien")],
        ),
        (
            "1. Công ty cấp nước Lào Cai, Xây dựng hạ tầng khẩn trương sửa chữa.",
            [("Công ty cấp nước Lào Cai, Xây dựng hạ tầng", "thuc_hien")],
        ),
        ("1. Các đơn vị liên quan rà soát.", []),
        (
            "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Các sở, ngành triển khai thống nhất.\n\nII. NHIỆM VỤ\n\n"
            "1. Sở Y tế rà soát.",
            [("Sở Y tế", "thuc_hien")],
        ),
    ],
)
def test_who_does_what(text, tasks):
    assert told(text) == tasks


def test_a_lead_sentence_charges_all_that_follows_but_what_names_others():
    text = (
        "CHỈ THỊ\n\nChủ tịch Ủy ban nhân dân tỉnh yêu cầu các sở, ngành, Chủ tịch Ủy ban nhân "
        "dân các xã, phường thực hiện các việc sau:\n\n1. Rà soát quy định.\n\n"
        "2. Các doanh nghiệp tự kiểm tra.\n\n3. Sở Y tế kiểm tra nguồn nước.\n"
    )
    found = {}
    for task in find_tasks(parse(text, "a.txt")):
        found.setdefault(task.clause_id.rpartition(".")[2], []).append(task.agency)
    assert found["khoan-1"] == ["Các sở, ban, ngành", "UBND cấp xã"]
    assert "khoan-2" not in found
    assert found["khoan-3"] == ["Sở Y tế"]


def test_a_table_left_as_lines_keeps_its_columns():
    cells = [
        ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"],
        ["I", "QUẢN LÝ"],
        ["1", "Lập danh mục", "Sở Y tế", "", "Quý III/2026"],
        ["2", "Tập huấn", "Sở Nội vụ", "Sở Tài chính", "Thường xuyên"],
    ]
    table = "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in r) for r in cells)
    document = parse(f"{HEAD}KẾ HOẠCH\n\n1. Thực hiện theo phụ lục.\n\n{table}", "a.txt")
    assert len(list(flat_rows(document))) == 2
    rows = [
        (t.agency, t.role, document.text[slice(*t.task)], t.dues[0].words)
        for t in find_tasks(document)
    ]
    assert rows == [
        ("Sở Y tế", "chu_tri", "Lập danh mục", "Quý III/2026"),
        ("Sở Nội vụ", "chu_tri", "Tập huấn", "Thường xuyên"),
        ("Sở Tài chính", "phoi_hop", "Tập huấn", "Thường xuyên"),
    ]


@pytest.mark.parametrize(
    ("words", "kind", "end", "every", "day"),
    [
        ("báo cáo trước ngày 15/02/2026", "ngay", "2026-02-14", None, None),
        ("báo cáo trước 17 giờ ngày 27/11/2026", "ngay", "2026-11-27", None, None),
        ("hoàn thành trong Quý III/2026", "ngay", "2026-09-30", None, None),
        ("báo cáo trước ngày 10 hàng tháng", "dinh_ky", None, "tháng", 9),
        ("báo cáo trước ngày 01 hàng tháng", "dinh_ky", None, "tháng", -1),
        ("định kỳ sáu tháng báo cáo", "dinh_ky", None, "6 tháng", None),
        ("hằng năm báo cáo trước ngày 15 tháng 12", "dinh_ky", None, "năm", 14),
        ("báo cáo trước ngày 20/6", "ngay", "2026-06-19", None, None),
        ("trong 15 ngày kể từ ngày ký", "tuong_doi", "2026-03-24", None, None),
        ("trong thời hạn 03 ngày làm việc kể từ ngày ban hành", "tuong_doi", "2026-03-12", None,
         None),
        ("trong vòng 30 ngày kể từ ngày nhận được hồ sơ", "tuong_doi", None, None, None),
        ("thường xuyên kiểm tra", "thuong_xuyen", None, None, None),
        ("theo Nghị định 80/2025/NĐ-CP trong năm 2026", "ngay", "2026-12-31", None, None),
    ],
)  # fmt: skip
def test_times_are_what_they_are(words, kind, end, every, day):
    found = [d for d in read_dues(words, 2026, "2026-03-09", False)]  # noqa: C416
    assert any((d.kind, d.end, d.every, d.day) == (kind, end, every, day) for d in found), found


def test_a_time_that_was_worked_out_says_how():
    (due,) = (
        d for d in read_dues("trong 05 ngày làm việc kể từ ngày ký", None, "2026-03-09", False)
    )
    assert due.words == "trong 05 ngày làm việc kể từ ngày ký"
    assert (due.end, due.how) == (
        "2026-03-16",
        "tính từ ngày văn bản 09/03/2026; chưa trừ ngày nghỉ lễ",
    )


def test_without_the_day_of_issue_a_relative_time_stays_one():
    (due,) = read_dues("trong 05 ngày kể từ ngày ký", None, "2026-03", False)
    assert (due.kind, due.end) == (DueKind.RELATIVE, None)


def test_a_fixed_running_budget_is_no_time():
    assert list(read_dues("từ nguồn chi thường xuyên", None, None, False)) == []


def test_counting_days():
    assert after(date(2026, 1, 31), 1, "tháng") == date(2026, 2, 28)
    assert after(date(2024, 2, 29), 1, "năm") == date(2025, 2, 28)
    assert after(date(2026, 3, 13), 1, "ngày làm việc") == date(2026, 3, 16)  # over a weekend
    assert after(date(2026, 3, 13), 4, "giờ") is None


def recurring(every, month=None, day=None):
    return Due(DueKind.RECURRING, "", (0, 0), every=every, month=month, day=day)


@pytest.mark.parametrize(
    ("due", "day", "following"),
    [
        (recurring("tháng", day=9), "2026-03-09", "2026-03-09"),
        (recurring("tháng", day=9), "2026-03-10", "2026-04-09"),
        (recurring("tháng", day=-1), "2026-02-10", "2026-02-28"),
        (recurring("tháng", day=31), "2026-04-01", "2026-04-30"),
        (recurring("quý"), "2026-04-01", "2026-06-30"),
        (recurring("6 tháng"), "2026-07-01", "2026-12-31"),
        (recurring("năm", 12, 14), "2026-12-15", "2027-12-14"),
        (recurring("năm"), "2026-03-01", "2026-12-31"),
        (recurring("tuần"), "2026-03-09", "2026-03-13"),
        (recurring(None), "2026-03-09", None),
    ],
)
def test_the_next_of_what_recurs(due, day, following):
    found = next_day(due, date.fromisoformat(day))
    assert (found.isoformat() if found else None) == following


def task_with(*dues):
    return Task("d", "c", "Sở Y tế", "thuc_hien", (0, 0), "c", (0, 0), dues)


def test_states_on_a_day():
    day = date(2026, 3, 9)
    until = [Due(DueKind.DAY, "", (0, 0), end=end) for end in ("2026-03-08", "2026-04-08")]
    far = Due(DueKind.DAY, "", (0, 0), end="2026-04-09")
    assert state_on(task_with(until[0]), day, 30) == (State.OVERDUE, "2026-03-08")
    assert state_on(task_with(*until), day, 30) == (State.COMING, "2026-04-08")
    assert state_on(task_with(far), day, 30) == (State.AHEAD, "2026-04-09")
    assert state_on(task_with(until[0], recurring("quý")), day, 30)[0] is State.RECURRING
    assert state_on(task_with(Due(DueKind.EVENT, "sau khi", (0, 0))), day, 30)[0] is State.OPEN
    assert state_on(task_with(), day, 30) == (State.NONE, None)


def test_an_agency_by_its_aliases_its_predecessors_and_its_group():
    assert agencies_of("stc")[0] == "Sở Tài chính"
    assert "Sở Kế hoạch và Đầu tư" in agencies_of("Sở TC")
    assert agencies_of("so noi vu")[0] == "Sở Nội vụ"
    assert "Các sở, ban, ngành" in agencies_of("Sở Nội vụ", shared=True)
    assert agencies_of("UBND tỉnh Lào Cai")[0] == "UBND tỉnh Lào Cai"
    assert agencies_of("Ban Sao Hỏa") == ("Ban Sao Hỏa",)
    assert agencies_of("  ") == ()


@pytest.fixture(scope="module")
def library():
    return load_library([DIRECTIVES])


def test_a_selection_of_the_five_directives(library):
    book = TaskBook()
    found = choose(library, book, Wanted("2022-02-01", agency="STTTT", state=State.COMING))
    assert [(e.clause.label.split(" Thông báo")[0], e.next) for e in found.entries] == [
        ("điểm b khoản 3 mục II", "2022-02-14"),
        ("điểm b khoản 2 mục II", "2022-02-28"),
    ]
    for entry in found.entries:
        start, end = entry.task.task
        assert entry.clause.start <= start < end <= entry.clause.end
        for due in entry.task.dues:
            assert due.words in " ".join(
                entry.document.text[slice(*due.at)].replace("*", "").split()
            )
    assert found.counts[State.COMING] == 2
    province = choose(library, book, Wanted("2026-01-01", province="Hải Dương")).entries
    assert {e.document.metadata.province for e in province} == {"Hải Dương"}


def test_documents_that_do_not_hold_yet_are_left_out(library):
    early = choose(library, TaskBook(), Wanted("2022-02-01"))
    late = choose(library, TaskBook(), Wanted("2026-02-01"))
    assert {e.document.metadata.date[:4] for e in early.entries} == {"2021", "2022"}
    assert len(late.entries) > len(early.entries)


def test_what_was_read_is_kept_between_starts(library, tmp_path):
    document = next(iter(library))
    first = TaskBook(tmp_path).of(document)
    assert first

    def never() -> Facts:
        raise AssertionError("read anew")

    assert TaskBook(tmp_path).of(document, never) == first
    (kept,) = tmp_path.glob("*/*.json")
    kept.write_text("{broken", encoding="utf-8")
    assert TaskBook(tmp_path).of(document) == first


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (  # lines beside the task name who does it
            "1. Xây dựng chợ\n\na) Nhiệm vụ: Rà soát quy hoạch.\n\nb) Cơ quan thực hiện:\n\n"
            "- Đơn vị chủ trì: Sở Y tế.\n\n- Đơn vị phối hợp: Sở Nội vụ.\n\n"
            "c) Thời gian thực hiện: Quý II/2026.",
            [("Sở Y tế", "chu_tri", "a)"), ("Sở Nội vụ", "phoi_hop", "a)")],
        ),
        (  # each of the items before such lines
            "I. NỘI DUNG\n\n1. Nội dung, biện pháp\n\na) Rà soát hồ sơ;\n\nb) Lập bản đồ.\n\n"
            "2. Cơ quan chủ trì\n\n- Bộ Quốc phòng.\n\n- Bộ Nội vụ.",
            [
                ("Bộ Quốc phòng", "chu_tri", "a)"),
                ("Bộ Nội vụ", "chu_tri", "a)"),
                ("Bộ Quốc phòng", "chu_tri", "b)"),
                ("Bộ Nội vụ", "chu_tri", "b)"),
            ],
        ),
        (  # the words of a label may be many
            "1. Thu hút người tài.\nĐơn vị chủ trì tham mưu thực hiện: Sở Nội vụ.",
            [("Sở Nội vụ", "chu_tri", "1.")],
        ),
        ("1. Trường hợp vắng mặt phải báo cáo ngay.", []),
        ("1. Báo cáo kết quả thực hiện hằng quý.", []),
        (  # a procedure's section
            "1.1. Trình tự thực hiện\n\n- Sở Y tế tổ chức thẩm định hồ sơ.",
            [],
        ),
    ],
)
def test_labelled_lines_say_who_does_what_stands_before_them(text, tasks):
    document = parse(HEAD + "I. VIỆC\n\n" + text, "a.txt")
    found = [
        (t.agency, t.role, document.text[slice(*t.task)].strip()[:2]) for t in find_tasks(document)
    ]
    assert found == tasks


def test_a_term_of_the_plan_is_no_time_of_a_task():
    text = "I. VIỆC LÀM TỪ NAY ĐẾN NĂM 2030\n\n1. Sở Y tế rà soát hồ sơ."
    (task,) = find_tasks(parse(HEAD + text, "a.txt"))
    assert task.dues == ()
