"""The digits of each quote against those of the file as it is printed: Word by LibreOffice with its
changes accepted, pages by Chromium, text as its bytes stand."""

import re
import shutil
from pathlib import Path
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from test_docx_printed import accepted

from corpus.library import load_library
from corpus.loaders.office.programs import has_program, to_pdf

CASES = Path(__file__).parents[3] / "shared" / "cases"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SOME = ("so-theo-kieu-danh-sach.docx", "chu-an.docx", "ol-css-alpha.html", "zw.txt", "md-escape.md")
# what the programs print otherwise than what is right, by the digits that each of them lacks or
# has too many of: the cases' own table says what is right
OTHERWISE = {
    "altchunk.docx": "LibreOffice leaves parts of other formats out",
    "bang-trong-khung.docx": "LibreOffice leaves tables in text boxes out",
    "cong-thuc.docx": "LibreOffice leaves formulas out of files without their settings",
    "del-ins.html": "a browser prints struck words",
}
RIGHT = {
    "altchunk.docx": ["130", "2850", "21200"],
    "bang-trong-khung.docx": ["13062024", "952024", "28502024"],
    "cong-thuc.docx": ["1100"],
    "del-ins.html": ["19202024", "27"],
}
# what a script of the page would unfold
UNFOLDED = b"<style>.collapse, [hidden] {display: block !important}</style>"
_RAISED = 0.8  # of the line's usual letters: the mark of a note

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="without the folder of cases")


def digits(text):
    return re.sub(r"\D", "", text)


def printed(pdf):
    """The digits of a PDF's pages in their order, those of raised marks left out."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        count = text.count_chars()
        sizes = [pdfium.FPDFText_GetFontSize(text, at) for at in range(count)]
        usual = median(sizes) if sizes else 0
        for at in range(count):
            sign = chr(pdfium.FPDFText_GetUnicode(text, at))
            if sign.isdigit() and sizes[at] >= _RAISED * usual:
                found.append(sign)
    return "".join(found)


def as_printed(path, folder):
    if path.suffix == ".docx":
        return printed(to_pdf(accepted(path, folder / path.name).read_bytes(), ".docx"))
    if path.suffix == ".html":
        from playwright.sync_api import sync_playwright

        opened = folder / path.name
        opened.write_bytes(path.read_bytes() + UNFOLDED)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(java_script_enabled=False)
            page.goto(opened.as_uri())
            pdf = page.pdf()
            browser.close()
        return printed(pdf)
    return digits(path.read_text(encoding="utf-8"))


def every():
    names = [f.name for f in sorted(CASES.glob("*")) if f.name != "README.md"]
    return [n if n in SOME else pytest.param(n, marks=pytest.mark.accept) for n in names]


@pytest.mark.parametrize("name", every())
def test_a_quote_has_the_digits_that_are_printed(tmp_path, name):
    path = CASES / name
    if path.suffix == ".docx" and not has_program("soffice"):
        pytest.skip("without LibreOffice")
    if path.suffix == ".html" and CHROMIUM is None:
        pytest.skip("without Chromium")
    [document] = load_library([path]).documents
    quoted = [digits(document.quote(clause)) for clause in document.clauses]
    assert any(quoted)
    if name in OTHERWISE:
        body = [digits(document.quote(c)) for c in document.clauses if c.part == "body"]
        wanted = RIGHT[name]
        assert [b[: len(w)] for b, w in zip(body, wanted, strict=True)] == wanted
        return
    shown = as_printed(path, tmp_path)
    assert [words for words in quoted if words not in shown] == []
