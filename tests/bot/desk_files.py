"""Files that tests bring to the desk, made as an office would make them, and a place for them."""

import io
import shutil
from pathlib import Path

import docx

from corpus.settings import Settings

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter(number="901/UBND-KSTT", bees="5 đàn ong", day="05 tháng 3", more=()):
    """The lines of an official letter; the figures can be told apart in answers."""
    return [
        "ỦY BAN NHÂN DÂN TỈNH AN LẠC",
        f"Số: {number}",
        f"An Lạc, ngày {day} năm 2024",
        "CÔNG VĂN",
        "Về việc phát triển nghề nuôi ong trên địa bàn tỉnh An Lạc",
        "Ủy ban nhân dân tỉnh An Lạc yêu cầu các đơn vị thực hiện các nội dung sau:",
        f"1. Sở Nông nghiệp và Môi trường chủ trì hỗ trợ mỗi hộ nuôi ong {bees} giống.",
        "2. Sở Tài chính bố trí kinh phí hỗ trợ hộ nuôi ong trước ngày 30/6/2024.",
        *more,
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]


def as_docx(lines) -> bytes:
    """A Word file of the lines."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def as_pdf(lines) -> bytes:
    """A PDF with a text layer, printed by LibreOffice as an office's would be."""
    from corpus.loaders.office.programs import to_pdf

    return to_pdf(as_docx(lines), ".docx")


def as_text(lines) -> bytes:
    """A plain text."""
    return "\n\n".join(lines).encode()


def place_for(folder: Path, settings: Settings) -> Path:
    """A data folder of its own with the models and the index of the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "models").symlink_to(settings.models_dir.resolve())
    shutil.copytree(settings.index_dir, folder / "index", ignore=shutil.ignore_patterns("leaves"))
    return folder
