from pathlib import Path

import pytest

from eval.reading.report import MARKS, SETS, report
from eval.reading.score import score_marks, stale
from eval.reading.seal import read_rows, seal
from eval.reading.texts import ReadingDataError, Texts, ends_with, fingerprint

BENCH = Path(__file__).parents[3] / "shared" / "bench"
FOLDERS = [BENCH / "admin_docs", BENCH / "legacy_encodings"]


def test_fingerprints():
    mark = fingerprint("khắc phục nhanh")
    assert ends_with("Tập trung khắc phục nhanh.", mark)
    assert not ends_with("Tập trung khắc phục chậm.", mark)


def test_marks_of_the_five_directives_all_hold():
    shares = score_marks(read_rows(SETS / "marks-directives.jsonl"), Texts([]))
    assert sum(share.total for share in shares.values()) == 416
    assert [share.wrong for share in shares.values() if share.wrong] == []


def test_a_wrong_mark_is_noticed():
    rows = read_rows(SETS / "marks-directives.jsonl")[:20]
    moved = [{**row, "path": [["khoan", "77"]]} for row in rows]
    ended = [{**row, "end": fingerprint("không phải chỗ kết thúc")} for row in rows]
    for wrong in (moved, ended):
        assert all(s.right == 0 for s in score_marks(wrong, Texts([])).values())


def test_changed_texts_are_noticed():
    row = {**read_rows(SETS / "marks-directives.jsonl")[0], "text": "khác"}
    assert stale([row], Texts([])) == [row["file"]]


def test_sealed_marks_hold_no_words():
    rows = [
        {"file": "000_c38b67e39500967b.txt", "words": "Rà soát, tham mưu Ban Chỉ đạo", "path": []}
    ]
    [sealed] = seal(rows, Texts([]))
    assert "words" not in sealed
    assert isinstance(sealed["at"], int)
    with pytest.raises(ReadingDataError, match="không có chữ"):
        seal([{**rows[0], "words": "chữ không có trong văn bản"}], Texts([]))


@pytest.mark.skipif(not FOLDERS[0].is_dir(), reason="the benchmark's documents are not here")
@pytest.mark.parametrize(("name", "least"), [("marks-admin", 0.93), ("marks-admin-later", 0.95)])
def test_marks_of_other_documents(name, least):
    # eighteen counted rows of one table were marked as khoản before such rows became dòng
    texts = Texts(FOLDERS)
    shares = score_marks(read_rows(SETS / f"{name}.jsonl"), texts)
    shares.pop("docx_OCR_46-VBHN-BQP.docx", None)  # refused: a scan read wrongly
    right = sum(s.right for s in shares.values())
    assert right / sum(s.total for s in shares.values()) >= least


def test_the_report_says_what_is_not_at_hand():
    text, complete = report([])
    assert not complete
    assert "không có md_congdien_217-CD-TTg.md" in text
    assert all(title in text for title in MARKS.values())
