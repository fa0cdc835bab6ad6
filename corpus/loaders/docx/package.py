"""The parts of a Word file: a zip archive (OPC, ECMA-376 part 2) or one flat XML document.

Names of parts are compared without letter case, with either slash and with percent signs read, for
other programs' archives are not exact in these. Nothing is unpacked to the disk, and what is larger
than a directive can be is refused before it is unpacked.
"""

import base64
import binascii
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from corpus.loaders.docx.names import PKG, RELS, TYPES
from corpus.loaders.docx.xml import Element, XmlError, parse

_MIB = 1 << 20
MOST_PART = 64 * _MIB
MOST_WHOLE = 1024 * _MIB
MOST_PARTS = 20_000
MOST_RATIO = 200  # unpacked to packed, of a part of some size
_SOME_SIZE = 16 * _MIB

_RESAVE = "hãy mở bằng Word và lưu lại dạng .docx."
_DAMAGED = f"không phải tệp DOCX hoặc tệp bị hỏng; {_RESAVE}"
_LOCKED = "tệp đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu và lưu lại dạng .docx."
_BOMB = (
    "tệp nén giải ra lớn bất thường (nghi là tệp phá hoại), không đọc; nếu tệp đúng là văn bản, "
    + _RESAVE
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"{\\rtf", "tệp RTF mang đuôi của Word"),
    (b"%pdf-", "tệp PDF mang đuôi của Word"),
    (b"<!doctype html", "trang HTML mang đuôi của Word"),
    (b"<html", "trang HTML mang đuôi của Word"),
)
_DOCUMENT_TYPES = ("document.main+xml", "template.main+xml")  # with and without macros


class PackageError(Exception):
    """The file is none that is read as Word's; the reason is for people."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: what kind (the last word of its type), and to which part;
    ``target`` is '' where it leads nowhere inside the file."""

    kind: str
    target: str
    said: str


@dataclass
class Package:
    """The parts by their names in lower case, without the leading slash."""

    main: str = ""
    types: dict[str, str] = field(default_factory=dict)  # by part, or by ".suffix"
    _archive: zipfile.ZipFile | None = None
    _names: dict[str, str] = field(default_factory=dict)
    _flat: dict[str, bytes | Element] = field(default_factory=dict)

    @classmethod
    def open(cls, raw: bytes) -> "Package":
        """The package that the bytes are; PackageError with the reason."""
        head = raw[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ")
        if raw.startswith(_OLE):
            raise PackageError(_of_ole(raw))
        if head.startswith(b"<"):
            self = cls._of_flat(raw, head)
        else:
            for start, what in _OTHERS:
                if head.lower().startswith(start):
                    raise PackageError(f"{what}; {_RESAVE}")
            self = cls._of_archive(raw)
        self._read_types()
        self.main = self._find_main()
        return self

    @classmethod
    def _of_archive(cls, raw: bytes) -> "Package":
        try:
            archive = zipfile.ZipFile(BytesIO(raw))
            infos = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise PackageError(_DAMAGED) from error
        if len(infos) > MOST_PARTS or sum(i.file_size for i in infos) > MOST_WHOLE:
            raise PackageError(_BOMB)
        for info in infos:
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > _SOME_SIZE and ratio > MOST_RATIO:
                raise PackageError(_BOMB)
        if any(info.flag_bits & 1 for info in infos):
            raise PackageError(_LOCKED)
        return cls(_archive=archive, _names={_plain_name(i.filename): i.filename for i in infos})

    @classmethod
    def _of_flat(cls, raw: bytes, head: bytes) -> "Package":
        if head.lower().startswith((b"<!doctype html", b"<html")):
            raise PackageError(f"trang HTML mang đuôi của Word; {_RESAVE}")
        if len(raw) > MOST_PART:
            raise PackageError(_BOMB)
        try:
            root = parse(raw)
        except XmlError as error:
            raise PackageError(f"{error} {_RESAVE[0].upper()}{_RESAVE[1:]}") from error
        if root.tag != PKG + "package":
            raise PackageError(f"tệp XML không phải văn bản Word (Flat OPC); {_RESAVE}")
        self = cls()
        for part in root.iterchildren(PKG + "part"):
            name = _plain_name(part.get(PKG + "name", ""))
            self.types[name] = part.get(PKG + "contentType", "")
            inner = part.find(PKG + "xmlData")
            if inner is not None and len(inner):
                self._flat[name] = inner[0]
            elif (data := part.find(PKG + "binaryData")) is not None:
                try:
                    self._flat[name] = base64.b64decode(data.text or "")
                except (binascii.Error, ValueError):
                    continue
        return self

    def names(self) -> list[str]:
        """The names of all parts."""
        return [*self._names, *self._flat]

    def raw(self, name: str) -> bytes | None:
        """The bytes of a part; None where it is missing; PackageError where it is damaged."""
        if name in self._flat:
            held = self._flat[name]
            return held if isinstance(held, bytes) else None
        if name not in self._names or self._archive is None:
            return None
        if self._archive.getinfo(self._names[name]).file_size > MOST_PART:
            raise PackageError(_BOMB)
        try:
            return self._archive.read(self._names[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise PackageError(_DAMAGED) from error
        except (RuntimeError, NotImplementedError) as error:  # a password, an unknown packing
            raise PackageError(_DAMAGED) from error

    def tree(self, name: str) -> Element | None:
        """The root element of a part, or None where it is missing; PackageError, XmlError."""
        held = self._flat.get(name)
        if held is not None and not isinstance(held, bytes):
            return held
        raw = self.raw(name)
        return None if raw is None else parse(raw)

    def relations(self, name: str) -> dict[str, Relation]:
        """The relationships of a part by their ids; those to nowhere have no target."""
        folder, _, file = name.rpartition("/")
        try:
            root = self.tree(f"{folder}/_rels/{file}.rels".lstrip("/"))
        except (XmlError, PackageError):
            root = None
        found: dict[str, Relation] = {}
        for relation in () if root is None else root.iterchildren(RELS + "Relationship"):
            said = relation.get("Target", "")
            inside = relation.get("TargetMode", "").lower() != "external"
            target = _plain_name(said if said.startswith("/") else f"{folder}/{said}")
            known = inside and (target in self._names or target in self._flat)
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Relation(kind, target if known else "", said)
        return found

    def related(self, kind: str) -> list[str]:
        """The parts that the main document is related to by that kind."""
        return [r.target for r in self.relations(self.main).values() if r.kind == kind]

    def type_of(self, name: str) -> str:
        """The content type that the package declares for a part, or ''."""
        return self.types.get(name) or self.types.get(f".{name.rpartition('.')[2]}", "")

    def _read_types(self) -> None:
        try:
            root = self.tree("[content_types].xml")
        except (XmlError, PackageError):
            return
        for element in () if root is None else root:
            if element.tag == TYPES + "Override":
                name = _plain_name(element.get("PartName", ""))
            else:
                name = f".{element.get('Extension', '').lower()}"
            self.types[name] = element.get("ContentType", "")

    def _find_main(self) -> str:
        """The main document: by relationship, by content type, or by its usual name."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target:
                if self._is_of_another_program(relation.target):
                    break
                return relation.target
        named = [n for n, t in self.types.items() if t.endswith(_DOCUMENT_TYPES)]
        usual = [n for n in self.names() if n.rpartition("/")[2] == "document.xml"]
        for name in (*named, "word/document.xml", *usual):
            if name in self._names or name in self._flat:
                return name
        if "mimetype" in self._names and b"opendocument" in (self.raw("mimetype") or b""):
            raise PackageError(f"tệp OpenDocument (ODT) mang đuôi của Word; {_RESAVE}")
        if any(n.startswith(("xl/", "ppt/")) for n in self._names):
            raise PackageError("tệp Excel hoặc PowerPoint, không phải văn bản Word.")
        raise PackageError(_DAMAGED)

    def _is_of_another_program(self, name: str) -> bool:
        return name.startswith(("xl/", "ppt/"))


def _plain_name(name: str) -> str:
    path = posixpath.normpath(unquote(name.replace("\\", "/")))
    return path.lstrip("/").lower()


def _of_ole(raw: bytes) -> str:
    """What a compound file (OLE) is: a locked document, an old one, or something else."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return _LOCKED
    if "WordDocument".encode("utf-16-le") in raw:
        return f"tệp Word đời cũ (.doc) mang đuôi mới; {_RESAVE}"
    return _DAMAGED
