"""The page's picture, and the clause marked on it on the document page."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from PIL import Image, ImageOps

from app import create_app
from bot.doors.api.pictures import Pictures
from bot.doors.page.document_page import render_document
from corpus.library import load_library
from corpus.loaders.pages.picture import page_picture
from tests.corpus.paper import HEIGHT, WIDTH, Paper

WORDS = "Sở Y tế chủ trì, phối hợp với các xã, phường trồng rừng trên địa bàn tỉnh trong năm 2024."


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("giay")
    paper = Paper().new_page()
    paper.paragraph(100, f"1. {WORDS}")
    paper.new_page().paragraph(300, f"2. {WORDS}")
    paper.save(folder / "giay.pdf")
    (folder / "chu.txt").write_text(f"1. {WORDS}\n", encoding="utf-8")
    (folder / "bi-mat.png").write_bytes(b"secret")
    return load_library([folder])


@pytest.fixture(scope="module")
def papers(settings, assistant, library):
    """The application over these documents."""
    app = create_app(settings, background=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.service.serve(replace(assistant, library=library))
        yield client


def test_the_picture_of_a_page(papers):
    answer = papers.get("/documents/giay/pages/2.png")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    picture = Image.open(BytesIO(answer.content)).convert("L")
    assert picture.width <= 1600
    assert picture.width / picture.height == pytest.approx(WIDTH / HEIGHT, abs=0.01)
    left, top, right, _ = ImageOps.invert(picture).point(lambda v: v > 128 and 255).getbbox()
    assert 0 < left < right < picture.width
    assert top / picture.height == pytest.approx(290 / HEIGHT, abs=0.01)


@pytest.mark.parametrize(
    "address",
    [
        "/documents/giay/pages/0.png", "/documents/giay/pages/3.png", "/documents/giay/pages/x.png",
        "/documents/giay/pages/1.jpg", "/documents/giay/pages/99999999999.png",
        "/documents/giay/pages/%C2%B2.png", "/documents/chu/pages/1.png",
        "/documents/khac/pages/1.png",
        "/documents/giay/pages/..%2Fbi-mat.png", "/documents/bi-mat.png/pages/1.png",
    ],
)  # fmt: skip
def test_no_other_picture(papers, address):
    answer = papers.get(address)
    assert answer.status_code == 404
    assert "secret" not in answer.text
    if "%2F" not in address:
        assert answer.json()["detail"].startswith(("Văn bản", "Không có văn bản"))


def test_a_file_that_is_gone(library, tmp_path):
    document = replace(library.document("giay"), source=tmp_path / "khac.pdf")
    assert Pictures().picture(document, "1.png") is None


def test_pictures_are_kept_within_bounds(library):
    document = library.document("giay")
    size = max(len(page_picture(document.source, number)) for number in (1, 2))
    pictures = Pictures(size + 10)
    first = pictures.picture(document, "1.png")
    assert pictures.picture(document, "1.png") is first
    pictures.picture(document, "2.png")
    assert pictures.picture(document, "1.png") is not first
    assert Pictures(10).picture(document, "1.png") == first


def test_a_clause_is_marked_on_its_page(library):
    html = render_document(library.document("giay"), root="/goc")
    figures = re.findall(r"<figure>.*?</figure>", html, re.DOTALL)
    assert len(figures) == 2
    assert 'loading="lazy" src="/goc/documents/giay/pages/2.png"' in figures[1]
    tops = [float(top) for top in re.findall(r"top:([\d.]+)%", figures[1])]
    assert len(tops) == 2
    assert tops[0] == pytest.approx(100 * 289 / HEIGHT, abs=0.5)
    assert "Xem trên giấy (trang 2)" in html


def test_a_text_has_no_paper(library):
    assert "<figure>" not in render_document(library.document("chu"))
