"""What the verifier reads in words: figures in short, bodies in other forms, words that exclude
each other, words put in and left out."""

import pytest

from bot.answer import Citation
from bot.verify import exact_reasons, ground_of
from bot.verify.contrasts import contrast_names, contrasts
from bot.verify.judge import FOLDER, Judge
from bot.verify.signs import in_vietnamese
from bot.verify.wording import weighed, wording
from corpus.structure.parse import parse


def reasons(clause, sentence):
    document = parse(f"QUYẾT ĐỊNH\n\nĐiều 1. {clause}\n", "x.txt")
    cited = Citation(1, document, document.clauses[-1])
    return exact_reasons(*ground_of(sentence, [cited]))


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        ("Báo cáo trước ngày 20 tháng 12 hằng năm.", "Báo cáo trước ngày 20/12 mỗi năm."),
        ("Có hiệu lực từ ngày 16 tháng 4 năm 2025.", "Có hiệu lực từ tháng 4/2025."),
        ("Gộp các xã Tân Lập và An Hảo thành xã Núi Cấm.", "Hai xã Tân Lập và An Hảo gộp lại."),
        ("Công bố 14 thủ tục hành chính.", "Có mười bốn thủ tục được công bố."),
        ("Mức chi tối đa 1,28% dự toán.", "Tiền chi không vượt quá 1,28% dự toán."),
        ("Ủy ban nhân dân cấp tỉnh lập kế hoạch.", "UBND tỉnh lập kế hoạch."),
        ("Công bố 12 thủ tục hành chính.", "Danh mục có 12 việc."),
        ("Lương trả theo Nghị định số 88/2025/NĐ-CP.", "The wages are paid under Decree 88/2025."),
    ],
)
def test_the_same_said_otherwise_is_let_through(clause, sentence):
    assert reasons(clause, sentence) == []


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        ("Báo cáo trước ngày 20 tháng 12 hằng năm.", "Báo cáo trước ngày 20/11 mỗi năm."),
        ("Giải quyết trong 10 ngày làm việc.", "Giải quyết trong 10 tháng."),
        ("Mức chi tối đa 1,28% dự toán.", "Mức chi ít nhất 1,28% dự toán."),
        ("Sở Tài chính lập dự toán.", "Sở Nội vụ lập dự toán."),
        ("Có 12 phường và 9 xã.", "Có 12 xã."),
        ("Lương trả theo Nghị định số 88/2025/NĐ-CP.", "The wages are paid under Decree 89/2025."),
    ],
)
def test_another_figure_day_unit_or_body_is_stopped(clause, sentence):
    assert reasons(clause, sentence)


def test_english_keeps_its_figures():
    told, english = in_vietnamese("Capital for 21 projects goes up by 69.177 billion dong.")
    assert english
    assert "69,177 tỷ" in told


def test_words_that_exclude_each_other_are_counted():
    found = dict(
        zip(
            contrast_names(),
            contrasts("báo cáo hằng quý", "báo cáo hằng tháng", "báo cáo hằng tháng"),
            strict=True,
        )
    )
    assert (found["new_frequency"], found["lost_frequency"], found["swapped_frequency"]) == (
        1,
        1,
        1,
    )
    assert found["new_level"] == 0


def test_words_put_in_and_left_out():
    found = wording("chỉ nộp phí", "nộp phí hằng tháng", "nộp phí hằng tháng")
    assert found["+chỉ"] == 1
    assert found["=phí"] == 1
    assert found["-tháng"] == 0.5
    assert weighed(found, {"+chỉ": -2.0, "=phí": 0.5}) == -1.5


def test_a_judgement_fitted_with_other_numbers_is_not_used(tmp_path, caplog):
    assert Judge.open(FOLDER) is not None
    for name in ("verifier.txt", "words.json"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "verifier.json").write_text('{"columns": ["x"], "enough": 0.5}', encoding="utf-8")
    assert Judge.open(tmp_path) is None
    assert "fit-verifier" in caplog.text
