"""Word files packed from pieces of XML, for what no library writes."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from corpus.load import load
from corpus.loaders import Loaded
from corpus.structure.parse import parse

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{_OFFICE}.document.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

LETTERHEAD = (
    "ỦY BAN NHÂN DÂN TỈNH AN LẠC",
    "Số: 77/KH-UBND",
    "An Lạc, ngày 05 tháng 3 năm 2024",
    "KẾ HOẠCH",
    "Phát triển thư viện số trên địa bàn tỉnh An Lạc năm 2024",
)
DECIMAL = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
DELETED = '<w:rPr><w:del w:id="9" w:author="x"/></w:rPr>'


def r(words: str, properties: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(inner: str, num: int | None = None, level: int = 0, style: str = "", more: str = "") -> str:
    """A paragraph of runs, or of words; ``more`` are further paragraph properties."""
    runs = inner if inner.startswith("<") or not inner else r(inner)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    place = ""
    if num is not None:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{named}{place}{more}</w:pPr>{runs}</w:p>"


def tc(words: str, properties: str = "") -> str:
    """A cell; words are one paragraph, XML stands as it is."""
    inner = words if words.startswith("<") else p(words)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells (XML) or words."""
    inner = "".join(c if c.startswith("<w:tc>") else tc(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    """A complex field; the result is XML."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(inner: str) -> str:
    """A run with a text box of DrawingML, and the same for older programs in VML."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
        f'<a:graphicData uri="x"><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def document(body: str) -> str:
    """The main part."""
    return f'<?xml version="1.0"?><w:document {NS}><w:body>{body}</w:body></w:document>'


def pack(
    path: Path,
    body: str,
    numbering: str | None = DECIMAL,
    styles: str | None = "",
    parts: dict[str, str | bytes] | None = None,
    relations: str = "",
) -> Path:
    """A DOCX of that body; None for numbering or styles leaves the part out. ``parts`` are put in
    (or in the place of others) by their names; ``relations`` are those of the main part."""
    related = {"numbering": numbering, "styles": styles}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="html" ContentType="text/html"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            + "".join(relation(f"rId{kind}", kind, f"{kind}.xml") for kind in related)
            + f"{relations}</Relationships>"
        ),
        "word/document.xml": body if body.startswith("<?xml") else document(body),
    }
    for kind, inner in related.items():
        if inner is not None:
            files[f"word/{kind}.xml"] = f"<w:{kind} {NS}>{inner}</w:{kind}>"
    files |= parts or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def relation(relation_id: str, kind: str, target: str, mode: str = "") -> str:
    """A relationship of the main part."""
    mode = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{relation_id}" Type="{_RELATION}/{kind}" Target="{target}"{mode}/>'


def read(folder: Path, body: str, **parts: object) -> Loaded:
    """What is read of a DOCX of that body."""
    return load(pack(folder / "a.docx", body, **parts))  # type: ignore[arg-type]


def lines(folder: Path, body: str, **parts: object) -> list[str]:
    """The lines that are read, without empty ones."""
    return [line for line in read(folder, body, **parts).text.split("\n") if line]


def clauses(loaded: Loaded) -> list[tuple[list[tuple[str, str]], str]]:
    """The clauses of the body: path and words."""
    parsed = parse(loaded.text, "a.docx", noise=loaded.noise, notes=loaded.notes)
    return [
        ([(s.level, s.value) for s in c.path], parsed.quote(c))
        for c in parsed.clauses
        if c.path[0].level != "the_thuc"
    ]
