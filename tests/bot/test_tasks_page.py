"""The page of tasks in Chromium, on a desk and on a telephone."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.bot.serving import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def server(settings, assistant):
    with serving(settings.data_dir) as address:
        yield address


def test_filter_and_open_a_clause(server):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width, height in ((1280, 860), (390, 844)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{server}/viec?day=2022-02-01")
            page.get_by_label("Cơ quan", exact=True).fill("STTTT")
            page.get_by_label("Trạng thái").select_option("sap_den")
            page.get_by_role("button", name="Lọc").click()
            expect(page.locator("ol.cac-viec > li")).to_have_count(2)
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            page.locator(".nguon a").first.click()
            expect(page.locator(":target")).to_contain_text("15/02/2022")
        browser.close()
