# ruff: noqa: E501
"""Files of other programs and years: what LibreOffice writes of a page, old fonts in some runs,
scans as they come off a machine, and files that are something else than they are called."""

import io
import random
import zipfile
from email.message import EmailMessage

import docx
import pytest
from docx.oxml.ns import qn
from legacy import surface
from PIL import Image, ImageDraw, ImageFilter
from scans import NEEDS_OCR, directive
from variants import opened, told, words_of, written

from corpus.language.legacy_encodings import TCVN3, VNI
from corpus.load import LoadError, load
from corpus.loaders.office.programs import has_program

needs_office = pytest.mark.skipif(not has_program("soffice"), reason="no LibreOffice")

PAGE = """<html><head><meta charset="utf-8"><style>.an{{display:none}}</style></head><body>
<p>ỦY BAN NHÂN DÂN TỈNH AN LẠC</p><p>Số: 77/KH-UBND</p><p>An Lạc, ngày 05 tháng 3 năm 2024</p>
<p>KẾ HOẠCH</p><p>Phát triển rừng năm 2024</p>
<ol><li><p>Sở Y tế cấp 1.250<sup>2</sup> cây, 120 m<sup>2</sup> đất.</p></li>
<li><p>Phân công như sau:</p></li></ol>
<table border=1><tr><td>Cơ quan</td><td>Việc</td><td>Hạn</td></tr>
<tr><td rowspan=2>Sở Y tế</td><td>Khám cho 12 xã</td><td rowspan=2>Quý I</td></tr>
<tr><td>Tiêm cho 9 xã</td></tr><tr><td>Sở Nội vụ</td><td colspan=2>Chưa giao</td></tr></table>
<ol start=3><li><p>Sở Nội vụ <s>850</s> 920 hộ.</p></li></ol></body></html>"""
SEEN = [
    "1. Sở Y tế cấp 1.250 cây, 120 m² đất.", "2. Phân công như sau:",
    "Sở Y tế Khám cho 12 xã Quý I", "Sở Y tế Tiêm cho 9 xã Quý I", "Sở Nội vụ Chưa giao",
    "3. Sở Nội vụ 920 hộ.",
]  # fmt: skip
FORMS = {
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt",
    "doc": "doc:MS Word 97",
    "rtf": "rtf",
    "fodt": "fodt",
    "pdf": "pdf",
}


@pytest.fixture(scope="module")
def office_files(tmp_path_factory):
    """The page in each format that LibreOffice writes."""
    import shutil
    import subprocess

    folder = tmp_path_factory.mktemp("office")
    source = folder / "a.html"
    source.write_text(PAGE.format(), encoding="utf-8")
    for suffix, form in FORMS.items():
        made = source if suffix in ("docx", "odt") else folder / "a.odt"
        subprocess.run(
            [shutil.which("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", form, "--outdir", str(folder), str(made)],
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
    return folder


@needs_office
@pytest.mark.accept
@pytest.mark.parametrize("suffix", FORMS)
def test_what_libreoffice_writes(office_files, suffix):
    _, document = opened(office_files / f"a.{suffix}")
    assert [words for _, words in told(document) if words != "Cơ quan Việc Hạn"] == SEEN
    assert (document.metadata.number, document.metadata.date) == ("77/KH-UBND", "2024-03-05")


def font(run, name):
    run.font.name = name
    run._r.rPr.rFonts.set(qn("w:hAnsi"), name)


MIXED = {"TCVN3": (".VnTime", TCVN3), "VNI": ("VNI-Times", VNI)}


@pytest.mark.parametrize("name", MIXED)
@pytest.mark.parametrize("where", ["first", "middle", "cell", "note"])
def test_an_old_font_in_some_runs(tmp_path, name, where):
    called, encoding = MIXED[name]
    package = docx.Document()
    said = ["Điều 1. ", "Cấp 920 cây cho các xã miền núi", " của huyện."]
    into = (
        package.add_table(1, 2).rows[0].cells[1].paragraphs[0]
        if where == "cell"
        else package.add_paragraph()
    )
    for number, words in enumerate(said):
        old = (number == 0) if where == "first" else (number == 1)
        run = into.add_run(surface(words, encoding) if old else words)
        font(run, called if old else "Times New Roman")
    package.add_paragraph("Điều 2. Sở Nội vụ.")
    package.save(tmp_path / "a.docx")
    text = load(tmp_path / "a.docx").text
    assert "Điều 1. Cấp 920 cây cho các xã miền núi của huyện." in text


GOOD = "Số: 5/KH-UBND\n\nKẾ HOẠCH\n\n1. Sở Nội vụ chủ trì rà soát 12 thủ tục.\n"


def word():
    package = docx.Document()
    for words in GOOD.split("\n"):
        package.add_paragraph(words)
    made = io.BytesIO()
    package.save(made)
    return made.getvalue()


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, raw in files.items():
            archive.writestr(name.replace("__", "."), raw)
    return made.getvalue()


def mail():
    message = EmailMessage()
    message["Subject"] = "Gửi kế hoạch"
    message.set_content("Kính gửi kèm theo.")
    message.add_attachment(
        word(), maintype="application", subtype="octet-stream", filename="kh.docx"
    )
    return message.as_bytes()


def sheet():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Xã", "Hộ"])
    book.active.append(["An Hải", 1204])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


RTF = (
    "{\\rtf1\\ansi "
    + "".join(f"\\u{ord(c)}?" if ord(c) > 127 else c.replace("\n", "\\par\n") for c in GOOD)
    + "}"
)
READ = {
    "a Word file called .pdf": (".pdf", word),
    "a Word file called .txt": (".txt", word),
    "a Word file called .html": (".html", word),
    "a page called .doc": (".doc", lambda: f"<html><meta charset=utf-8><body>{''.join(f'<p>{x}</p>' for x in GOOD.split(chr(10)))}</body></html>".encode()),
    "a page called .docx": (".docx", lambda: f"<html><meta charset=utf-8><body>{''.join(f'<p>{x}</p>' for x in GOOD.split(chr(10)))}</body></html>".encode()),
    "words called .docx": (".docx", GOOD.encode),
    "words called .doc": (".doc", GOOD.encode),
    "words called .pdf": (".pdf", GOOD.encode),
    "words in UTF-16 called .doc": (".doc", lambda: GOOD.encode("utf-16")),
    "RTF called .docx": (".docx", RTF.encode),
    "RTF called .txt": (".txt", RTF.encode),
    "RTF called .pdf": (".pdf", RTF.encode),
    "words called .html": (".html", GOOD.encode),
    "capital letters in the suffix": (".DOCX", word),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_files_called_something_else(tmp_path, name):
    suffix, make = READ[name]
    assert "1. Sở Nội vụ chủ trì rà soát 12 thủ tục." in words_of(written(tmp_path, make(), suffix))


REFUSED = {
    "a sheet called .docx": (".docx", sheet, "bảng tính"),
    "a sheet": (".xlsx", sheet, "chép bảng"),
    "an archive": (".zip", lambda: zipped(a__docx=word()), "giải nén"),
    "an archive called .docx": (".docx", lambda: zipped(a__txt=b"x"), "giải nén"),
    "a mail": (".eml", mail, "đính kèm"),
    "a mail called .txt": (".txt", mail, None),
    "blanks": (".txt", lambda: b" \n\t \n", "rỗng"),
    "a page without a word": (".html", lambda: b"<html><body><p> </p></body></html>", "rỗng"),
    "a Word file without a word": (".docx", lambda: _empty(), "rỗng"),
    "no byte": (".pdf", lambda: b"", "rỗng"),
    "zeros": (".txt", lambda: b"\0" * 4096, "nhị phân"),
    "half a PDF": (".pdf", lambda: b"%PDF-1.7\n1 0 obj\n<<", None),
    "a sheet as CSV": (".csv", lambda: b"a,b\n1,2\n", ".csv"),
}  # fmt: skip


def _empty():
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_are_refused_with_a_reason(tmp_path, name):
    suffix, make, reason = REFUSED[name]
    path = written(tmp_path, make(), suffix)
    with pytest.raises(LoadError) as told_:
        load(path)
    assert reason is None or reason in told_.value.reason
    assert "hãy" in told_.value.reason


BODY = [
    "1. Cấp 920 cây cho 12 xã miền núi.",
    "2. Sở Nội vụ báo cáo trước ngày 30/6/2026.",
    "3. Sở Tài chính bố trí 450 triệu đồng.",
]


def _stamp(page, at=(700, 1200)):
    page = page.convert("RGB")
    ring = ImageDraw.Draw(page)
    ring.ellipse((*at, at[0] + 260, at[1] + 260), outline=(210, 30, 40), width=8)
    ring.ellipse((at[0] + 40, at[1] + 40, at[0] + 220, at[1] + 220), outline=(210, 30, 40), width=4)
    return page


def _noisy(page):
    random.seed(7)
    page = page.copy()
    pixels = page.load()
    for _ in range(6000):
        pixels[random.randrange(page.width), random.randrange(page.height)] = random.choice(
            (0, 120, 200)
        )
    return page


def _shaded(page):
    shade = Image.linear_gradient("L").resize(page.size).point(lambda v: 150 + v // 3)
    return Image.composite(page, shade, page.point(lambda v: 255 if v < 128 else 0))


SCANS = {
    "turned a quarter": lambda p: p.rotate(90, expand=True, fillcolor=255),
    "upside down": lambda p: p.rotate(180),
    "leaning": lambda p: p.rotate(1.8, fillcolor=255, resample=Image.Resampling.BICUBIC),
    "a stamp beside the words": lambda p: _stamp(p),
    "a stamp over words": lambda p: _stamp(p, (150, 380)),
    "specks": _noisy,
    "a shadow": _shaded,
    "black and white": lambda p: p.convert("1"),
    "colours from a table": lambda p: p.convert("P"),
    "clear paper": lambda p: Image.merge("LA", (Image.new("L", p.size, 0), p.point(lambda v: 255 - v))),
    "printing colours": lambda p: p.convert("CMYK"),
    "soft": lambda p: p.filter(ImageFilter.GaussianBlur(1.0)),
}  # fmt: skip


def digits(text):
    return "".join(c for c in text if c.isdigit())


@NEEDS_OCR
@pytest.mark.accept
@pytest.mark.parametrize("name", SCANS)
def test_scans(tmp_path, name):
    page = SCANS[name](directive(BODY))
    path = tmp_path / ("a.tif" if page.mode in ("1", "CMYK") else "a.png")
    page.save(path, dpi=(150, 150))
    loaded, document = opened(path)
    body = [c for c in document.clauses if c.path[0].level != "the_thuc"]
    if name == "a stamp over words":  # their numbers are recognised with other stops
        said = "".join(document.quote(c) for c in body)
        assert digits(said) == digits("".join(BODY)) or any(document.doubts_of(c) for c in body)
        return
    assert len(body) == len(BODY)
    for clause, right in zip(body, BODY, strict=True):
        doubted = "".join(loaded.text[s:e] for s, e in document.doubts_of(clause))
        assert digits(document.quote(clause)) == digits(right) or digits(doubted)
    assert document.metadata.number == "753/KH-UBND" or "753" not in str(document.metadata.number)
