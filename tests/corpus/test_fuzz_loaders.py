"""Files of each format with bytes changed, cut, doubled or swapped: a text or a LoadError."""

import io
import os
import time
import zipfile
from functools import cache

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from legacy import encoded

from corpus.language.legacy_encodings import TCVN3, VNI
from corpus.load import LoadError, load
from corpus.loaders.base import Loaded
from corpus.loaders.office import word
from corpus.loaders.office.programs import has_program

TEXT = (
    "ỦY BAN NHÂN DÂN TỈNH\nSố: 5/KH-UBND\nKẾ HOẠCH\n1. Sở Nội vụ chủ trì rà soát thủ tục.\n"
    "a) Trước ngày 30/6/2025\n| Việc | Đơn vị |\n|---|---|\n| Số hóa | Sở Tư pháp |\n"
)
MINUTES = 10


@cache
def seeds():
    package = docx.Document()
    for line in TEXT.split("\n"):
        package.add_paragraph(line)
    package.add_table(2, 2).cell(0, 1).text = "Sở Tư pháp"
    made = io.BytesIO()
    package.save(made)
    cells = "<table><tr><td rowspan=2>a<td colspan=3>b<tr><td>c</table>"
    page = f"<html><body><ol start=3><li>{TEXT}</ol>{cells}<del>x</del></body></html>"
    web = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}"
    rtf = r"{\rtf1\ansi{\fonttbl{\f0 .VnTime;}}\f0 C\'a8n c\'f8\par{\*\x y}\u7853?\par}"
    return {
        ".txt": [TEXT.encode(), TEXT.encode("utf-16"), TEXT.encode("utf-16-le"),
                 encoded(TEXT.lower(), TCVN3), encoded(TEXT, VNI), encoded(TEXT, "cp1258")],
        ".md": [TEXT.encode(), b"# A\\. b\n~~c~~ &amp; <del>d</del>\n" + TEXT.encode()],
        ".html": [page.encode(), page.encode("utf-16")],
        ".mht": [web.encode()],
        ".docx": [made.getvalue()],
        ".rtf": [rtf.encode()],
    }  # fmt: skip


@st.composite
def mutated(draw, suffix):
    """One of the format's good files with a few stretches changed; inside a DOCX, one part's."""
    raw = draw(st.sampled_from(seeds()[suffix]))
    if suffix == ".docx" and draw(st.booleans()):
        return _with_part(raw, draw)
    return _changed(raw, draw)


def _changed(raw, draw):
    raw = bytearray(raw)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        kind = draw(st.sampled_from(["set", "cut", "double", "drop"]))
        if kind == "set":
            new = draw(st.binary(min_size=1, max_size=6))
            raw[at : at + len(new)] = new
        elif kind == "cut":
            del raw[at:]
        elif kind == "double":
            raw[at:at] = raw[at : at + draw(st.integers(1, 300))]
        else:
            del raw[at : at + draw(st.integers(1, 60))]
    return bytes(raw)


def _with_part(raw, draw):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        names = [n for n in old.namelist() if n.endswith((".xml", ".rels"))]
        wanted = draw(st.sampled_from(names))
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _changed(part, draw) if name == wanted else part)
    return made.getvalue()


def loaded_or_refused(path):
    try:
        return load(path)
    except LoadError as error:
        return error


def check(folder, suffix, raw):
    path = folder / f"a{suffix}"
    path.write_bytes(raw)
    begin = time.process_time()
    loaded = loaded_or_refused(path)
    if isinstance(loaded, LoadError):
        assert loaded.reason
        assert loaded.path == path
    else:
        assert isinstance(loaded, Loaded)
        assert loaded.text.strip()
        size = len(loaded.text)
        assert all(0 <= start <= end <= size for start, end in loaded.noise)
        loaded.text.encode()
    assert time.process_time() - begin < 20


FORMATS = [".txt", ".md", ".html", ".mht", ".docx", ".rtf"]
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@pytest.fixture(autouse=True)
def no_programs(monkeypatch):
    """Without LibreOffice, which takes a second a file: its own readers are fuzzed."""
    monkeypatch.setattr(word, "has_program", lambda name: False)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_few_damaged_files(tmp_path, suffix):
    @settings(max_examples=15, deadline=None, suppress_health_check=QUIET)
    @given(mutated(suffix))
    def run(raw):
        check(tmp_path, suffix, raw)

    run()


@pytest.mark.accept
@pytest.mark.parametrize("suffix", FORMATS)
def test_damaged_files_for_minutes(tmp_path, suffix):
    until = time.monotonic() + float(os.environ.get("FUZZ_MINUTES", MINUTES)) * 60 / len(FORMATS)

    @settings(max_examples=50, deadline=None, suppress_health_check=QUIET, database=None)
    @given(mutated(suffix))
    def run(raw):
        check(tmp_path, suffix, raw)

    while time.monotonic() < until:
        run()


@pytest.mark.accept
@pytest.mark.skipif(not has_program("soffice"), reason="no LibreOffice")
def test_damaged_files_through_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr(word, "has_program", has_program)

    @settings(max_examples=20, deadline=None, suppress_health_check=QUIET, database=None)
    @given(mutated(".rtf"))
    def run(raw):
        check(tmp_path, ".rtf", raw)

    run()
