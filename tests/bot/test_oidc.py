"""Signing in at an identity provider: a real one on this machine, its lies and others' tricks."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from bot.__main__ import run
from bot.doors.access.identity import COOKIE, Identity
from bot.doors.access.rates import Rates
from bot.doors.admin import outside
from bot.doors.admin.install import install_admin
from bot.doors.admin.office import Office
from bot.doors.api.problems import install_problem_handlers
from bot.people.admit import role_of
from bot.people.begun import Begun, BegunBook
from bot.people.oidc import Provider
from bot.people.people import PeopleError
from bot.people.roles import ADMINISTRATOR, EDITOR, VIEWER
from bot.records.database import Database
from bot.records.tables import signins
from corpus.settings import Settings, SettingsError, read_settings
from tests.bot.databases import address as both
from tests.bot.identity_provider import CLIENT, SECRET, providing

__all__ = ["both"]
WEB = httpx.Client()  # what a browser does at the provider
BACK = "/dang-nhap/oidc/ve"


@pytest.fixture
def address(tmp_path):
    """SQLite; what is kept is tried on both by ``both``."""
    return f"sqlite:///{tmp_path / 'thu.sqlite'}"


@pytest.fixture
def provider():
    with providing() as made:
        yield made


@pytest.fixture
def make(provider, address, tmp_path, monkeypatch):
    monkeypatch.setattr(outside, "_RATES", Rates())

    def made(**more):
        given = {
            "oidc_issuer": provider.url, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET,
            "oidc_name": "tài khoản của tỉnh", **more,
        }  # fmt: skip
        settings = Settings(_env_file=None, data_dir=tmp_path, database=address, **given)
        app, office = FastAPI(), Office.of(settings)
        install_problem_handlers(app)
        install_admin(app, office)
        app.add_middleware(Identity, sessions=office.sessions)
        return app

    return made


@pytest.fixture
def app(make):
    return make()


@pytest.fixture
def office(app):
    return app.state.office


@pytest.fixture
def lan(office):
    """Entered beforehand."""
    return office.people.add_outside("thử", "lan", "Lan", EDITOR, "sub-lan")


def browser(app, **more):
    return TestClient(app, client=("198.51.100.7", 1), follow_redirects=False, **more)


def sent_back(client, den="/quan-tri"):
    """The address with which the provider sends the browser back."""
    there = client.get("/dang-nhap/oidc", params={"den": den})
    assert there.status_code == 303, there.text
    return WEB.get(there.headers["location"]).headers["location"]


def signed_in(client, den="/quan-tri"):
    return client.get(sent_back(client, den))


def refused(response, status, words):
    assert response.status_code == status
    assert words in response.text
    assert COOKIE not in response.headers.get("set-cookie", "")


def test_who_was_entered_comes_in_with_their_role(app, office, lan, provider):
    client = browser(app)
    assert "Đăng nhập bằng tài khoản của tỉnh" in client.get("/dang-nhap").text
    response = signed_in(client, "/quan-tri/van-ban?x=1")
    assert response.status_code == 303
    assert response.headers["location"] == "/quan-tri/van-ban?x=1"
    page = client.get("/quan-tri/tai-khoan").text
    assert "biên tập viên" in page
    assert "mật khẩu và xác thực hai bước đặt ở đó" in page
    (asked,) = provider.asked
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    assert len(asked["nonce"]) >= 20
    assert len(asked["state"]) >= 20
    last = list(office.audit.rows())[-1]
    assert (last.action, last.target) == ("signin", "lan")
    assert "sub-lan" in last.details
    assert office.audit.check()[1] == []


def test_the_cookies_are_out_of_reach_and_the_session_is_new(app, office, lan):
    client = browser(app)
    planted = "x" * 43
    client.cookies.set(COOKIE, planted)
    there = client.get("/dang-nhap/oidc")
    kept = there.headers["set-cookie"].lower()
    assert "tongdai_oidc" in kept
    assert "httponly" in kept
    assert "samesite=lax" in kept
    response = client.get(WEB.get(there.headers["location"]).headers["location"])
    session = re.search(rf"{COOKIE}=([^;]+)", response.headers["set-cookie"])[1]
    assert session != planted
    assert office.sessions.principal(planted) is None
    assert office.sessions.principal(session).name == "lan"
    assert 'tongdai_oidc=""' in response.headers["set-cookie"]  # used up
    first = session
    client.post("/dang-xuat", headers={"X-CSRF-Token": office.sessions.principal(first).csrf})
    client.cookies.set(COOKIE, first)
    signed_in(client)
    assert office.sessions.principal(first) is None


LIES = {
    "wrong nonce": {"nonce": "khac"},
    "no nonce": {"nonce": None},
    "wrong audience": {"aud": "chuong-trinh-khac"},
    "audience of others for us": {"aud": "chuong-trinh-khac", "azp": CLIENT},
    "for others as well": {"aud": [CLIENT, "chuong-trinh-khac"], "azp": "chuong-trinh-khac"},
    "no audience": {"aud": None},
    "wrong issuer": {"iss": "https://ke-gia.example"},
    "expired": {"exp": int(time.time()) - 3600},
    "without an end": {"exp": None},
    "not yet": {"nbf": int(time.time()) + 3600},
    "from the future": {"iat": int(time.time()) + 3600},
    "of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "nobody": {"sub": None},
    "an empty subject": {"sub": " "},
    "a subject that is no text": {"sub": 7},
    "a long subject": {"sub": "a" * 256},
}


def test_a_token_that_is_not_right_lets_nobody_in(app, lan, provider):
    for lie, provider.lies in LIES.items():
        client = browser(app)
        response = signed_in(client)
        assert response.status_code == 401, lie
        refused(response, 401, "Không xác minh được kết quả đăng nhập")
        assert client.get("/quan-tri").status_code == 303, lie  # to sign in
    provider.lies = {}
    assert signed_in(browser(app)).status_code == 303


def test_only_the_providers_own_signature_counts(app, lan, provider):
    provider.signed_by = provider.other
    refused(signed_in(browser(app)), 401, "Không xác minh được")
    provider.signed_by = None
    for algorithm in ("none", "HS256"):  # both listed by the provider
        provider.algorithm = algorithm
        refused(signed_in(browser(app)), 401, "Không xác minh được")
    provider.algorithm = "RS256"
    assert signed_in(browser(app)).status_code == 303


def test_a_new_key_of_the_provider_is_fetched(app, lan, provider):
    assert signed_in(browser(app)).status_code == 303
    provider.key, provider.name = provider.other, "k2"
    assert signed_in(browser(app)).status_code == 303


def test_what_was_used_is_used_up(app, lan):
    client = browser(app)
    there = client.get("/dang-nhap/oidc")
    cookie = client.cookies["tongdai_oidc"]
    address = WEB.get(there.headers["location"]).headers["location"]
    assert client.get(address).status_code == 303
    thief = browser(app, cookies={"tongdai_oidc": cookie})
    refused(thief.get(address), 401, "Lượt đăng nhập này đã dùng")


def test_a_restart_ends_no_sign_in(make, lan, provider):
    client = browser(make())
    address = sent_back(client, "/quan-tri/van-ban")
    cookie = client.cookies["tongdai_oidc"]
    after = make()  # nothing of the first is left but the database
    stranger = browser(after)
    refused(stranger.get(address), 401, "mở ở trình duyệt khác")
    same = browser(after, cookies={"tongdai_oidc": cookie})
    response = same.get(address)
    assert (response.status_code, response.headers["location"]) == (303, "/quan-tri/van-ban")
    thief = browser(make(), cookies={"tongdai_oidc": cookie})
    refused(thief.get(address), 401, "Lượt đăng nhập này đã dùng")


def begun(number=1):
    return Begun(f"b{number}", f"s{number}", "n", "v", "https://a.example/ve", "/quan-tri")


def test_what_is_under_way_is_kept_as_digests_for_ten_minutes(both, monkeypatch):
    database = Database(both)
    book = BegunBook(database)
    for number in range(1, 5):
        book.keep(begun(number))
    with database.reading() as connection:
        kept = [word for row in connection.execute(select(signins)) for word in map(str, row)]
    assert not {"b1", "s1"} & set(kept)
    assert book.take("b2", "s1") is None
    assert book.take("b1", "s1") == begun()
    assert book.take("b1", "s1") is None
    with database.writing() as connection:
        late = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(update(signins).values(ends=late))
    assert book.take("b2", "s2") is None
    monkeypatch.setattr("bot.people.begun._MOST", 2)
    for number in range(5, 8):
        book.keep(begun(number))
    assert [book.take(f"b{n}", f"s{n}") is not None for n in (3, 5, 6, 7)] == [
        False, False, True, True,
    ]  # fmt: skip
    database.close()


def test_of_two_at_once_one_comes_in(both):
    database = Database(both)
    book = BegunBook(database)
    book.keep(begun())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: book.take("b1", "s1"), range(8)))
    assert sum(one is not None for one in found) == 1
    database.close()


def test_an_address_of_another_browser_lets_nobody_in(app, lan):
    address = sent_back(browser(app))  # the attacker's own
    refused(browser(app).get(address), 401, "mở ở trình duyệt khác")
    victim = browser(app)
    sent_back(victim)  # has a sign-in of its own under way
    refused(victim.get(sent_back(browser(app))), 401, "mở ở trình duyệt khác")


CHANGED = [
    ({"state": "khac"}, "Lượt đăng nhập này"),
    ({"state": None}, "Lượt đăng nhập này"),
    ({"code": "khac"}, "Không xác minh được"),
    ({"code": None}, "không cho đăng nhập"),
    ({"iss": "https://ke-gia.example"}, "Không xác minh được"),
    ({"code": None, "error": "access_denied"}, "không cho đăng nhập"),
    ({"error": "<script>alert(1)</script>"}, "không cho đăng nhập"),
]


def test_an_address_that_was_changed_lets_nobody_in(app, lan):
    for changed, words in CHANGED:
        client = browser(app)
        sent = {**dict(parse_qsl(urlsplit(sent_back(client)).query)), **changed}
        response = client.get(BACK, params={k: v for k, v in sent.items() if v is not None})
        refused(response, 401, words)
        assert "<script>" not in response.text


def test_the_verifier_belongs_to_the_code(app, lan, provider):
    client = browser(app)
    address = sent_back(client)
    for code in provider.codes:
        provider.codes[code] = {**provider.codes[code], "code_challenge": "khac"}
    refused(client.get(address), 401, "Không xác minh được")


def test_who_was_not_entered_is_told_what_to_do(app, office, provider):
    provider.who = {"sub": "sub-la", "preferred_username": "lan"}
    office.people.add("thử", "lan", "Lan", ADMINISTRATOR)  # of the same name: another person
    response = signed_in(browser(app))
    refused(response, 403, "sub-la")
    assert "python -m bot users subject" in response.text
    last = list(office.audit.rows())[-1]
    assert (last.action, last.target) == ("signin.refused", "sub-la")


def test_who_is_kept_out_is_kept_out(app, office, lan):
    office.people.set_active("thử", lan, False)
    refused(signed_in(browser(app)), 403, "đã bị khóa")


def test_the_second_step_of_here_is_asked_for(app, office, lan):
    secret = pyotp.random_base32()
    office.people.set_totp("thử", lan, secret)
    client = browser(app)
    form = signed_in(client)
    assert form.status_code == 200
    assert client.get("/quan-tri").status_code == 303
    csrf = re.search(r'name="csrf" value="([^"]+)"', form.text)[1]
    sent = {"ma": pyotp.TOTP(secret).now(), "csrf": csrf, "den": "/quan-tri"}
    assert client.post("/dang-nhap/ma", data=sent).status_code == 303
    assert client.get("/quan-tri").status_code == 200


def test_signing_out_ends_the_session_and_leads_to_the_providers_own_end(app, lan, provider):
    client = browser(app)
    signed_in(client)
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/quan-tri").text)[1]
    out = client.post("/dang-xuat", data={"csrf": csrf})
    assert out.headers["location"] == "/dang-nhap/oidc/ra"
    page = client.get("/dang-nhap/oidc/ra").text
    assert f'href="{provider.url}/logout?client_id={CLIENT}' in page
    assert client.get("/quan-tri").status_code == 303


ROLES = {"quan-tri": ADMINISTRATOR, "van-thu": EDITOR, "can-bo": VIEWER}


def test_the_provider_gives_the_roles_where_it_is_let(make, provider):
    app = make(oidc_roles=ROLES)
    office = app.state.office
    provider.who = {"sub": "s1", "preferred_username": "Hoa.Tran", "groups": ["x", "van-thu"]}
    assert signed_in(browser(app)).status_code == 303
    hoa = office.people.by_subject("s1")
    assert (hoa.name, hoa.role, hoa.password) == ("hoa.tran", EDITOR, "")
    provider.who["groups"] = ["can-bo", "quan-tri"]  # the most of them
    assert signed_in(browser(app)).status_code == 303
    assert office.people.by_subject("s1").role == ADMINISTRATOR
    assert office.people.first_link() is None  # an administrator is there
    actions = [(row.action, row.target) for row in office.audit.rows()]
    assert ("people.add", "hoa.tran") in actions
    assert ("people.role", "hoa.tran") in actions
    provider.who["groups"] = ["can-bo"]  # nobody would be left
    refused(signed_in(browser(app)), 403, "ít nhất một quản trị viên")
    provider.who["groups"] = ["nguoi-ngoai"]
    refused(signed_in(browser(app)), 403, "không thuộc nhóm nào")


def test_a_name_alone_makes_no_two_accounts_one(make, provider):
    app = make(oidc_roles=ROLES)
    app.state.office.people.add("thử", "lan", "Lan", ADMINISTRATOR)
    provider.who = {"sub": "s2", "preferred_username": "lan", "groups": ["can-bo"]}
    refused(signed_in(browser(app)), 403, "đã là của một tài khoản khác")
    assert app.state.office.people.by_subject("s2") is None


@pytest.mark.parametrize(
    ("claims", "claim", "role"),
    [
        ({"groups": ["van-thu"]}, "groups", EDITOR),
        ({"groups": "van-thu"}, "groups", EDITOR),
        ({"groups": ["can-bo", "quan-tri", "van-thu"]}, "groups", ADMINISTRATOR),
        ({"realm_access": {"roles": ["can-bo"]}}, "realm_access.roles", VIEWER),
        ({"https://tinh.vn/vai": ["can-bo"]}, "https://tinh.vn/vai", VIEWER),
        ({"groups": [{"quan-tri": 1}, 3, None]}, "groups", ""),
        ({"groups": {"quan-tri": True}}, "groups", ""),
        ({}, "groups", ""),
        ({"realm_access": "x"}, "realm_access.roles", ""),
    ],
)
def test_the_role_of_a_claim(claims, claim, role):
    assert role_of(claims, claim, ROLES) == role


def test_a_provider_that_describes_itself_otherwise_is_not_asked(app, lan, provider):
    for lie in (
        {"issuer": "https://ke-gia.example"},
        {"issuer": None},
        {"token_endpoint": "http://ke-gia.example/token"},
        {"jwks_uri": "http://ke-gia.example/jwks"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ):
        provider.metadata = lie
        refused(browser(app).get("/dang-nhap/oidc"), 502, "Chưa liên lạc được với nơi xác thực")
    provider.metadata = {}  # mended: no restart is needed
    assert signed_in(browser(app)).status_code == 303


def test_a_provider_that_is_away_is_told(make, lan):
    away = browser(make(oidc_issuer="http://127.0.0.1:9"))
    refused(away.get("/dang-nhap/oidc"), 502, "đăng nhập bằng mật khẩu")


def test_a_provider_without_a_token_lets_nobody_in(app, lan, provider):
    provider.without_token = True
    refused(signed_in(browser(app)), 401, "Không xác minh được")


def test_one_address_cannot_begin_for_ever(app):
    client = browser(app)
    found = [client.get("/dang-nhap/oidc").status_code for _ in range(32)]
    assert found == [303] * 30 + [429] * 2


def test_without_the_setting_nothing_of_it_is_there(make):
    app = make(oidc_issuer="")
    client = browser(app)
    assert "oidc" not in client.get("/dang-nhap").text
    for path in ("/dang-nhap/oidc", BACK, "/dang-nhap/oidc/ra"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"OIDC_ISSUER": "http://sso.tinh.vn"}, "https"),
        ({"OIDC_ISSUER": "sso.tinh.vn"}, "https"),
        ({"OIDC_SCOPES": "email"}, "openid"),
        ({"OIDC_ISSUER": "https://sso.tinh.vn"}, "TONGDAI_OIDC_CLIENT_ID"),
        (
            {
                "OIDC_ISSUER": "https://sso.tinh.vn", "OIDC_CLIENT_ID": "x",
                "OIDC_ROLES": '{"a": "sep"}',
            },
            "TONGDAI_OIDC_ROLES.*administrator",
        ),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(monkeypatch, variables, words):
    for name, value in variables.items():
        monkeypatch.setenv(f"TONGDAI_{name}", value)
    with pytest.raises(SettingsError, match=words):
        Provider.of(read_settings())


def test_a_subject_is_of_one_official_and_can_be_taken_away(both, tmp_path):
    office = Office.of(Settings(_env_file=None, data_dir=tmp_path, database=both))
    office.people.add_outside("thử", "lan", "Lan", EDITOR, "sub-lan")
    assert office.people.by_subject("sub-lan").name == "lan"
    hoa, _ = office.people.add("thử", "hoa", "Hoa", VIEWER)
    with pytest.raises(PeopleError, match="đã gắn cho “lan”"):
        office.people.set_subject("thử", hoa, "sub-lan")
    office.people.set_subject("thử", hoa, " sub-hoa ")
    assert office.people.by_subject("sub-hoa").id == hoa.id
    token = office.sessions.begin(hoa.id, whole=True)
    office.people.set_subject("thử", office.people.by_id(hoa.id), "")
    assert office.sessions.principal(token) is None
    assert office.people.by_subject("sub-hoa") is None


def test_the_command_and_the_page_enter_a_subject(make, provider, monkeypatch, tmp_path, capsys):
    app = make()
    office = app.state.office
    office.people.add("thử", "hoa", "Hoa", ADMINISTRATOR)
    monkeypatch.setenv("TONGDAI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TONGDAI_DATABASE", office.settings.database.get_secret_value())
    assert run(["users", "subject", "hoa", "sub-hoa"]) == 0
    assert "Đã gắn mã của hoa" in capsys.readouterr().err
    provider.who = {"sub": "sub-hoa"}
    client = browser(app)
    assert signed_in(client).status_code == 303
    lan, _ = office.people.add("thử", "lan", "Lan", VIEWER)
    page = client.get("/quan-tri/nguoi-dung").text
    assert "Mã của lan ở tài khoản của tỉnh" in page
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
    path = f"/quan-tri/nguoi-dung/{lan.id}/ma-ngoai"
    assert "đã gắn cho “hoa”" in client.post(path, data={"csrf": csrf, "ma": "sub-hoa"}).text
    assert client.post(path, data={"csrf": csrf, "ma": "sub-lan"}).status_code == 200
    assert office.people.by_subject("sub-lan").id == lan.id
    assert client.post(path, data={"ma": "x"}).status_code == 403
