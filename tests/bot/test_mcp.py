"""The MCP door with the SDK's own client, over HTTP and stdio."""

import asyncio
import os
import sys

import httpx
import pytest
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.shared.exceptions import MCPError

from bot.doors.mcp.http import security_of
from tests.bot.serving import serving

QUESTION = (
    "Quy chế hoạt động của Ban Chỉ đạo phải hoàn thiện trước ngày nào theo thông báo tháng 01/2022?"
)
TOOLS = {"ask", "search", "clause", "document", "documents", "tasks"}


def run(server, work):
    """What ``work`` gives for a connected client."""

    async def inside():
        async with Client(server) as client:
            return await work(client)

    return asyncio.run(inside())


def get(server, path, **params):
    return httpx.get(f"{server}/api/v1/{path}", params=params).json()


@pytest.fixture(scope="module")
def whole(server):
    return httpx.post(f"{server}/api/v1/ask", json={"question": QUESTION}, timeout=60).json()


async def every_tool(client):
    """One call of each."""
    ask = (await client.call_tool("ask", {"question": QUESTION})).structured_content
    cited = ask["citations"][0]
    again = {"question": "Nói ngắn gọn hơn", "state": ask["state"]}
    calls = {
        "search": {"query": "phủ sóng di động tại các thôn", "k": 3},
        "clause": {"clause_id": cited["clause_id"]},
        "document": {"document_id": cited["document"]["id"], "as_of": "2023-01-01"},
        "documents": {},
        "tasks": {"agency": "STTTT", "due_before": "2022-03-01"},
    }
    found = {n: (await client.call_tool(n, a)).structured_content for n, a in calls.items()}
    shorter = (await client.call_tool("ask", again)).structured_content
    return {**found, "ask": ask, "shorter": shorter}


def check(found, whole):
    assert [c["clause_id"] for c in found["ask"]["citations"]] == [
        c["clause_id"] for c in whole["citations"]
    ]
    assert found["ask"]["citations"][0]["quote"] == whole["citations"][0]["quote"]
    assert "15/02/2022" in found["shorter"]["answer"]
    assert found["clause"]["text"] == whole["citations"][0]["quote"]
    assert len(found["documents"]["documents"]) == 5


def test_tools_over_http(server, whole):
    tools = run(f"{server}/mcp", lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.output_schema["properties"]
        assert "ệ" in tool.description or "ă" in tool.description or "ề" in tool.description
    found = run(f"{server}/mcp", every_tool)
    check(found, whole)
    assert found["ask"]["citations"][0]["url"].startswith("/documents/")
    hits = get(server, "search", q="phủ sóng di động tại các thôn", k=3)["hits"]
    assert [h["clause_id"] for h in found["search"]["hits"]] == [h["clause_id"] for h in hits]
    rows = get(server, "facts", agency="STTTT", due_before="2022-03-01")
    assert rows["facts"]
    assert [(r["organ"], r["clause_id"]) for r in found["tasks"]["facts"]] == [
        (r["organ"], r["clause_id"]) for r in rows["facts"]
    ]
    assert found["document"]["id"] == whole["citations"][0]["document"]["id"]
    assert found["document"]["validity"]["day"] == "2023-01-01"
    assert found["document"]["tree"]


def test_resources(server, whole):
    async def work(client):
        listed = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
        texts = [(await client.read_resource(r.uri)).contents[0].text for r in listed]
        cited = f"tongdai://clauses/{whole['citations'][0]['clause_id']}"
        return listed, templates, texts, (await client.read_resource(cited)).contents[0].text

    listed, templates, texts, quote = run(f"{server}/mcp", work)
    assert len(listed) == 5
    assert len(templates) == 2
    for resource, text in zip(listed, texts, strict=True):
        path = resource.uri.removeprefix("tongdai://")
        assert text == httpx.get(f"{server}/api/v1/{path}/text").text
    assert quote == whole["citations"][0]["quote"]


def test_a_resource_that_is_not_there(server):
    async def work(client):
        with pytest.raises(MCPError, match="Không có văn bản “khong-co”"):
            await client.read_resource("tongdai://documents/khong-co")

    run(f"{server}/mcp", work)


@pytest.mark.parametrize(
    ("tool", "arguments", "word"),
    [
        ("ask", {"question": " "}, "để trống"),
        ("ask", {"question": "x" * 3000}, "2000"),
        ("ask", {}, "thiếu"),
        ("ask", {"question": "Ai ký?", "province": "Sao Hỏa"}, "Sao Hỏa"),
        ("ask", {"question": "Ai ký?", "state": "abc"}, "Trạng thái"),
        ("search", {"query": "x", "k": 0}, "từ 1"),
        ("clause", {"clause_id": "khong.co"}, "Không có điều khoản"),
        ("document", {"document_id": "khong-co"}, "Không có văn bản"),
        ("tasks", {"due_before": "hôm qua"}, "NĂM-THÁNG-NGÀY"),
        ("xoa", {}, "Không có công cụ “xoa”"),
    ],
)
def test_errors_in_vietnamese(server, tool, arguments, word):
    found = run(f"{server}/mcp", lambda client: client.call_tool(tool, arguments))
    assert found.is_error
    assert word in found.content[0].text


def test_both_addresses_and_the_page_beside_them(server):
    assert {t.name for t in run(f"{server}/mcp/", lambda c: c.list_tools()).tools} == TOOLS
    assert "gradio" in httpx.get(f"{server}/").text
    large = httpx.post(f"{server}/mcp", content=b"x" * 1_100_000)
    assert large.status_code == 413


def test_another_name_is_refused(server):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    foreign = httpx.post(f"{server}/mcp", json=body, headers={"host": "xau.example"})
    assert foreign.status_code == 421
    page = httpx.post(f"{server}/mcp", json=body, headers={"origin": "https://xau.example"})
    assert page.status_code == 403


def test_by_which_names(settings):
    named = settings.model_copy(
        update={"public_url": "https://cong.tinh.gov.vn/tong-dai", "mcp_hosts": "may-chu, 10.0.0.5"}
    )
    found = security_of(named)
    assert {"cong.tinh.gov.vn", "may-chu", "10.0.0.5:*", "127.0.0.1:*"} <= {*found.allowed_hosts}
    assert "https://cong.tinh.gov.vn" in found.allowed_origins
    open_to_all = security_of(settings.model_copy(update={"mcp_hosts": "*"}))
    assert not open_to_all.enable_dns_rebinding_protection


def test_over_stdio(settings, server, whole):
    environment = {
        **os.environ,
        "TONGDAI_DATA_DIR": str(settings.data_dir),
        "TONGDAI_DEADLINE": "0",
    }
    process = StdioServerParameters(
        command=sys.executable, args=["-m", "bot", "mcp"], env=environment
    )
    check(run(process, every_tool), whole)


@pytest.mark.accept
def test_under_a_sub_path(settings, assistant):
    with serving(settings.data_dir, ROOT_PATH="/tong-dai", DEADLINE="0") as address:
        for path in ("/tong-dai/mcp", "/mcp"):  # a proxy that keeps the prefix, one that strips it
            found = run(
                f"{address}{path}", lambda c: c.call_tool("ask", {"question": QUESTION})
            ).structured_content
            assert found["citations"][0]["url"].startswith("/tong-dai/documents/")
