"""Chat channels: genuine messages only, each once, a talk that goes on, replies fit for a chat."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.doors.api.problems import Problem, install_problem_handlers
from bot.doors.api.service import Service
from bot.doors.channels.config import read_channels
from bot.doors.channels.routes import install_channels
from bot.doors.channels.signature import SIGNATURE_HEADER, TIME_HEADER, check, signed
from corpus.settings import SettingsError
from tests.bot.doors import CHANNEL, SECRET

QUESTION = (
    "Quy chế hoạt động của Ban Chỉ đạo phải hoàn thiện trước ngày nào theo thông báo tháng 01/2022?"
)
PATH = f"/api/v1/channels/{CHANNEL}/messages"


@pytest.fixture(scope="module")
def inbox():
    """A server that takes replies; its first answer is a failure."""
    taken = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            taken.append((dict(self.headers), body))
            self.send_response(503 if len(taken) == 1 else 200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tra-loi", taken
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def channels(settings, assistant, inbox, tmp_path_factory):
    """The channels alone, over the shared assistant."""
    file = tmp_path_factory.mktemp("kenh") / "channels.toml"
    file.write_text(
        f'[[channel]]\nname = "{CHANNEL}"\nsecret = "{SECRET}"\n'
        f'[[channel]]\nname = "gui"\nsecret = "{SECRET}"\nreply_url = "{inbox[0]}"\n'
    )
    service = Service(settings)
    service.serve(assistant)
    app = FastAPI()
    app.state.service = service
    install_problem_handlers(app)
    install_channels(app, service, read_channels(str(file)))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def send(client, text, *, id="1", talk="a", path=PATH, **changed):
    """``changed``: headers, or the ``secret`` or time (``at``) of the signature."""
    body = json.dumps({"message_id": id, "conversation_id": talk, "text": text}).encode()
    secret, at = changed.pop("secret", SECRET), changed.pop("at", time.time())
    headers = {**signed(secret, body, int(at)), **changed}
    return client.post(path, content=body, headers=headers)


def test_a_reply_for_a_chat_window(channels):
    found = send(channels, QUESTION, talk="cửa sổ").json()
    assert found["message_id"] == "1"
    assert found["conversation_id"] == "cửa sổ"
    assert found["status"] == "answered"
    direct, source, options = found["text"].split("\n\n")
    assert "15/02/2022" in direct
    assert "**" not in found["text"]
    assert source.startswith("Nguồn: điểm b khoản 3 mục II Thông báo")
    assert source.endswith(found["links"][0]["url"])
    assert found["links"][0]["url"].startswith("http://testserver/documents/")
    assert options.split("\n")[1:] == [f"{n}. {o}" for n, o in enumerate(found["options"], 1)]


def test_an_option_is_chosen_by_its_number(channels):
    first = send(channels, QUESTION, talk="số").json()
    by_number = send(channels, " 1. ", id="2", talk="số").json()
    send(channels, QUESTION, talk="chữ")
    by_text = send(channels, first["options"][0], id="2", talk="chữ").json()
    assert by_number["text"] == by_text["text"]
    assert by_number["links"]


def test_the_talk_goes_on(channels):
    send(channels, QUESTION, talk="tiếp")
    shorter = send(channels, "Nói ngắn gọn hơn", id="2", talk="tiếp").json()
    assert "15/02/2022" in shorter["text"]
    stranger = send(channels, "Nói ngắn gọn hơn", talk="người khác").json()
    assert "15/02/2022" not in stranger["text"]


def test_a_message_that_comes_twice_is_answered_once(channels):
    first = send(channels, QUESTION, talk="hai lần").json()
    assert send(channels, "Sở Nội vụ làm gì?", talk="hai lần").json() == first
    assert send(channels, "Sở Nội vụ làm gì?", id="2", talk="hai lần").json() != first


def test_a_long_list_is_cut(channels):
    found = send(channels, "Liệt kê nhiệm vụ của Sở Thông tin và Truyền thông", talk="dài").json()
    assert len(found["text"]) < 3000
    assert len(found["links"]) <= 5
    assert "nội dung khác" in found["text"]
    assert found["text"].startswith("Theo Công văn số 4685/UBND-KGVX")


def test_a_clause_that_is_the_answer_is_quoted(channels):
    found = send(channels, "Điểm 2.9 Chỉ thị 19-CT/TU quy định gì?", talk="trích").json()
    assert found["text"].startswith("“2.9. Chỉ đạo kiểm tra, đôn đốc việc tổ chức thực hiện")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"secret": "x" * 32}, "chữ ký"),
        ({SIGNATURE_HEADER: ""}, "chữ ký"),
        ({TIME_HEADER: "1"}, "chữ ký"),
        ({SIGNATURE_HEADER: "sha256=đ".encode()}, "chữ ký"),
        ({"at": -400}, "300 giây"),
        ({"at": 400}, "300 giây"),
    ],
)
def test_what_is_not_genuine(channels, change, word):
    if "at" in change:  # from now, not from when the tests were collected
        change = {"at": time.time() + change["at"]}
    found = send(channels, QUESTION, talk="giả", **change)
    assert found.status_code == 401
    assert word in found.json()["detail"]


def test_the_signature_by_hand():
    # printf '1700000000.{}' | openssl dgst -sha256 -hmac khoa
    made = signed("khoa", b"{}", 1_700_000_000)
    by_openssl = "d642d6f695099a67a9a37b4cadc756bb3040ffe10cfc85ee0bb3b9b9508cf458"
    assert made == {TIME_HEADER: "1700000000", SIGNATURE_HEADER: f"sha256={by_openssl}"}
    with pytest.raises(Problem, match="300 giây"):
        check("khoa", b"{}", "1700000000", made[SIGNATURE_HEADER])
    with pytest.raises(Problem, match="chữ ký"):
        check("khoa", b"{ }", "1700000000", made[SIGNATURE_HEADER])


def test_wrong_messages(channels):
    assert send(channels, QUESTION, path="/api/v1/channels/la/messages").status_code == 404
    empty = send(channels, "  ", talk="trống")
    assert empty.status_code == 422
    assert empty.json()["errors"] == [{"field": "text", "message": "không được để trống"}]
    for body in (b"{", b"[]", b"{}"):
        headers = signed(SECRET, body, int(time.time()))
        assert channels.post(PATH, content=body, headers=headers).status_code in (400, 422)


def test_replies_are_posted_where_the_channel_says(channels, inbox):
    for _ in "ab":  # the second is a repetition
        found = send(channels, QUESTION, path="/api/v1/channels/gui/messages")
        assert found.status_code == 202
    deadline = time.monotonic() + 30
    while len(inbox[1]) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    headers, body = inbox[1][-1]
    lower = {name.lower(): value for name, value in headers.items()}
    check(SECRET, body, lower[TIME_HEADER], lower[SIGNATURE_HEADER])
    assert "15/02/2022" in json.loads(body)["text"]
    time.sleep(0.3)
    assert len(inbox[1]) == 2  # one that failed, one that was taken


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[channel]", "TOML"),
        ("ten = 1", "channel"),
        ('[[channel]]\nname = "A"\nsecret = "x"', "name"),
        ('[[channel]]\nname = "a"\nsecret = "ngắn"', "openssl"),
        (f'[[channel]]\nname = "a"\nsecret = "{"x" * 32}"\nlink = ""', "khóa"),
        (f'[[channel]]\nname = "a"\nsecret = "{"x" * 32}"\nreply_url = "ftp://a"', "reply_url"),
        (f'[[channel]]\nname = "a"\nsecret = "{"x" * 32}"\n' * 2, "hai kênh"),
    ],
)
def test_a_wrong_file(tmp_path, text, word):
    file = tmp_path / "k.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=word):
        read_channels(str(file))


def test_the_example_is_refused_until_it_is_filled_in():
    with pytest.raises(SettingsError, match="openssl"):
        read_channels("docs/channels.example.toml")
    with pytest.raises(SettingsError, match="không mở được"):
        read_channels("khong-co.toml")
    assert read_channels("") == {}
