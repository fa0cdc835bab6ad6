"""A citation of a scan, opened: the page's picture with the clause marked, at both widths."""

import shutil
import threading
import time
from dataclasses import replace

import pytest
import uvicorn
from playwright.sync_api import expect, sync_playwright

from app import create_app
from corpus.library import load_library
from tests.bot.serving import free_port
from tests.corpus.scans import NEEDS_OCR, directive

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    NEEDS_OCR,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
BODY = [
    "1. Sở Y tế chủ trì kiểm tra 120 bếp ăn tập thể trong năm 2026.",
    "2. Sở Nội vụ tổng hợp, báo cáo trước ngày 15 tháng 12 năm 2026.",
    "3. Công an tỉnh bảo đảm an toàn thông tin trên địa bàn tỉnh.",
]


@pytest.fixture(scope="module")
def served(settings, assistant, tmp_path_factory):
    """The application over one scanned directive: its address and the document."""
    folder = tmp_path_factory.mktemp("quet")
    directive(BODY).save(folder / "quet.pdf", "PDF", resolution=150)
    library = load_library([folder])
    [document] = library.documents
    app = create_app(settings, background=False)
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.1)
    app.state.service.serve(replace(assistant, library=library))
    yield f"http://127.0.0.1:{port}", document
    server.should_exit = True
    thread.join(20)


@pytest.mark.parametrize(("width", "height"), [(1280, 860), (390, 844)])
def test_the_clause_is_marked_on_the_picture(served, width, height):
    address, document = served
    clause = next(c for c in document.clauses if document.quote(c).startswith("2. Sở Nội vụ"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(f"{address}/documents/{document.id}#{clause.id}")
        row = page.locator(":target")
        expect(row).to_contain_text("Sở Nội vụ tổng hợp")
        row.get_by_text("Xem trên giấy").click()
        picture = row.locator("figure img")
        expect(picture).to_be_visible()
        page.wait_for_function(
            "e => e.complete && e.naturalWidth > 0", arg=picture.element_handle()
        )
        paper = picture.bounding_box()
        marks = [mark.bounding_box() for mark in row.locator("figure span").all()]
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert wide <= width
    assert paper["width"] <= width
    assert len(marks) == 1  # the clause is one printed line
    # drawn at 420 + 44 of 1754 pixels from the top, 130 of 1240 from the left
    assert (marks[0]["y"] - paper["y"]) / paper["height"] == pytest.approx(464 / 1754, abs=0.012)
    assert (marks[0]["x"] - paper["x"]) / paper["width"] == pytest.approx(130 / 1240, abs=0.012)
    assert marks[0]["width"] > 0.4 * paper["width"]
