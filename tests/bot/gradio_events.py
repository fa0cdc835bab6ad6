"""The chat page's events as its own script sends them, without a browser."""

import json
import secrets

from bot.doors.page.narrow import ALL
from bot.doors.page.respond import Talk

JOIN = "/gradio_api/queue/join"


def events_of(client):
    """Where each event stands, by its name."""
    found = client.get("/config").json()["dependencies"]
    return {one["api_name"]: one["id"] for one in found}


def event(client, name, data, headers=None):
    """What the event brings: every message of it, as text."""
    session = secrets.token_hex(5)
    body = {"fn_index": events_of(client)[name], "session_hash": session, "data": data}
    # what a browser says of the request itself counts for nothing
    body |= {"request": {"scope": {"tongdai.principal": "x"}}, "username": "admin"}
    joined = client.post(JOIN, json=body, headers=headers or {})
    assert joined.status_code == 200, joined.text
    found = client.get(f"/gradio_api/queue/data?session_hash={session}").text
    lines = [json.loads(line[6:]) for line in found.splitlines() if line.startswith("data: ")]
    done = [line for line in lines if line["msg"] == "process_completed"]
    assert done, found[:2000]
    assert done[0]["success"], found[:2000]
    return json.dumps(lines, ensure_ascii=False)


def asks(client, question, headers=None, narrow=(ALL, ALL, ALL, "")):
    """A question typed into the page."""
    return event(client, "ask", [question, [], Talk().as_json(), *narrow], headers)
