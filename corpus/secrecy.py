"""State secrets: a text whose first page carries a stamp of secrecy is refused, whatever it says.

Luật Bảo vệ bí mật nhà nước 117/2025/QH15 knows three degrees, stamped in capitals on the first
page. A stamp is a line, or a cell of the letterhead, of these words alone: a text that only
speaks of secrets has them inside a sentence.
"""

import re

from corpus.language.normalize import nfc

_STAMPS = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_HEAD = 6000  # characters: the first page, with room for letterheads in tables
_CELLS = re.compile(r"[\t|\n]|\s{3,}")
_NAMED = re.compile(r"^(?:ĐỘ MẬT|ĐỘ|DẤU)\s?:?\s?", re.IGNORECASE)
_EDGES = " .,;:*_-–—[](){}<>“”\"'"


def secrecy_stamp(text: str) -> str | None:
    """The stamp of secrecy on the first page ("TỐI MẬT"), or None."""
    for cell in _CELLS.split(nfc(text[:_HEAD])):
        words = _NAMED.sub("", cell.strip(_EDGES)).strip(_EDGES)
        bare = words.replace(" ", "")  # "M Ậ T", as letterheads space their capitals
        for stamp in _STAMPS:
            if bare == stamp.replace(" ", ""):
                return stamp
    return None


def refusal(stamp: str) -> str:
    """Why a text with that stamp is not taken, for whoever brings it."""
    return (
        f"văn bản có dấu “{stamp}”: tài liệu bí mật nhà nước không được đưa vào hệ thống này; "
        "hãy xóa tệp khỏi máy và xử lý theo quy định về bảo vệ bí mật nhà nước."
    )
