"""The tables of ``python -m eval reading``."""

import gc
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.citation.references import find_references
from corpus.facts.find import find_facts
from corpus.integrity import measure
from corpus.library import DIRECTIVES
from corpus.load import load
from corpus.structure.parse import parse
from eval.reading.score import (
    Found,
    Share,
    score_facts,
    score_marks,
    score_metadata,
    score_references,
    stale,
)
from eval.reading.seal import Row, read_rows
from eval.reading.texts import Texts
from eval.reading.transcripts import transcript_lines

SETS = Path(__file__).parent.parent / "sets" / "reading"
# sets of marks by name; all were written by readers who had not seen the program
MARKS = {
    "marks-directives": "năm văn bản mẫu",
    "marks-admin": "admin_docs, soạn trước khi làm ngữ pháp",
    "marks-admin-later": "admin_docs, soạn sau khi ngữ pháp đã xong",
    "marks-old": "văn bản 1998–2008, soạn sau nữa",
    "marks-test": "mười văn bản của admin_corpus (phần test), soạn ngoài",
}
FACTS = {
    "facts-directives": "năm văn bản mẫu",
    "facts-later": "ba văn bản khác, soạn sau khi làm xong",
}
_SIZES = (1, 5)  # megabytes parsed for the speed table


def report(folders: Sequence[Path], verbose: bool = False) -> tuple[str, bool]:
    """All tables as text, and whether every set could be scored."""
    speed = _speed()  # first, while little else is in memory
    texts = Texts(folders)
    lines: list[str] = []
    complete = True
    for title, part in (
        ("Dấu điều khoản (đường dẫn, chỗ kết thúc, ô bảng đều đúng)", _marks),
        ("Thông tin văn bản (loại, số, cơ quan, ngày)", _metadata),
        ("Việc được giao, thời hạn, chỉ tiêu", _facts),
        ("Viện dẫn văn bản có số trong năm văn bản mẫu", _references),
    ):
        rows, whole = part(texts, verbose)
        lines.extend(["", title, *rows])
        complete = complete and whole
    transcripts = transcript_lines(folders)
    if transcripts:
        lines.extend(["", "Chữ đọc từ tệp bảng mã cũ, so với bản chép bên cạnh", *transcripts])
    lines.extend(["", "Tốc độ một lõi (đo cạnh nhau trong một lần chạy)", *speed])
    return "\n".join(lines).strip(), complete


def _at_hand(name: str, texts: Texts) -> tuple[list[Row], list[str]]:
    """The rows of a set whose files are at hand and unchanged, and remarks on the others."""
    path = SETS / f"{name}.jsonl"
    rows = read_rows(path)
    missing = sorted({row["file"] for row in rows if not texts.has(row["file"])})
    rows = [row for row in rows if row["file"] not in missing]
    changed = stale(rows, texts)
    remarks = [f"  (không có {file})" for file in missing]
    remarks += [f"  (chữ của {file} đã đổi, phải đánh dấu lại)" for file in changed]
    return [row for row in rows if row["file"] not in changed], remarks


def _marks(texts: Texts, verbose: bool) -> tuple[list[str], bool]:
    lines: list[str] = []
    complete = True
    for name, title in MARKS.items():
        rows, remarks = _at_hand(name, texts)
        complete = complete and not remarks
        shares = score_marks(rows, texts)
        broken = [f for f in shares if measure(texts.document(f).text).problems]
        sound = _sum(share for file, share in shares.items() if file not in broken)
        lines.append(f"  {title}: {_share(sound)}")
        for file, share in sorted(shares.items()):
            note = (
                " (chữ hỏng, chương trình từ chối nạp; không tính ở trên)" if file in broken else ""
            )
            lines.append(f"    {file}: {_share(share)}{note}")
            if verbose:
                lines.extend(f"      sai: {place}" for place in share.wrong)
        lines.extend(remarks)
    return lines, complete


def _metadata(texts: Texts, _verbose: bool) -> tuple[list[str], bool]:
    rows, remarks = _at_hand("metadata", texts)
    lines = []
    shares = score_metadata(rows, texts)
    broken = [f for f in shares if measure(texts.document(f).text).problems]
    sound = _sum(share for file, share in shares.items() if file not in broken)
    lines.append(f"  {len(shares) - len(broken)} văn bản: {_share(sound)}")
    for file, share in sorted(shares.items()):
        if file in broken:
            lines.append(f"    {file}: chữ hỏng, chương trình từ chối nạp và nói rõ vì sao")
        elif share.wrong:
            lines.append(f"    {file}: {'; '.join(share.wrong)}")
    return lines + remarks, not remarks


def _facts(texts: Texts, verbose: bool) -> tuple[list[str], bool]:
    lines: list[str] = []
    complete = True
    for name, title in FACTS.items():
        rows, remarks = _at_hand(name, texts)
        covered, _ = _at_hand(f"{name}-covered", texts)
        complete = complete and not remarks
        found = score_facts(rows, covered, texts)
        total = Found()
        for part in found.values():
            total = total + part
        lines.append(f"  {title} ({len(rows)}): {_found(total)}")
        lines.extend(f"    {kind}: {_found(part)}" for kind, part in found.items())
        if verbose:
            lines.extend(f"      {what}" for what in total.wrong)
        lines.extend(remarks)
    return lines, complete


def _references(texts: Texts, verbose: bool) -> tuple[list[str], bool]:
    rows, remarks = _at_hand("references-directives", texts)
    found, details = score_references(rows, texts)
    lines = [f"  {found.true + found.missed} lần: {_found(found)}"]
    lines.extend(f"    {name}: {_share(share)}" for name, share in details.items())
    if verbose:
        lines.extend(f"      {what}" for what in found.wrong)
    return lines + remarks, not remarks


def _speed() -> list[str]:
    base = "\n".join(load(path).text for path in sorted(DIRECTIVES.glob("*.txt")))
    lines = []
    for size in _SIZES:
        text = base * (size * 1_000_000 // len(base.encode()) + 1)
        megabytes = len(text.encode()) / 1e6
        gc.collect()
        gc.freeze()
        start = time.perf_counter()
        document = parse(text, "do.txt")
        parsed = time.perf_counter()
        find_references(document)
        referred = time.perf_counter()
        find_facts(document)
        done = time.perf_counter()
        lines.append(
            f"  {megabytes:.1f} MB: cây điều khoản {_rate(megabytes, parsed - start)}, "
            f"viện dẫn {_rate(megabytes, referred - parsed)}, "
            f"việc được giao {_rate(megabytes, done - referred)}"
        )
    return lines


def _rate(megabytes: float, seconds: float) -> str:
    return f"{megabytes / seconds:.1f} MB/s".replace(".", ",")


def _sum(shares: Iterable[Share]) -> Share:
    total = Share()
    for share in shares:
        total.right += share.right
        total.total += share.total
    return total


def _share(share: Share) -> str:
    return f"{share.right}/{share.total} ({share.value * 100:.1f}%)".replace(".", ",")


def _found(found: Found) -> str:
    return (
        f"chính xác {found.precision:.3f}, đủ {found.recall:.3f} "
        f"(đủ khi bỏ dấu ngờ {found.sure_recall:.3f})"
    ).replace(".", ",")
