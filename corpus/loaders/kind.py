"""What a file is by its first bytes, whatever it is called: the suffix of its format."""

import codecs
import re
import zipfile
from io import BytesIO

import olefile

_PROBE = 4096
_ARCHIVES = (  # a part of the archive, and the format that has it
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("ppt/presentation.xml", ".pptx"),
)
_MIMES = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.text-template": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/epub+zip": ".epub",
}
_MAGIC = (
    (b"{\\rtf", ".rtf"),
    (b"\xdb\xa5", ".doc"),  # Word 2 and 6 before compound files
    (b"\x31\xbe\x00\x00", ".doc"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"\x1f\x8b", ".gz"),
    (b"MZ", ".exe"),
    (b"\x7fELF", ".exe"),
    (b"%!PS", ".ps"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}"
    rb"<(?:!doctype\s{1,9}html|html|head|body|meta|title|table|div|p|font|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(rb"\s*<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(rb"MIME-Version:\s{0,9}\d", re.IGNORECASE)
_WORD_XML = re.compile(rb"<\?mso-application\s{1,9}progid=\"Word\.Document\"|<w:wordDocument\b")
_ODT_XML = re.compile(rb"<office:document\b")
# formats of a kind: what is called one of them and is another needs no remark
_FAMILIES = (
    {".doc", ".dot", ".wps"},
    {".docx", ".docm", ".dotx", ".dotm"},
    {".odt", ".ott", ".fodt"},
    {".html", ".htm", ".mht", ".mhtml"},
    {".jpg", ".jpeg"},
    {".tif", ".tiff"},
)
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1a\x1b"})  # in no text of a known encoding
TEXT = ".txt"
PLAIN = frozenset((TEXT, ".md"))  # what has no bytes of its own to be known by
NAMES = {
    ".docx": "Word (.docx)",
    ".doc": "Word 97–2003 (.doc)",
    ".rtf": "RTF",
    ".odt": "OpenDocument (.odt)",
    ".html": "trang web (HTML)",
    ".mht": "trang web đóng gói (MHTML)",
    ".wordml": "Word XML 2003",
    ".xml": "tệp XML",
    ".pdf": "PDF",
    ".txt": "chữ thường",
    ".xlsx": "bảng tính Excel",
    ".xls": "bảng tính Excel",
    ".ods": "bảng tính OpenDocument",
    ".pptx": "trình chiếu PowerPoint",
    ".ppt": "trình chiếu PowerPoint",
    ".zip": "tệp nén ZIP",
    ".exe": "chương trình máy tính",
    ".locked": "tệp Office có mật khẩu",
}


def kind_of(raw: bytes) -> str | None:
    """The suffix of the format that the bytes are in; ``.txt`` for text, None for none known."""
    head = raw[:_PROBE]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(raw)
    if head.startswith(olefile.MAGIC):
        return _of_ole(raw)
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (kind != ".bmp" or b"\x00" in head[:64]):
            return kind
    return _of_text(head)


def is_page(raw: bytes) -> bool:
    """Whether the bytes begin as a whole web page does."""
    return _PAGE.match(raw[:_PROBE].removeprefix(b"\xef\xbb\xbf")) is not None


def is_of_kind(suffix: str, kind: str) -> bool:
    """Whether a file called ``suffix`` may be of ``kind`` without a remark."""
    return suffix == kind or any(suffix in family and kind in family for family in _FAMILIES)


def _of_text(head: bytes) -> str | None:
    text = head.removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    elif b"\x00" in head:
        return TEXT if _is_utf16(head) else None
    if any(byte in text for byte in _CONTROLS):
        return None
    if _WORD_XML.search(text):
        return ".wordml"
    if _ODT_XML.search(text):
        return ".odt"
    if _WEB_ARCHIVE.search(text[:1024]) and b"Content-Type" in text:
        return ".mht"
    if _HTML.match(text):
        return ".html"
    return ".xml" if text.lstrip().startswith(b"<?xml") else TEXT


def _is_utf16(head: bytes) -> bool:
    """Whether bytes with zeros are UTF-16 without a byte order mark: letters and nothing else."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "ignore").replace("\ufffd", "")
        plain = sum(char.isprintable() or char in "\t\r\n" for char in text)
        latin = sum(char < "\u0370" or "\u1e00" <= char < "\u2100" for char in text)
        if len(text) >= 8 and len(text) * 2 >= len(head) - 1 and plain == latin == len(text):
            return True
    return False


def _of_archive(raw: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()}
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    return _MIMES.get(part.read(200).decode("ascii", "replace").strip(), ".zip")
    except Exception:  # a cut or damaged archive, which the loader of its suffix tells
        return None
    for part_name, kind in _ARCHIVES:
        if part_name in names:
            return kind
    return ".docx" if "[content_types].xml" in names else ".zip"


def _of_ole(raw: bytes) -> str | None:
    """The formats of compound files; ``.locked`` for what has a password."""
    try:
        with olefile.OleFileIO(BytesIO(raw)) as ole:
            names = {entry[0] for entry in ole.listdir()}
            if "EncryptedPackage" in names:
                return ".locked"
            if "WordDocument" in names:
                with ole.openstream("WordDocument") as stream:
                    head = stream.read(12)
                # bit 8 of the flags at offset 10: fEncrypted ([MS-DOC] 2.5.2)
                return ".locked" if len(head) == 12 and head[11] & 0x01 else ".doc"
            if names & {"Workbook", "Book"}:
                return ".xls"
            if "PowerPoint Document" in names:
                return ".ppt"
            return ".wps" if "CONTENTS" in names else None
    except Exception:  # olefile raises many kinds for a cut file
        return ".doc"
