"""One question through each door of a running server: clause ids as that door shows them, best
first. Whoever adds a door adds a row to ``DOORS``."""

import asyncio
import hashlib
import json
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from urllib.parse import unquote

import httpx
import openai
from gradio_client import Client
from langchain_openai import ChatOpenAI
from mcp.client import Client as McpClient
from playwright.sync_api import sync_playwright

from bot.doors.channels.signature import signed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHANNEL, SECRET = "thu", "khoa-chi-de-thu-khong-dung-o-dau-het"
MODEL = "tong-dai-ao"
_CARD = re.compile(r'class=\\"mo\\" href=\\"/documents/[^#]*#([^\\"]+)\\"')
_LINK = re.compile(r"^- \[\d+\] \[[^\]]*\]\(\S+#(\S+)\)$", re.M)


def _ids(citations):
    return [c["clause_id"] for c in citations]


def api(server, question):
    return _ids(_post(server, "/api/v1/ask", {"question": question}).json()["citations"])


def events(server, question):
    text = _post(server, "/api/v1/ask", {"question": question}, accept="text/event-stream").text
    blocks = [block.split("\ndata: ", 1) for block in text.strip().split("\n\n")]
    cited = [json.loads(data) for name, data in blocks if name == "event: citation"]
    done = [json.loads(data) for name, data in blocks if name == "event: done"]
    assert _ids(done[0]["citations"]) == _ids(cited)
    return _ids(cited)


def openai_client(server, question):
    with openai.OpenAI(base_url=f"{server}/v1", api_key="x", max_retries=0) as client:
        found = client.chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": question}]
        )
    message = found.choices[0].message
    assert _LINK.findall(unquote(message.content)) == _ids(message.citations)
    return _ids(message.citations)


def openai_streamed(server, question):
    with openai.OpenAI(base_url=f"{server}/v1", api_key="x", max_retries=0) as client:
        *_, last = client.chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": question}], stream=True
        )
    return _ids(last.choices[0].delta.citations)


def langchain(server, question):
    """LangChain keeps only text: the list below the answer is what its programs see."""
    model = ChatOpenAI(model=MODEL, base_url=f"{server}/v1", api_key="x", max_retries=0)
    return _LINK.findall(unquote(model.invoke(question).content))


def mcp(server, question):
    async def ask():
        async with McpClient(f"{server}/mcp") as client:
            return (await client.call_tool("ask", {"question": question})).structured_content

    return _ids(asyncio.run(ask())["citations"])


def webhook(server, question):
    """A chat window's reply has the first of the citations as links; all of them up to five."""
    name = hashlib.sha256(question.encode()).hexdigest()
    body = json.dumps({"message_id": name, "conversation_id": name, "text": question})
    headers = signed(SECRET, body.encode(), int(time.time()))
    path = f"{server}/api/v1/channels/{CHANNEL}/messages"
    found = httpx.post(path, content=body, headers=headers, timeout=60)
    assert found.status_code == 200, found.text
    return _ids(found.json()["links"])


def hotline(server, question):
    """A call hears a part; the whole answer goes with it to the switchboard's own screen."""
    found = _post(server, "/api/v1/hotline", {"text": question}).json()
    return _ids(found["answer"]["citations"])


def page(server, question):
    """The chat page's message: the cards' links."""
    client = _page(server)
    shown = client.predict(question, [], None, "Tất cả", "Tất cả", "Tất cả", "", api_name="/ask")
    html = json.dumps(shown[1][-1], ensure_ascii=False)
    return list(dict.fromkeys(unquote(one) for one in _CARD.findall(html)))


@cache
def _page(server):
    return Client(server, verbose=False)


def widget(server, question):
    """The portal widget in a browser: the cards' links. In a thread of its own, as the loop that
    plays the browser may not stand beside another."""
    return _BROWSING.submit(_in_widget, server, question).result()


_BROWSING, _STARTED = ThreadPoolExecutor(1), []
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _in_widget(server, question):
    page = _window(server)
    page.goto(f"{server}/nhung")
    page.evaluate("sessionStorage.clear()")  # each question begins a talk of its own
    page.reload()
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")
    page.locator("tong-dai-ao .rate").wait_for(timeout=60_000)
    links = page.locator("tong-dai-ao .card > a").evaluate_all("all => all.map(a => a.hash)")
    return [unquote(link.removeprefix("#")) for link in links]


@cache
def _window(server):
    playwright = sync_playwright().start()
    _STARTED.append(playwright)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET).new_page()


def close_windows():
    """End the browser; it would outlive the tests."""
    _BROWSING.submit(lambda: [playwright.stop() for playwright in _STARTED]).result()
    _STARTED.clear()
    _window.cache_clear()


def _post(server, path, body, **headers):
    return httpx.post(f"{server}{path}", json=body, headers=headers, timeout=60)


# door -> (how it is asked, how many citations it shows at most)
DOORS = {
    "api": (api, None),
    "events": (events, None),
    "openai": (openai_client, None),
    "openai streamed": (openai_streamed, None),
    "langchain": (langchain, None),
    "mcp": (mcp, None),
    "webhook": (webhook, 5),
    "hotline": (hotline, None),
    "page": (page, None),
    **({"widget": (widget, None)} if CHROMIUM else {}),
}
