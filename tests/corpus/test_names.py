"""Short forms and names that the loaded documents teach."""

import pytest

from corpus.names import Names, names_of
from corpus.shortened import Short, find_short_forms
from corpus.structure.parse import parse

TEXT = """UBND TỈNH LÀO CAI

Số: 15/KH-UBND

KẾ HOẠCH
Phát triển du lịch năm 2024

1. Sở Du lịch triển khai hệ thống thông tin du lịch thông minh (TTDLTM) tại huyện Bát Xát.

2. Ban Chỉ đạo phát triển du lịch tỉnh (sau đây gọi là Ban Chỉ đạo du lịch) họp hằng quý.
"""


def explained(text):
    return [(s.short, s.long) for s in find_short_forms(text)]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("giải quyết thủ tục hành chính (TTHC) đúng hạn", [("TTHC", "thủ tục hành chính")]),
        ("doanh nghiệp nhỏ và vừa (DNNVV)", [("DNNVV", "doanh nghiệp nhỏ và vừa")]),
        ("cán bộ, công chức, viên chức (CBCCVC)",
         [("CBCCVC", "cán bộ, công chức, viên chức")]),
        ("phát triển kinh tế - xã hội (KT-XH)", [("KT-XH", "kinh tế - xã hội")]),
        ("nâng Chỉ số đánh giá chuyển đổi số (DTI) của tỉnh",
         [("DTI", "Chỉ số đánh giá chuyển đổi số")]),
        ("Chương trình Mỗi xã một sản phẩm (viết tắt là OCOP)",
         [("OCOP", "Chương trình Mỗi xã một sản phẩm")]),
        ("Ban Quản lý rừng phòng hộ Hòn Hèo (sau đây gọi tắt là Ban Quản lý rừng)",
         [("Ban Quản lý rừng", "Ban Quản lý rừng phòng hộ Hòn Hèo")]),
        ("trung tâm GDTX (giáo dục thường xuyên)", [("GDTX", "giáo dục thường xuyên")]),
        # what only looks like one
        ("các tổ chức (nếu có)", []),
        ("phần thứ hai (II) nêu", []),
        ("công suất điện (MW) tối thiểu", []),
        ("theo kế hoạch (KH số 12) đã ban hành", []),
        ("tại Nghị quyết (254/NQ-CP) của Chính phủ", []),
        ("hệ thống, máy bay không người lái (UAV)", []),
        ("số tiền (VNĐ) được cấp", []),
    ],
)  # fmt: skip
def test_what_a_text_explains(text, pairs):
    assert explained(text) == pairs


@pytest.fixture(scope="module")
def learned():
    document = parse(TEXT, "ke-hoach-du-lich.txt")
    return document, names_of([document])


def test_documents_teach_places_and_short_forms(learned):
    document, names = learned
    assert names.provinces == ("Lào Cai",)
    assert names.bodies == ("Huyện Bát Xát",)
    assert names.stands_for("TTDLTM") == ("thông tin du lịch thông minh",)
    full = "Ban Chỉ đạo phát triển du lịch tỉnh"
    assert names.stands_for("Ban Chỉ đạo du lịch") == ()  # only in its own document
    assert names.stands_for("Ban Chỉ đạo du lịch", [document.id]) == (full,)
    assert [s.short for s in names.short_for(f"{full} họp khi nào?")] == ["Ban Chỉ đạo du lịch"]


def test_a_short_form_of_many_meanings_is_none():
    meanings = ("trung tâm dữ liệu", "tiêu thụ đặc loại", "thanh tra đất lúa")
    names = Names(
        short_forms=tuple(
            (Short("TTDL", long), frozenset({str(i)})) for i, long in enumerate(meanings)
        )
    )
    assert names.stands_for("TTDL") == ()
    assert names.stands_for("TTDL", ["1"]) == ("tiêu thụ đặc loại",)
