"""``SOURCES.tsv`` beside a folder of documents: each file's split and issuer."""

import csv
from dataclasses import dataclass
from pathlib import Path

SOURCES = "SOURCES.tsv"
PROVINCE, CENTRAL, UNKNOWN = "province", "ministry", "unknown"
# how the issuers of a province begin; all others are ministries and central bodies
_PROVINCIAL = ("UBND", "HĐND", "Tỉnh/Thành ủy", "Sở", "VP Ban Chỉ huy")
_UNNAMED = ("", "không rõ")


class SourcesError(Exception):
    """The folder cannot be used as a collection of documents."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document's file, its split and who issued it."""

    file: str
    split: str
    issuer: str

    @property
    def level(self) -> str:
        """Whether a province or the central government issued it."""
        if self.issuer in _UNNAMED:
            return UNKNOWN
        return PROVINCE if self.issuer.startswith(_PROVINCIAL) else CENTRAL


def read_sources(folder: Path) -> dict[str, Source]:
    """The folder's documents by file name, in the order of the table."""
    path = folder / SOURCES
    if not path.is_file():
        raise SourcesError(f"{folder} không có {SOURCES}: cho --corpus thư mục có tệp ấy.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or not {"file", "split", "issuer"} <= rows[0].keys():
        raise SourcesError(f"{path} cần các cột file, split, issuer.")
    return {row["file"]: Source(row["file"], row["split"], row["issuer"]) for row in rows}
