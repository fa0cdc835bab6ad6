"""The pages and the API about what people ask: who may what, what a running server does."""

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from app import create_app
from bot.doors.access.guard import Guard
from bot.doors.access.identity import COOKIE, Identity
from bot.doors.admin.install import install_admin
from bot.doors.admin.office import Office
from bot.doors.api.problems import install_problem_handlers
from bot.doors.api.service import Service
from bot.doors.questions.install import install_questions
from bot.inquiry.inquiry import Wanted
from bot.people.roles import ADMINISTRATOR, ASK, EDITOR, QUESTIONS, QUESTIONS_WORK, VIEWER
from bot.records.cases import question_key
from bot.records.questions import write
from bot.records.words import WordBook
from corpus.settings import Settings
from tests.bot.desk_files import place_for
from tests.bot.test_inquiry import BIRTH, asked

PAGE, API, WORDS = "/quan-tri/cau-hoi", "/api/v1/admin/questions", "/quan-tri/tu-ngu"
KEY = question_key(BIRTH)
GROUP = f"{PAGE}/nhom/{KEY}"
SEEN = (PAGE, f"{PAGE}/xu-huong", f"{PAGE}/bo-danh-gia", f"{PAGE}/bo-danh-gia.jsonl", GROUP, WORDS)
READ = (API, f"{API}/trends", f"{API}/words", f"{API}/examples", f"{API}/examples.jsonl",
        f"{API}/{KEY}")  # fmt: skip
WORD = {"loai": "abbreviation", "tu": "QQX", "nghia": "Quỹ xanh"}
CHOICE = {"cau_hoi": BIRTH, "loai": "unans", "tra_loi_duoc": "khong"}
WORKED = {
    f"{GROUP}/xu-ly": {"tinh_trang": "done", "ghi_chu": "xong"}, f"{GROUP}/thu": {},
    f"{GROUP}/danh-gia": CHOICE, f"{PAGE}/bo-danh-gia/{KEY}/bo": {}, WORDS: WORD,
    f"{WORDS}/1/thu-hoi": {},
}  # fmt: skip
SENT = (
    ("POST", f"{API}/words", {"kind": "abbreviation", "said": "QQX", "means": "Quỹ xanh"}),
    ("POST", f"{API}/words/1/take-back", None), ("DELETE", f"{API}/examples/{KEY}", None),
    ("PATCH", f"{API}/{KEY}", {"state": "done"}), ("POST", f"{API}/{KEY}/try", None),
    ("PUT", f"{API}/{KEY}/example", {"question": BIRTH, "kind": "unans", "answerable": False}),
)  # fmt: skip


@pytest.fixture
def app(address, tmp_path, assistant):
    settings = Settings(_env_file=None, data_dir=tmp_path, database=address, rate_reads=0)
    app, office = FastAPI(), Office.of(settings)
    install_problem_handlers(app)
    install_admin(app, office)
    service = Service(settings)
    service.serve(assistant)
    app.state.service = service
    install_questions(app, service)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Identity, sessions=office.sessions)
    with service.database.writing() as connection:
        write(connection, [asked(BIRTH), asked(BIRTH), asked("Giá nước sạch một khối?")])
    return app


def of(app, role):
    """A browser of somebody of that role."""
    office = app.state.office
    person, _ = office.people.add("thử", f"{role}-1", role, role)
    client = TestClient(app, follow_redirects=False)
    client.cookies.set(COOKIE, office.sessions.begin(person.id, whole=True))
    shown = client.get("/quan-tri/tai-khoan").text
    client.csrf = re.search(r'name="csrf" value="([^"]+)"', shown)[1]
    return client


def post(client, path, data, csrf=None):
    return client.post(path, data={**data, "csrf": client.csrf if csrf is None else csrf})


# --- who may


def test_nobody_sees_or_does_anything(app):
    client = TestClient(app, follow_redirects=False)
    for path in SEEN:
        answered = client.get(path)
        assert answered.status_code == 303, path
        assert answered.headers["location"].startswith("/dang-nhap?den=")
    for path, data in WORKED.items():
        assert client.post(path, data=data).status_code == 401, path
    for path in READ:
        assert client.get(path).status_code == 401, path
    for method, path, body in SENT:
        assert client.request(method, path, json=body).status_code == 401, path
    assert list(app.state.office.audit.rows()) == []


def test_a_viewer_sees_and_does_nothing(app):
    client = of(app, VIEWER)
    for path in SEEN:
        shown = client.get(path)
        assert shown.status_code == 200, path
        forms = re.findall(r'method="post" action="([^"]+)"', shown.text)
        assert set(forms) <= {"/dang-xuat"}, path
    for path, data in WORKED.items():
        assert post(client, path, data).status_code == 403, path
    for path in READ:
        assert client.get(path).status_code == 200, path
    for method, path, body in SENT:
        sent = client.request(method, path, json=body, headers={"X-CSRF-Token": client.csrf})
        assert sent.status_code == 403, path
    assert [e.action for e in app.state.office.audit.rows()] == ["people.add"]


def test_a_forged_request_changes_nothing(app):
    client = of(app, EDITOR)
    for csrf in ("", "x"):
        for path, data in WORKED.items():
            assert post(client, path, data, csrf).status_code == 403, path
        for method, path, body in SENT:
            sent = client.request(method, path, json=body, headers={"X-CSRF-Token": csrf})
            assert sent.status_code == 403, path
    forged = client.post(
        WORDS, data={**WORD, "csrf": client.csrf}, headers={"Origin": "https://x.vn"}
    )
    assert forged.status_code == 401
    assert [e.action for e in app.state.office.audit.rows()] == ["people.add"]


def test_a_key_by_its_scopes(app):
    keys = app.state.office.keys
    client = TestClient(app)
    for scopes, read, work in (
        ((ASK,), 403, 403), ((QUESTIONS,), 200, 403), ((QUESTIONS, QUESTIONS_WORK), 200, 200),
    ):  # fmt: skip
        client.headers["X-API-Key"] = keys.add("thử", scopes)[1]
        assert [client.get(path).status_code for path in READ] == [read] * len(READ)
        marked = client.patch(f"{API}/{KEY}", json={"state": "ignored"})
        assert marked.status_code == work, marked.text


# --- what the pages do


def test_an_editor_works_through_the_queue(app, assistant):
    client = of(app, EDITOR)
    listed = client.get(PAGE).text
    assert listed.index(BIRTH) < listed.index("Giá nước sạch")  # asked twice
    assert "2 lượt hỏi" in listed
    assert "Hộ tịch" in listed
    empty = post(client, f"{GROUP}/xu-ly", {"tinh_trang": "elsewhere"})
    assert empty.status_code == 422
    assert "đã trả lời ở đâu" in empty.text
    note = "<b>Công văn 5</b>"
    done = post(client, f"{GROUP}/xu-ly", {"tinh_trang": "elsewhere", "ghi_chu": note})
    assert "đã trả lời ở nơi khác" in done.text
    assert "&lt;b&gt;Công văn 5" in done.text
    assert note not in done.text
    assert BIRTH not in client.get(PAGE).text
    assert BIRTH in client.get(f"{PAGE}?state=elsewhere").text
    assert "style=" not in done.text
    tried = post(client, f"{GROUP}/thu", {}).text
    assert "Hỏi lại bây giờ</h2>" in tried
    assert "Đã hỏi lại 1 câu" in tried
    assert client.get(f"{PAGE}/nhom/{'0' * 32}").status_code == 404
    assert client.get(f"{PAGE}?reason=la").status_code == 422


def test_a_question_becomes_one_for_evaluation(app, assistant):
    client = of(app, EDITOR)
    document = assistant.library.documents[0]
    clause = max(document.clauses, key=lambda c: c.end - c.start)
    right = {"cau_hoi": BIRTH, "loai": "fact", "tra_loi_duoc": "co", "van_ban": document.id}
    wrong = post(client, f"{GROUP}/danh-gia", {**right, "loi_trich": "lời không có thật ở đâu"})
    assert wrong.status_code == 422
    assert "lời không có thật" in wrong.text  # what was typed is not lost
    quote = document.quote(clause)[:100]
    assert post(client, f"{GROUP}/danh-gia", {**right, "loi_trich": quote}).status_code == 200
    assert "Sửa trong bộ câu hỏi" in client.get(GROUP).text
    got = client.get(f"{PAGE}/bo-danh-gia.jsonl")
    assert "attachment" in got.headers["content-disposition"]
    assert json.loads(got.text)["gold"] == [{"document": document.id, "quote": quote.strip()}]
    assert client.get(f"{API}/examples.jsonl").text == got.text
    post(client, f"{PAGE}/bo-danh-gia/{KEY}/bo", {})
    assert client.get(f"{PAGE}/bo-danh-gia.jsonl").text == ""


def test_words_on_their_page(app):
    client = of(app, EDITOR)
    assert "được hiểu là “Quỹ xanh”" in post(client, WORDS, WORD).text
    twice = post(client, WORDS, WORD)
    assert twice.status_code == 422
    assert 'value="QQX"' in twice.text
    assert "không còn được dùng" in post(client, f"{WORDS}/1/thu-hoi", {}).text
    assert "được dùng lại" in post(client, f"{WORDS}/1/dung-lai", {}).text
    assert post(client, f"{WORDS}/1/xoa", {}).status_code == 404
    administrator = of(app, ADMINISTRATOR)
    log = administrator.get("/quan-tri/nhat-ky").text
    for action in ("words.add", "words.take_back", "words.use"):
        assert action in log


def test_trends_are_a_table_with_bars(app):
    client = of(app, VIEWER)
    shown = client.get(f"{PAGE}/xu-huong?weeks=3").text
    assert shown.count('scope="row"') == 3 + 1 + 2  # weeks, provinces, matters
    assert '<rect class="khong" width="100.00"' in shown
    found = client.get(f"{API}/trends?weeks=3").json()
    assert (found["asked"], found["unanswered"], len(found["weeks"])) == (3, 3, 3)


def test_where_nothing_is_kept_the_pages_say_so(app):
    settings = app.state.office.settings.model_copy(update={"records": "off"})
    service = Service(settings)
    service.serve(app.state.service.assistant)
    app.state.service = service
    client = of(app, VIEWER)
    for path in (PAGE, f"{PAGE}/xu-huong"):
        assert "TONGDAI_RECORDS=on" in client.get(path).text
    assert client.get(API).json()["records"] == "off"


# --- on a running server


@pytest.fixture(scope="module")
def running(settings, assistant, tmp_path_factory):
    folder = place_for(tmp_path_factory.mktemp("tu-ngu") / "var", settings)
    kept = SecretStr(f"sqlite:///{folder}/rieng.sqlite")
    app = create_app(
        settings.model_copy(update={"data_dir": folder, "database": kept}), background=False
    )
    with TestClient(app) as client:
        token = app.state.office.keys.add("thử", (ASK, QUESTIONS, QUESTIONS_WORK))[1]
        client.headers["X-API-Key"] = token
        yield client
    app.state.service.close()


TOLD = "Văn phòng UBND tỉnh; Sở TT&TT"
QUESTION = "Cơ quan nào lo vụ sổ giấy chuyển thành bản mềm?"
BODY = {"kind": "synonym", "said": "sổ giấy chuyển thành bản mềm", "means": "số hóa hồ sơ"}


def answered(client):
    found = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    return found["status"], found["short_answer"]


def test_from_asked_in_vain_to_answered_and_back(running):
    assert answered(running)[0] == "no_evidence"
    assert running.app.state.service.recorder.flush()
    (group,) = running.get(API).json()["groups"]
    assert (group["question"], group["count"]) == (QUESTION, 1)
    made = running.post(f"{API}/words", json=BODY)
    assert made.status_code == 201, made.text
    assert answered(running) == ("answered", TOLD)  # the very next one
    tried = running.post(f"{API}/{group['key']}/try").json()["tried"]
    assert [(t["status"], t["standalone_question"]) for t in tried] == [
        ("answered", "Cơ quan nào lo vụ số hóa hồ sơ?")
    ]
    gone = running.post(f"{API}/words/{made.json()['id']}/take-back")
    assert gone.json()["active"] is False
    assert answered(running)[0] == "no_evidence"
    rows = running.app.state.office.audit.rows()
    log = [(e.action, e.target) for e in rows if e.action.startswith("words.")]
    assert log == [("words.add", BODY["said"]), ("words.take_back", BODY["said"])]


def test_what_another_process_adds_is_taken_up(running):
    service = running.app.state.service
    before = service.desk.edition
    book = WordBook(service.database, service.audit)
    kept = book.add("người khác", **BODY)
    assert service.desk.is_old()
    service.desk.refresh()  # what the watch does once a second
    assert not service.desk.is_old()
    assert answered(running)[0] == "answered"
    assert before.public.pipeline is not service.desk.edition.public.pipeline
    assert before.public.searcher is service.desk.edition.public.searcher
    assert before.added.words == ()  # a request that holds it ends with it
    book.set_active("người khác", kept.id, False)
    service.desk.refresh()
    assert answered(running)[0] == "no_evidence"


def test_a_new_edition_of_the_documents_keeps_the_words(running):
    service = running.app.state.service
    book = WordBook(service.database, service.audit)
    kept = book.add("người khác", **BODY)
    service.desk.edition = service.desk.open()  # as after a start
    assert answered(running)[0] == "answered"
    book.set_active("người khác", kept.id, False)
    service.desk.refresh()
    assert answered(running)[0] == "no_evidence"


def test_the_queue_of_a_running_server_is_for_everyone_s_documents(running):
    wanted = Wanted(state="")
    service = running.app.state.service
    found = running.app.state.inquiry.queue(wanted, service.desk.edition.public)
    assert next(g.text for g in found.groups) == QUESTION


def test_every_answer_is_of_one_moment_while_words_change(running):
    service = running.app.state.service
    book = WordBook(service.database, service.audit)
    kept = book.add("người khác", **BODY)
    whole = {
        ("no_evidence", "", QUESTION),
        ("answered", TOLD, "Cơ quan nào lo vụ số hóa hồ sơ?"),
    }
    seen, over = [], threading.Event()

    def ask():
        while not over.is_set():
            found = running.post("/api/v1/ask", json={"question": QUESTION})
            told = found.json()
            assert found.status_code == 200, told
            seen.append((told["status"], told["short_answer"], told["standalone_question"]))

    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask) for _ in range(3)]
        for active in (False, True, False, True, False):
            service.desk.refresh()
            count, ends = len(seen), time.monotonic() + 60
            while len(seen) < count + 3 and time.monotonic() < ends:
                time.sleep(0.01)
            book.set_active("người khác", kept.id, active)
        over.set()
        for one in asking:
            one.result()
    service.desk.refresh()
    assert set(seen) == whole
