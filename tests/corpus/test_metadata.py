import pytest

from corpus.structure.parse import parse

EXPECTED = {
    "000_c38b67e39500967b.txt": {
        "kind": "Thông báo", "number": None, "symbol": "TB-UBND", "date": "2022-01",
        "province": "Quảng Ngãi", "issuer": "UBND tỉnh Quảng Ngãi", "signer": "Nguyễn Phước Bình",
    },
    "001_3c09d191f023b9d0.txt": {
        "kind": "Công văn", "number": "4685/UBND-KGVX", "date": "2022-09-19",
        "province": "Quảng Ngãi", "issuer": "UBND tỉnh Quảng Ngãi", "signer": "Trần Phước Hiền",
        "title": "đẩy mạnh triển khai nhiệm vụ chuyển đổi số trên địa bàn tỉnh",
    },
    "002_210b0f43e3af7201.txt": {
        "kind": "Thông báo", "number": None, "symbol": "TB-UBND", "date": "2021-12-31",
        "province": "Hải Dương", "issuer": "UBND tỉnh Hải Dương", "signer": "Trương Văn Hôn",
    },
    "003_8ccf9529dadaa520.txt": {
        "kind": "Chỉ thị", "number": "19-CT/TU", "date": "2022-05-18", "province": "Quảng Ngãi",
        "issuer": "Ban Thường vụ Tỉnh ủy Quảng Ngãi", "signer": None,
    },
    "004_f31a72dcb7f9007e.txt": {
        "kind": "Quyết định", "number": "03/QĐ-BCĐ", "date": "2023-06-07",
        "province": "Quảng Ngãi", "signer": "Đặng Văn Minh",
        "issuer": "Trưởng Ban chỉ đạo Chuyển đổi số tỉnh Quảng Ngãi",
    },
}  # fmt: skip


@pytest.mark.parametrize("file", EXPECTED)
def test_metadata(library, file):
    meta = library.document(file).metadata
    assert {name: getattr(meta, name) for name in EXPECTED[file]} == EXPECTED[file]


def test_bases_and_recipients(library):
    meta = library.document("004_f31a72dcb7f9007e.txt").metadata
    assert len(meta.bases) == 8
    assert meta.bases[0].startswith("Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020")
    assert len(meta.recipients) == 8
    assert meta.recipients[1] == "Ủy ban quốc gia về CDS"


def test_a_number_in_a_cell_of_the_letterhead_s_table_is_read():
    text = (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ SÔNG MÂY\n______ |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập – Tự do – Hạnh phúc\n__________ | |\n"
        "|Số: 15/2010/QĐ-UBND          |Sông Mây, ngày 26 tháng 04 năm 2010      |\n\n"
        "QUYẾT ĐỊNH\nBan hành Quy định về bến thuyền\n\nĐiều 1. Bến thuyền mở cửa hằng ngày.\n"
    )
    metadata = parse(text, "a.txt").metadata
    assert metadata.number == "15/2010/QĐ-UBND"
    assert metadata.date == "2010-04-26"
