"""What was left out or could not be read, counted while reading and told in the notes."""

from collections import Counter

# in the order in which they are told; {n} is how many times
_SAID = {
    "styles": "thiếu hoặc hỏng phần kiểu trình bày (styles.xml), đọc không có kiểu",
    "numbering": "thiếu hoặc hỏng phần đánh số tự động (numbering.xml): {n} đoạn có thể mất số",
    "number_format": "{n} đoạn đánh số theo kiểu lạ, ghi bằng chữ số thường",
    "autonumber": "{n} số tự động kiểu cũ (AUTONUM, LISTNUM) không đọc được",
    "hidden": "{n} đoạn chữ ẩn (không in ra), không đọc",
    "struck": "{n} chỗ chữ gạch ngang, coi là đã bỏ",
    "contents": "có mục lục, không tính là điều khoản",
    "note_mark": "{n} dấu chú thích viết bằng chỉ số trên, không ghi vào lời",
    "formula": "{n} công thức, ghi thành một dòng chữ",
    "formula_unread": "{n} công thức dạng đối tượng hoặc trường EQ không đọc được",
    "symbol": "{n} ký hiệu của phông chữ riêng không đọc được",
    "object": "{n} đối tượng nhúng không đọc được ({which})",
    "picture": "{n} hình lớn (có thể là trang quét hoặc bảng chụp), chữ trong hình không đọc",
    "chart": "{n} biểu đồ hoặc sơ đồ không đọc được",
    "word_art": "{n} chữ nghệ thuật (WordArt) không đọc",
    "chunk": "{n} phần nhúng (altChunk) không đọc được ({which})",
    "chunk_read": "{n} phần nhúng (altChunk), đọc ở đúng chỗ",
    "subdocument": "{n} văn bản con nằm ngoài tệp, không đọc ({which})",
    "macro": "tệp có macro; macro không được chạy",
    "head": "số hoặc ngày chỉ có ở đầu trang (header), đọc vào đầu văn bản: {which}",
    "footnote": "có {n} chú thích cuối trang, giữ ở cuối văn bản",
}
_MOST_NAMES = 5


class Remarks:
    """Counts by kind (key of the table above), and the names that go with some."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._which: dict[str, dict[str, None]] = {}

    def add(self, kind: str, which: str = "", times: int = 1) -> None:
        """One more of that kind; ``which`` is named."""
        self._counts[kind] += times
        if which:
            self._which.setdefault(kind, {})[" ".join(which.split())[:80]] = None

    def notes(self) -> list[str]:
        """The remarks in Vietnamese."""
        return [
            said.format(
                n=self._counts[kind],
                which=", ".join(list(self._which.get(kind, {}))[:_MOST_NAMES]) or "không rõ loại",
            )
            for kind, said in _SAID.items()
            if self._counts[kind]
        ]
