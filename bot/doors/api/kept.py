"""An answer that was given, as a file to take along."""

from bot.answer import Answer
from bot.doors.api.problems import Problem
from bot.render.file import answer_docx
from corpus.loaders.office.programs import ProgramError, has_program, to_pdf

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_NO_PDF = "Máy chủ chưa có LibreOffice để tạo PDF (chạy `make ocr`); hãy tải tệp DOCX."


def answer_bytes(question: str, answer: Answer, kind: str) -> bytes:
    """The file; Problem 501 where this machine cannot make a PDF."""
    raw = answer_docx(question, answer)
    if kind == "docx":
        return raw
    if not has_program("soffice"):
        raise Problem(501, _NO_PDF)
    try:
        return to_pdf(raw, ".docx")
    except ProgramError as error:
        raise Problem(500, f"Chưa tạo được PDF ({error}); hãy tải tệp DOCX.") from error
