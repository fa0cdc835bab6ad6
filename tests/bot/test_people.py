"""Signing in, and those who should not get in: the real pages on SQLite and PostgreSQL."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from bot.doors.access.guard import Guard
from bot.doors.access.identity import COOKIE, Identity
from bot.doors.access.principal import csrf_of, needs
from bot.doors.access.rooms import Rooms
from bot.doors.admin.install import install_admin
from bot.doors.admin.office import Office
from bot.doors.admin.pages import own_path
from bot.doors.api.problems import install_problem_handlers
from bot.people import lockout
from bot.people.passwords import PasswordError, hashed, matches
from bot.people.people import PeopleError
from bot.people.roles import ADMINISTRATOR, EDITOR, ROLES, SCOPES, VIEWER
from bot.people.totp import step_of
from bot.records.tables import people, sessions, tries
from corpus.settings import Settings

PASSWORD = "con trâu đen bơi qua sông"
SITE = "http://testserver"


@pytest.fixture
def app(address, tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path, database=address)
    app, office = FastAPI(), Office.of(settings)
    install_problem_handlers(app)
    install_admin(app, office)

    @app.post("/api/v1/documents", dependencies=[needs("documents:write")])
    def write():
        return {"ok": True}

    @app.get("/danh-gia/x")
    def evaluate():
        return {"ok": True}

    app.add_middleware(Rooms)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Identity, sessions=office.sessions)
    return app


@pytest.fixture
def office(app):
    return app.state.office


def person(office, name, role=ADMINISTRATOR):
    one, _ = office.people.add("thử", name, name.title(), role)
    with office.people._database.writing() as c:  # argon2 once for all: it is meant to be slow
        c.execute(update(people).where(people.c.id == one.id).values(password=HASH, link=""))
    return office.people.by_id(one.id)


HASH = hashed(PASSWORD)


def browser(app, address="198.51.100.7"):
    return TestClient(app, client=(address, 1), follow_redirects=False)


def token_in(html):
    return re.search(r'name="csrf" value="([^"]+)"', html)[1]


def tried(client, name, password=PASSWORD, **more):
    csrf = token_in(client.get("/dang-nhap").text)
    return client.post("/dang-nhap", data={"ten": name, "mat_khau": password, "csrf": csrf, **more})


def signed_in(app, office, role=ADMINISTRATOR, name=None):
    name = name or f"{role}-1"
    office.people.named(name) or person(office, name, role)
    client = browser(app)
    assert tried(client, name).status_code == 303
    client.csrf = token_in(client.get("/quan-tri/tai-khoan").text)
    return client


# --- signing in


def test_the_first_administrator_comes_by_a_link_that_works_once(app, office):
    token = office.people.first_link()
    again = office.people.first_link()  # a start before anyone used it: the old one is void
    client = browser(app)
    assert client.get(f"/dang-nhap/moi/{token}").status_code == 404
    form = client.get(f"/dang-nhap/moi/{again}")
    sent = {"csrf": token_in(form.text), "mat_khau": PASSWORD, "nhap_lai": PASSWORD}
    short = client.post(
        f"/dang-nhap/moi/{again}", data={**sent, "mat_khau": "ngắn", "nhap_lai": "ngắn"}
    )
    assert short.status_code == 422
    assert "ít nhất 12 ký tự" in short.text
    assert client.post(f"/dang-nhap/moi/{again}", data=sent).headers["location"] == "/quan-tri"
    assert client.get("/quan-tri").status_code == 200
    assert browser(app).get(f"/dang-nhap/moi/{again}").status_code == 404
    assert office.people.first_link() is None
    assert tried(browser(app), "quan-tri").status_code == 303


def test_a_link_ends(app, office):
    one, token = office.people.add("thử", "lan", "Lan", EDITOR)
    past = datetime.now(UTC) - timedelta(minutes=1)
    with office.people._database.writing() as c:
        c.execute(update(people).where(people.c.id == one.id).values(link_ends=past))
    assert browser(app).get(f"/dang-nhap/moi/{token}").status_code == 404


@pytest.mark.parametrize(
    ("host", "link"),
    [
        ("testserver", "http://testserver/dang-nhap/moi/"),  # at which the call came in
        ("127.0.0.1:7860", "http://127.0.0.1:7860/dang-nhap/moi/"),
        ("ke-gian.example", "http://127.0.0.1:7860/dang-nhap/moi/"),
        ("127.0.0.1.ke-gian.example", "http://127.0.0.1:7860/dang-nhap/moi/"),
        ("la@127.0.0.1:7860@ke-gian.example", "http://127.0.0.1:7860/dang-nhap/moi/"),
    ],
)
def test_an_invitation_leads_to_no_name_that_the_request_made_up(app, office, host, link):
    client = signed_in(app, office)
    sent = {"csrf": client.csrf, "ten": "moi-vao"}
    page = client.post("/quan-tri/nguoi-dung", data=sent, headers={"Host": host})
    assert page.status_code == 200
    assert f"<code>{link}" in page.text
    assert ("TONGDAI_PUBLIC_URL" in page.text) is ("gian" in host)


def test_the_cookie_is_out_of_reach(app, office):
    person(office, "lan")
    cookie = tried(browser(app), "Lan ").headers["set-cookie"]  # as people type their name
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part.lower() in cookie.lower()
    assert "secure" not in cookie.lower()
    https = TestClient(app, base_url="https://testserver", follow_redirects=False)
    assert "secure" in tried(https, "lan").headers["set-cookie"].lower()
    with office.people._database.reading() as c:
        kept = " ".join(str(v) for row in c.execute(select(sessions)) for v in row)
    assert https.cookies[COOKIE] not in kept


def test_a_session_that_was_there_before_is_not_taken_over(app, office):
    person(office, "lan")
    mallory = browser(app)
    person(office, "mallory", VIEWER)
    tried(mallory, "mallory")
    planted = mallory.cookies[COOKIE]
    victim = browser(app)
    victim.cookies.set(COOKIE, planted)
    victim.post("/dang-xuat")
    victim.cookies.clear()
    victim.cookies.set(COOKIE, "do-ke-khac-dat-san")
    csrf = token_in(victim.get("/dang-nhap").text)
    answered = victim.post("/dang-nhap", data={"ten": "lan", "mat_khau": PASSWORD, "csrf": csrf})
    fresh = re.search(rf"{COOKIE}=([^;]+)", answered.headers["set-cookie"])[1]
    assert fresh not in (planted, "do-ke-khac-dat-san")
    other = browser(app)
    other.cookies.set(COOKIE, "do-ke-khac-dat-san")
    assert other.get("/quan-tri").status_code == 303
    assert mallory.get("/quan-tri").status_code == 200
    victim = browser(app)  # a real session, planted: it ends when somebody signs in over it
    csrf = token_in(victim.get("/dang-nhap").text)
    victim.cookies.set(COOKIE, planted)
    data = {"ten": "lan", "mat_khau": PASSWORD, "csrf": csrf}
    assert victim.post("/dang-nhap", data=data).status_code == 303
    assert mallory.get("/quan-tri").status_code == 303


def test_a_session_ends(app, office):
    client = signed_in(app, office)
    with office.people._database.writing() as c:
        c.execute(update(sessions).values(seen=datetime.now(UTC) - timedelta(minutes=61)))
    assert client.get("/quan-tri").status_code == 303
    client = signed_in(app, office)
    with office.people._database.writing() as c:
        c.execute(update(sessions).values(ends=datetime.now(UTC) - timedelta(seconds=1)))
    assert client.get("/quan-tri").status_code == 303
    client = signed_in(app, office)
    kept = client.cookies[COOKIE]
    assert client.post("/dang-xuat", data={"csrf": client.csrf}).status_code == 303
    client.cookies.set(COOKIE, kept)
    assert client.get("/quan-tri").status_code == 303


def test_who_is_kept_out_is_out_at_once(app, office):
    client = signed_in(app, office, EDITOR)
    person(office, "khac")
    office.people.set_active("thử", office.people.named(f"{EDITOR}-1"), active=False)
    assert client.get("/quan-tri").status_code == 303
    assert tried(browser(app), f"{EDITOR}-1").status_code == 401


def test_nobody_learns_who_has_an_account(app, office):
    person(office, "lan")
    known, unknown = tried(browser(app), "lan", "sai"), tried(browser(app), "khong-co", "sai")
    same = [re.sub(r'value="[^"]*"', "", r.text) for r in (known, unknown)]
    assert (known.status_code, same[0]) == (unknown.status_code, same[1])


def test_after_signing_in_one_stays_here():
    for path in ("https://xau.vn", "//xau.vn", "/\\xau.vn", "quan-tri", "/a\nb", "/a\\..\\b", ""):
        assert own_path(path) == "/quan-tri"
    assert own_path("/quan-tri/khoa?x=1") == "/quan-tri/khoa?x=1"


# --- the second step


def test_a_code_of_the_app_counts_once(app, office):
    client = signed_in(app, office)
    shown = client.get("/quan-tri/tai-khoan").text
    secret = re.search(r'name="bi_mat" value="([A-Z2-7]+)"', shown)[1]
    assert "<svg" in shown
    assert "style=" not in shown
    code = pyotp.TOTP(secret)
    sent = {"csrf": client.csrf, "bi_mat": secret, "hien_tai": PASSWORD}
    wrong = client.post("/quan-tri/tai-khoan/xac-thuc", data={**sent, "ma": "000000"})
    assert wrong.status_code == 422
    now = code.now()
    assert client.post("/quan-tri/tai-khoan/xac-thuc", data={**sent, "ma": now}).status_code == 200
    other = browser(app)
    second = tried(other, "administrator-1")
    assert second.status_code == 200
    assert other.get("/quan-tri").status_code == 303  # half a session opens nothing
    half = other.cookies[COOKIE]
    csrf = token_in(second.text)
    used = other.post("/dang-nhap/ma", data={"csrf": csrf, "ma": now})
    assert used.status_code == 401
    fresh = code.at(time.time() + 30)
    passed = other.post("/dang-nhap/ma", data={"csrf": csrf, "ma": f"{fresh[:3]} {fresh[3:]}"})
    assert passed.status_code == 303
    assert other.cookies[COOKIE] != half
    assert other.get("/quan-tri").status_code == 200


@pytest.mark.parametrize("secret", ["0" * 32, "é" * 32, "\uff11" * 32, "A" * 31, "a" * 32, ""])
def test_a_secret_that_is_none_is_told(app, office, secret):
    client = signed_in(app, office)
    sent = {"csrf": client.csrf, "bi_mat": secret, "hien_tai": PASSWORD, "ma": "123456"}
    assert client.post("/quan-tri/tai-khoan/xac-thuc", data=sent).status_code == 422


def test_codes_by_hand():
    secret, moment = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1_700_000_000  # step 56,666,666
    code = pyotp.TOTP(secret).at(moment)
    assert step_of(secret, code, 0, moment) == 56_666_666
    assert step_of(secret, code, 0, moment + 30) == 56_666_666
    assert step_of(secret, code, 0, moment + 90) is None
    assert step_of(secret, code, 56_666_666, moment) is None


def test_passwords_that_are_guessed():
    for weak in ("ngắn quá", "aaaaaaaaaaaaaaa", "123456789012345", "abcdefghijklmnop", "x" * 201):
        with pytest.raises(PasswordError):
            hashed(weak)
    with pytest.raises(PasswordError):
        hashed("van-thu van-thu 9", "van-thu")
    assert matches(HASH, PASSWORD)
    assert not matches("", "khong-co-ai-dung-mat-khau-nay")


# --- those who guess


def guesses(app, office, monkeypatch, count):
    """Wrong tries from one place; how many reached the password."""
    reached = []
    monkeypatch.setattr(office.people.__class__, "checked", lambda *a: reached.append(a))
    client = browser(app)
    csrf = token_in(client.get("/dang-nhap").text)
    codes = [
        client.post(
            "/dang-nhap", data={"ten": "lan", "mat_khau": f"thử {n}", "csrf": csrf}
        ).status_code
        for n in range(count)
    ]
    return codes, len(reached)


def test_two_hundred_tries_reach_the_password_five_times(app, office, monkeypatch):
    person(office, "lan")
    monkeypatch.setattr(lockout, "_FIRST", 3600)  # a slow machine outlasts half a minute
    codes, reached = guesses(app, office, monkeypatch, 200)
    assert reached == 5
    assert codes == [401] * 5 + [429] * 195


@pytest.mark.accept
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_ten_thousand_tries(app, office, monkeypatch):
    person(office, "lan")
    codes, reached = guesses(app, office, monkeypatch, 10_000)
    assert reached < 20
    assert codes.count(429) == 10_000 - reached
    monkeypatch.undo()
    assert (
        tried(browser(app, "203.0.113.9"), "lan").status_code == 303
    )  # from elsewhere she gets in


def wrong(office, name, address):
    """A wrong try, once its time has come."""
    with office.lockout.database.writing() as c:
        c.execute(update(tries).values(until=None))
    assert office.lockout.begin(name, address).wait == 0


def test_one_waits_longer_each_time(office, monkeypatch):
    waits = []
    for _ in range(14):
        wrong(office, "lan", "198.51.100.7")
        waits.append(office.lockout.wait("lan", "198.51.100.7"))
    assert waits[:4] == [0, 0, 0, 0]
    assert [round(w, -1) for w in waits[4:7]] == [30, 60, 120]
    assert waits[-1] in (3600, 3601)
    assert office.lockout.wait("lan", "198.51.100.8") == 0
    for n in range(lockout._FREE["address"]):
        wrong(office, f"ten-{n}", "198.51.100.9")
    assert office.lockout.wait("ten-khac", "198.51.100.9") > 0
    with office.lockout.database.reading() as c:
        kept = " ".join(row.who for row in c.execute(select(tries)))
    assert "198.51.100" not in kept
    assert "lan" not in re.findall("lan", kept)


def at_once(count, call):
    """What ``count`` calls made at the same moment give."""
    ready = Barrier(count)

    def one(_):
        ready.wait()
        return call()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def test_of_forty_tries_at_once_no_more_reach_the_password_than_of_forty_in_turn(
    app, office, monkeypatch
):
    """All of them ask whether they have to wait before the first was found to be wrong."""
    person(office, "lan")
    monkeypatch.setattr(lockout, "_FIRST", 3600)
    reached = []
    monkeypatch.setattr(
        office.people.__class__, "checked", lambda *a: (reached.append(a), time.sleep(0.3))[1]
    )
    clients = [browser(app) for _ in range(40)]
    tokens = [token_in(client.get("/dang-nhap").text) for client in clients]
    waiting = list(zip(clients, tokens, strict=True))

    def guess():
        client, csrf = waiting.pop()
        data = {"ten": "lan", "mat_khau": "thử", "csrf": csrf}
        return client.post("/dang-nhap", data=data).status_code

    codes = at_once(40, guess)
    assert (codes.count(401), codes.count(429)) == (5, 35)
    assert len(reached) == 5


def test_forty_codes_at_once_are_no_way_round_the_second_step(app, office, monkeypatch):
    monkeypatch.setattr(lockout, "_FIRST", 3600)
    someone = person(office, "lan")
    office.people.set_totp("thử", someone, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = browser(app)
    assert tried(client, "lan").status_code == 200
    csrf = token_in(client.get("/dang-nhap").text)
    sent = {"ma": "000000", "csrf": csrf}
    codes = at_once(40, lambda: client.post("/dang-nhap/ma", data=sent).status_code)
    assert (codes.count(401), codes.count(429)) == (5, 35)


def test_two_processes_count_together(address, office, tmp_path):
    tries_in = (
        "import sys; from bot.people.lockout import Lockout;"
        "from bot.records.database import Database;"
        "one = Lockout(Database(sys.argv[1]));"
        "print(sum(not one.begin('lan', '198.51.100.7').wait for _ in range(30)))"
    )
    office.lockout.database.ensure()
    started = [
        subprocess.Popen(
            [sys.executable, "-c", tries_in, address], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert sum(int(one.communicate()[0]) for one in started) == lockout._FREE["pair"]


def test_a_right_try_among_wrong_ones_takes_back_itself_alone(office):
    """Else whoever has an account would free the address with it as often as he likes."""
    wanted, where = office.lockout, "198.51.100.7"
    for n in range(lockout._FREE["address"] - 2):
        wrong(office, f"ten-{n}", where)
    mine = wanted.begin("lan", where)
    assert mine.wait == 0
    assert wanted.begin("minh", where).wait == 0  # the twentieth of this address
    wanted.right(mine)
    assert wanted.begin("hoa", where).wait > 0
    with wanted.database.reading() as c:
        assert lockout._FREE["address"] - 1 in set(c.execute(select(tries.c.failures)).scalars())


def test_many_officials_of_one_address_sign_in_at_once(office):
    """No try of theirs is a wrong one, however many are under way."""
    where = "198.51.100.7"
    begun = [office.lockout.begin(f"ten-{n}", where) for n in range(lockout._FREE["address"])]
    assert all(one.wait == 0 for one in begun)
    for one in begun:
        office.lockout.right(one)
    assert office.lockout.wait("ten-khac", where) == 0
    with office.lockout.database.reading() as c:
        assert set(c.execute(select(tries.c.failures)).scalars()) == {0}


def test_an_address_of_the_same_network_is_no_new_one(app, office, monkeypatch):
    monkeypatch.setattr(lockout, "_FIRST", 3600)
    found = [tried(browser(app, f"2001:db8::{n}"), "lan", "sai").status_code for n in range(1, 8)]
    assert found == [401] * 5 + [429] * 2


def test_no_other_site_signs_one_out(app, office):
    client = signed_in(app, office)
    sent = {"csrf": client.csrf}
    for headers in ({"Origin": "https://la.vn"}, {"Sec-Fetch-Site": "cross-site"}):
        refused = client.post("/dang-xuat", data=sent, headers=headers)
        assert refused.status_code == 403
        assert "set-cookie" not in refused.headers
        assert "clear-site-data" not in refused.headers
    assert client.get("/quan-tri").status_code == 200
    assert client.post("/dang-xuat", data=sent).status_code == 303
    assert client.get("/quan-tri").status_code == 303


def test_a_right_password_forgives_the_name_not_the_address(office):
    for _ in range(19):
        wrong(office, "lan", "198.51.100.7")
    office.lockout.passed("lan", "198.51.100.7")
    assert office.lockout.wait("lan", "198.51.100.7") == 0
    wrong(office, "minh", "198.51.100.7")
    assert office.lockout.wait("hoa", "198.51.100.7") > 0


def test_nobody_is_kept_out_for_ever_by_others_tries(app, office):
    """Who has many addresses and goes on trying holds up strangers' tries, not the owner at her
    desk, nor with a new link."""
    someone = person(office, "lan")
    desk, elsewhere = browser(app, "203.0.113.9"), browser(app, "203.0.113.10")
    assert tried(desk, "lan").status_code == 303
    for n in range(3 * lockout._FREE["name"]):
        wrong(office, "lan", f"198.51.100.{n % 200}")
    assert tried(browser(app, "203.0.113.11"), "lan").status_code == 429
    assert tried(browser(app, "203.0.113.9"), "lan").status_code == 303
    token = office.people.invite("thử", office.people.by_id(someone.id))
    page = elsewhere.get(f"/dang-nhap/moi/{token}")
    data = {"mat_khau": PASSWORD, "nhap_lai": PASSWORD, "csrf": token_in(page.text)}
    assert elsewhere.post(f"/dang-nhap/moi/{token}", data=data).status_code == 303
    assert tried(browser(app, "203.0.113.10"), "lan").status_code == 303  # known from now on
    for _ in range(lockout._FREE["pair"]):  # from there, too, guesses are counted
        wrong(office, "lan", "203.0.113.9")
    assert tried(browser(app, "203.0.113.9"), "lan").status_code == 429


# --- every route of administration

GUARDED = {
    ("GET", "/quan-tri"): "ask", ("POST", "/quan-tri/tam-dung"): "switch:write",
    ("POST", "/quan-tri/mo-lai"): "switch:write", ("GET", "/quan-tri/nhat-ky"): "audit:read",
    ("GET", "/quan-tri/nguoi-dung"): "people:write",
    ("POST", "/quan-tri/nguoi-dung"): "people:write",
    ("POST", "/quan-tri/nguoi-dung/{person_id}/{act}"): "people:write",
    ("GET", "/quan-tri/khoa"): "keys:write", ("POST", "/quan-tri/khoa"): "keys:write",
    ("POST", "/quan-tri/khoa/{key_id}/{act}"): "keys:write",
    ("GET", "/quan-tri/tai-khoan"): "ask", ("POST", "/quan-tri/tai-khoan/mat-khau"): "ask",
    ("POST", "/quan-tri/tai-khoan/xac-thuc"): "ask",
    ("POST", "/api/v1/documents"): "documents:write",
}  # fmt: skip
FORM = {
    "ten": "moi", "vai": "viewer", "hien_tai": "x", "mat_khau": "x", "nhap_lai": "x", "ma": "1",
}  # fmt: skip


def asked(client, method, path, csrf=""):
    path = re.sub(r"\{\w+\}", "x", path)
    data = {**FORM, "csrf": csrf} if method == "POST" else None
    return client.request(method, path, data=data)


def test_the_list_of_routes_is_whole(app):
    def paths(routes):
        for route in routes:
            yield from paths(getattr(getattr(route, "original_router", None), "routes", []))
            for method in getattr(route, "methods", None) or ():
                yield method, route.path

    found = {(m, p) for m, p in paths(app.routes) if p.startswith("/quan-tri") and m != "HEAD"}
    assert found
    assert found == {one for one in GUARDED if one[1].startswith("/quan-tri")}


def test_nobody_gets_in_without_or_with_a_wrong_session(app, office):
    for value in ("", "x", "' OR 1=1 --", "A" * 43):
        client = browser(app)
        if value:
            client.cookies.set(COOKIE, value)
        for method, path in GUARDED:
            answered = asked(client, method, path)
            if method == "GET":
                assert answered.status_code == 303, path
                assert answered.headers["location"].startswith("/dang-nhap?den=")
            else:
                assert answered.status_code == 401, path
    assert office.people.all() == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_as_far_as_it_should(app, office, role):
    client = signed_in(app, office, role)
    for (method, path), scope in GUARDED.items():
        answered = asked(client, method, path, client.csrf)
        if scope in ROLES[role]:
            assert answered.status_code not in (401, 403), (path, answered.text)
        else:
            assert answered.status_code == 403, path
        if path.endswith("mat-khau"):
            assert answered.status_code == 422


def test_a_key_makes_no_people_and_no_keys(app, office):
    _, token = office.keys.add("Chương trình", ("ask", "documents:write"))
    client = browser(app)
    client.headers["Authorization"] = f"Bearer {token}"
    assert client.post("/api/v1/documents").status_code == 200
    for method, path in GUARDED:
        if path.startswith("/quan-tri"):
            assert asked(client, method, path).status_code in (303, 401, 403), path
    _, weak = office.keys.add("Chỉ hỏi")
    client.headers["Authorization"] = f"Bearer {weak}"
    refused = client.post("/api/v1/documents")
    assert refused.status_code == 403
    assert "documents:write" in refused.json()["detail"]
    client.headers["Authorization"] = "Bearer tda_" + "x" * 43
    assert client.post("/api/v1/documents").status_code == 401


def test_a_forged_request_changes_nothing(app, office):
    client = signed_in(app, office)
    foreign = signed_in(app, office, VIEWER)
    for csrf in ("", "x", foreign.csrf):
        for method, path in GUARDED:
            if method == "POST":
                assert asked(client, method, path, csrf).status_code == 403, path
    for headers in ({"Origin": "https://xau.vn"}, {"Sec-Fetch-Site": "cross-site"}):
        sent = {"ten": "mallory", "csrf": client.csrf}
        forged = client.post("/quan-tri/nguoi-dung", data=sent, headers=headers)
        assert forged.status_code == 401
    assert office.people.named("mallory") is None
    told = client.post("/api/v1/documents", headers={"X-CSRF-Token": client.csrf})
    assert told.status_code == 200
    assert csrf_of  # what other rooms put into their forms


def test_signing_in_cannot_be_forged(app, office):
    person(office, "mallory")
    victim = browser(app)
    sent = {"ten": "mallory", "mat_khau": PASSWORD}
    assert victim.post("/dang-nhap", data={**sent, "csrf": "x"}).status_code == 403
    csrf = token_in(victim.get("/dang-nhap").text)
    foreign = victim.post(
        "/dang-nhap", data={**sent, "csrf": csrf}, headers={"Origin": "https://x.vn"}
    )
    assert foreign.status_code == 403
    assert COOKIE not in victim.cookies


def test_the_evaluation_page_is_for_administrators(app, office):
    assert browser(app).get("/danh-gia/x").status_code == 401
    gone = browser(app).get("/danh-gia/x", headers={"Accept": "text/html"})
    assert gone.headers["location"] == "/dang-nhap?den=%2Fdanh-gia%2Fx"
    assert signed_in(app, office, EDITOR).get("/danh-gia/x").status_code == 403
    assert signed_in(app, office).get("/danh-gia/x").json() == {"ok": True}


# --- what is done is logged


def test_every_change_is_in_the_log(app, office, tmp_path):
    client = signed_in(app, office)
    csrf = {"csrf": client.csrf}
    made = client.post("/quan-tri/nguoi-dung", data={**csrf, "ten": "van-thu", "vai": "viewer"})
    link = re.search(r"/dang-nhap/moi/[\w-]+", made.text)[0]
    assert browser(app).get(link).status_code == 200
    one = office.people.named("van-thu")
    for act in ("vai", "lien-ket", "khoa", "mo"):
        path = f"/quan-tri/nguoi-dung/{one.id}/{act}"
        assert client.post(path, data={**csrf, "vai": "editor"}).status_code == 200
    key = client.post("/quan-tri/khoa", data={**csrf, "ten": "Cổng", "quyen": ["ask"]})
    token = re.search(r"tda_[\w-]{43}", key.text)[0]
    found = office.keys.find(token)
    assert client.post(f"/quan-tri/khoa/{found.id}/doi", data=csrf).status_code == 200
    assert client.post(f"/quan-tri/khoa/{found.id}/thu-hoi", data=csrf).status_code == 200
    assert office.keys.find(token) is None
    client.post("/quan-tri/tam-dung", data={**csrf, "ly_do": "bảo trì"})
    assert "bảo trì" in office.settings.pause_file.read_text("utf-8")
    client.post("/quan-tri/mo-lai", data=csrf)
    assert not office.settings.pause_file.exists()
    mine = "người dùng administrator-1"
    acts = [e.action for e in office.audit.rows() if e.actor == mine]
    assert acts == [
        "people.add", "people.role", "people.invite", "people.close", "people.open", "keys.add",
        "keys.rotate", "keys.remove", "switch.off", "switch.on",
    ]  # fmt: skip
    assert office.audit.check()[1] == []
    told = client.get("/quan-tri/nhat-ky").text
    assert "nguyên vẹn" in told
    assert token not in told


def test_the_last_administrator_stays(app, office):
    client = signed_in(app, office)
    me = office.people.named("administrator-1")
    for act, data in (("khoa", {}), ("vai", {"vai": "viewer"})):
        path = f"/quan-tri/nguoi-dung/{me.id}/{act}"
        refused = client.post(path, data={"csrf": client.csrf, **data})
        assert refused.status_code == 422
        assert "ít nhất một quản trị viên" in refused.text
    with pytest.raises(PeopleError, match="Đã có"):
        office.people.add("thử", "Administrator-1", "", VIEWER)


def test_pages_load_no_script_and_nothing_of_others(app, office):
    client = signed_in(app, office)
    for path in ("/dang-nhap", *(p for m, p in GUARDED if m == "GET")):
        answered = (browser(app) if path == "/dang-nhap" else client).get(path)
        assert answered.status_code == 200
        assert "default-src 'none'" in answered.headers["content-security-policy"]
        assert answered.headers["cache-control"] == "no-store"
        assert "<script" not in answered.text
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answered.text)


def test_what_people_type_is_shown_as_text(app, office):
    client = signed_in(app, office)
    strange = "<script>alert(1)</script>"
    sent = {"csrf": client.csrf, "ten": "la", "ten_hien": strange, "vai": "viewer"}
    assert strange not in client.post("/quan-tri/nguoi-dung", data=sent).text
    assert strange not in client.get("/quan-tri/nhat-ky").text
    assert strange not in tried(browser(app), strange).text


def test_scopes_are_told():
    assert all(scope in SCOPES for scopes in ROLES.values() for scope in scopes)
    assert ROLES[VIEWER] < ROLES[EDITOR] < ROLES[ADMINISTRATOR]
