"""The small inputs that failed once (``shared/cases``), each with its right value."""

from pathlib import Path

import pytest

from corpus.load import load
from corpus.structure.parse import parse

CASES = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="without shared/cases")

KHO = "Sở Văn hóa chủ trì xây dựng kho sách số dùng chung, hoàn thành trước ngày 30/6/2024."
CHI = "Sở Tài chính bố trí kinh phí 850 triệu đồng cho thư viện số trong năm 2024."
SACH = "Sở Giáo dục và Đào tạo phối hợp số hóa 1.200 đầu sách giáo khoa trước ngày 15/9/2024."
AN_NINH = "Công an tỉnh bảo đảm an toàn thông tin cho hệ thống thư viện số."
ALL = [f"1. {KHO}", f"2. {CHI}", f"3. {SACH}", f"4. {AN_NINH}"]

RIGHT = {
    "so-theo-kieu-danh-sach.docx": ALL,
    "doan-so-bi-xoa-theo-doi.docx": [f"1. {KHO}", f"2. {SACH}", f"3. {AN_NINH}"],
    "dau-doan-bi-xoa.docx": [f"1. {KHO}", f"2. {CHI}"],
    "bang-gop-cot-dau.docx": [
        "1. Phân công nhiệm vụ như sau:",
        "Sở Văn hóa\tXây dựng kho sách số dùng chung\tTháng 6/2024",
        "Sở Văn hóa\tTập huấn cho thủ thư cấp huyện\tTháng 8/2024",
        "Sở Tài chính\tBố trí kinh phí thư viện số\tTháng 4/2024",
        "Sở Tài chính\tThẩm định giá thiết bị quét\tTháng 5/2024",
        "2. Công an tỉnh bảo đảm an toàn thông tin cho hệ thống thư viện số.",
    ],
    "bang-trong-khung.docx": [
        f"1. {KHO}\n\nChỉ tiêu trong khung:",
        "Sở Y tế\tSố hóa 95% hồ sơ sức khỏe trong năm 2024",
        f"2. {CHI}",
    ],
    "altchunk.docx": [f"1. {KHO}", f"2. {CHI}", f"2. {SACH}"],
    "khoi-customxml.docx": ALL[:3],
    "cong-thuc.docx": [
        "1. Tỷ lệ số hóa được tính bằng TL = (A/B) x 100%, trong đó A là số đầu sách đã số hóa."
    ],
    "lien-ket-null.docx": ALL,
    "macro.docx": ALL,
    "muc-luc.docx": [
        f"Điều 1. Kho sách số\n\n{KHO}",
        f"Điều 2. Kinh phí\n\n{CHI}",
        "Điều 3. Hiệu lực\n\nKế hoạch này có hiệu lực từ ngày ký.",
    ],
    "chi-so-tren.docx": ["1. Sở Văn hóa số hóa 1.250 đầu sách, hoàn thành năm 2024."],
    "chu-an.docx": ["1. Sở Văn hóa số hóa 1.250 đầu sách trong năm 2024."],
    "giu-duoc.docx": [
        "1. Sở Văn hóa chủ trì số hóa 1.250 đầu sách theo Quyết định số 12/QĐ-UBND; xem phụ lục.",
        f"2. {CHI}",
        f"4. {SACH}\n\nBảng phân công:",
        "1\tSố hóa hồ sơ Quý I 30% Quý II 60%\tSở Nội vụ",
        "2\tLưu trữ hồ sơ giấy\tSở Nội vụ",
        "Nội dung\ndòng hai",
    ],
    "del-ins.html": [
        "1. Sở Tài chính bố trí kinh phí 920 triệu đồng trong năm 2024.",
        "2. Sở Y tế lập 7 tổ hỗ trợ người đọc.",
    ],
    "form-aspnet.html": ALL[:3],
    "lop-has-sidebar.html": ALL[:3],
    "header-trong-bai.html": [*ALL[:3], "4. Công an tỉnh bảo đảm an toàn thông tin."],
    "button-collapse.html": [
        f"1. Nhiệm vụ của Sở Văn hóa\n\n{KHO}", f"2. Nhiệm vụ của Sở Tài chính\n\n{CHI}",
    ],
    "ol-css-alpha.html": [
        "1. Phân công nhiệm vụ:", f"a. {KHO}", f"b. {CHI}", f"c. {SACH}",
    ],
    "bom-charset-sai.html": ALL[:3],
    "md-escape.md": ALL[:3],
    "eth.txt": [
        f"Điều 1. Kho sách số\n{KHO}",
        "Điều 2. Kinh phí\nĐài Phát thanh tuyên truyền 12 chuyên mục trước ngày 30/6/2024.",
    ],
    "zw.txt": ALL[:3],
    "soft.html": [f"1. {KHO.replace('Sở Văn hóa', 'Sở Văn hóa và Thể thao')}"],
    "ls.txt": ALL[:3],
}  # fmt: skip
METADATA = {
    ".docx": ("77/KH-UBND", "2024-03-05"),
    ".html": ("78/KH-UBND", "2024-03-06"),
    ".md": ("79/KH-UBND", "2024-03-07"),
    ".txt": ("79/KH-UBND", "2024-03-07"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_each_case_is_read_rightly(name):
    loaded = load(CASES / name)
    document = parse(loaded.text, name, noise=loaded.noise, notes=loaded.notes)
    found = [document.quote(c) for c in document.clauses if c.path[0].level != "the_thuc"]
    assert found == RIGHT[name]
    assert (document.metadata.number, document.metadata.date) == METADATA[Path(name).suffix]


def test_figures_stay_verbatim():
    text = load(CASES / "so-lieu-cau-hoi.txt").text
    assert "60*90 cm tại 120 ao, hồ; mỗi biển in 2*3 ảnh" in text
    text = load(CASES / "dieu-khoan-nhieu-so.txt").text
    assert "*A_B_C* và <script>alert(1)</script>" in text
