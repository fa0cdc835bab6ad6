import pytest

from corpus.language.dates import column_period, find_periods
from corpus.language.quantities import find_targets


@pytest.mark.parametrize(
    ("text", "start", "end", "every"),
    [
        ("hoàn thành trước ngày 15/02/2022", None, "2022-02-14", None),
        ("trước ngày 30 tháng 11 năm 2025.", None, "2025-11-29", None),
        ("hoàn thành trong tháng 02/2024", "2024-02-01", "2024-02-29", None),
        ("trình phê duyệt trong Quý I/2022", "2022-01-01", "2022-03-31", None),
        ("kết quả trong quý IV năm 2025", "2025-10-01", "2025-12-31", None),
        ("xong chậm nhất ngày 01/6/2023", None, "2023-06-01", None),
        ("từ ngày 01/01/2024 đến hết ngày 30/6/2024", "2024-01-01", "2024-06-30", None),
        ("đạt mức khá từ năm 2022", "2022-01-01", None, None),
        ("đến năm 2030, hoàn thành", None, "2030-12-31", None),
        ("trong năm 2022 và các năm tiếp theo", "2022-01-01", None, None),
        ("báo cáo định kỳ 06 tháng", None, None, "6 tháng"),
        ("báo cáo trước ngày 20 hằng tháng", None, None, "tháng"),
        ("hằng năm báo cáo", None, None, "năm"),
        ("kết xuất báo cáo theo Quý trong năm", None, None, "quý"),
    ],
)
def test_times_for_doing(text, start, end, every):
    found = find_periods(text)
    assert [(p.start, p.end, p.every) for p in found] == [(start, end, every)]
    assert found[0].at[0] < found[0].at[1] <= len(text)


def test_months_and_quarters_take_the_plans_year():
    assert find_periods("Chủ đề Tháng Bảy", 2023)[0].end == "2023-07-31"
    both = find_periods("Chủ đề Quý I và Quý II", 2023)[0]
    assert (both.start, both.end) == ("2023-01-01", "2023-06-30")
    assert find_periods("Chủ đề Tháng Bảy") == []


@pytest.mark.parametrize(
    "text",
    [
        "Chiến lược chuyển đổi số đến năm 2025, định hướng đến năm 2030",
        "tại Phiên họp ngày 08/8/2022",
        "Kế hoạch số hóa giai đoạn 2021-2025",
        "ngày 31/02/2022",
        "trước ngày 45/13/2022",
    ],
)
def test_what_is_no_time_for_doing(text):
    assert find_periods(text) == []


def test_time_columns():
    assert column_period("2026-2027").end == "2027-12-31"
    assert column_period("2026").start == "2026-01-01"
    assert column_period("Quý II/2023").end == "2023-06-30"
    assert column_period("Thường xuyên") is None


@pytest.mark.parametrize(
    ("text", "value", "comparison", "of"),
    [
        ("Trên 50% cán bộ, công chức được tập huấn", "50", ">", "cán bộ"),
        ("Tỷ trọng thương mại điện tử trong tổng mức bán lẻ trên 8,5%", "8.5", ">", "thương mại"),
        ("có tối thiểu 10% đảng viên sử dụng sổ tay", "10", ">=", "đảng viên"),
        ("từ 80% trở lên hồ sơ được số hóa", "80", ">=", "hồ sơ"),
        ("không quá 5% hồ sơ trễ hạn", "5", "<=", "hồ sơ"),
        ("tổ chức 02 hội thảo về chuyển đổi số", "2", "=", "hội thảo"),
    ],
)
def test_targets(text, value, comparison, of):
    target = find_targets(text)[0]
    assert (target.value, target.comparison) == (value, comparison)
    assert of in target.of


def test_results_and_dates_are_no_targets():
    assert find_targets("sản xuất công nghiệp tăng 15,55% so với cùng kỳ") == []
    assert find_targets("tổ chức 02 tháng cuối năm") == []
