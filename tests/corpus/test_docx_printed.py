"""The digits of every clause against those that LibreOffice prints, numbering included.

LibreOffice shows deletions in its text export, so a copy with the changes accepted is printed.
"""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from word_files import LETTERHEAD, p, pack, tbl, tr

from corpus.load import load
from corpus.loaders.docx.names import W
from corpus.loaders.docx.revisions import accept
from corpus.loaders.docx.settle import settle
from corpus.structure.parse import parse

SHARED = Path(__file__).parents[3] / "shared"
# what LibreOffice's text export does otherwise than its own print, which was looked at
OTHERWISE = {
    "altchunk.docx": "leaves chunks out",
    "bang-trong-khung.docx": "leaves tables in boxes out",
    "chi-so-tren.docx": "writes raised digits on the line",
    "chu-an.docx": "writes hidden words",
    "cong-thuc.docx": "leaves formulas out",
}
pytestmark = [
    pytest.mark.accept,
    pytest.mark.skipif(not shutil.which("soffice"), reason="without LibreOffice"),
]


def made(folder):
    """A document of lists of several kinds, in the body and in a table."""
    deep = (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%2.%3"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
        '<w:startOverride w:val="8"/></w:lvlOverride></w:num>'
    )
    body = "".join(p(words) for words in LETTERHEAD)
    body += p("Mục tiêu", 1) + p("Số hóa 1.250 đầu sách.", 1, 1) + p("Trước ngày 30/6.", 1, 2)
    body += p("Nhiệm vụ", 1) + p("Bố trí 850 triệu.", 1, 1) + p("Tập huấn 40 người.", 1, 1)
    body += p("Kinh phí 920 triệu.", 2, 1) + p("Chi tiết 15%.", 2, 2)
    body += tbl(tr("TT", "Việc"), tr("1", "Khám 300 lượt"), tr("2", "Tiêm 45 mũi"))
    return pack(folder / "made.docx", body, numbering=deep)


def accepted(source, target):
    """A copy of the file with its alternatives settled and its tracked changes accepted."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(raw)
                settle(root)
                accept(root)
                for reference in list(root.iter(W + "footnoteReference")):
                    reference.getparent().remove(reference)  # its number would join a figure
                raw = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            new.writestr(name, raw)
    return target


def digits(text):
    return re.sub(r"\D", "", text)


def test_the_digits_of_every_clause_are_those_that_are_printed(tmp_path):
    (tmp_path / "in").mkdir()
    sources = [made(tmp_path)]
    for folder in (SHARED / "cases", SHARED / "bench" / "admin_docs"):
        sources += [f for f in sorted(folder.glob("*.docx")) if f.name not in OTHERWISE]
    copies = [accepted(source, tmp_path / "in" / source.name) for source in sources]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    form = ("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path / "out"))
    command = ["soffice", profile, "--headless", *form]
    subprocess.run([*command, *map(str, copies)], check=True, capture_output=True, timeout=500)
    missing = []
    for source in sources:
        printed = digits((tmp_path / "out" / f"{source.stem}.txt").read_text("utf-8-sig"))
        loaded = load(source)
        document = parse(loaded.text, source.name, noise=loaded.noise)
        assert document.clauses, source.name
        missing += [
            (source.name, clause.id, document.quote(clause)[:80])
            for clause in document.clauses
            if digits(document.quote(clause)) not in printed
        ]
    assert not missing


def test_lists_as_printed(tmp_path):
    source = made(tmp_path)
    labels = [line.split()[0] for line in load(source).text.split("\n") if line.strip()][5:13]
    assert labels == ["I.", "3.", "3.1", "II.", "3.", "4.", "8.", "8.1"]
