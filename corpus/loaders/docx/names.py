"""The names of WordprocessingML: ``W + "p"`` is the tag of a paragraph."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

VAL = W + "val"
PARAGRAPH, RUN, TEXT = W + "p", W + "r", W + "t"
TABLE, ROW, CELL = W + "tbl", W + "tr", W + "tc"
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = W + "pPr", W + "rPr"
CONTROL, BOX = W + "sdt", W + "txbxContent"

# the names of ISO/IEC 29500 Strict and those of Transitional that mean the same
_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
STRICT = {
    f"{_STRICT}wordprocessingml/main": W[1:-1],
    f"{_STRICT}officeDocument/relationships": R[1:-1],
    f"{_STRICT}officeDocument/math": M[1:-1],
    f"{_STRICT}drawingml/main": A[1:-1],
    f"{_STRICT}drawingml/wordprocessingDrawing": WP[1:-1],
    f"{_STRICT}drawingml/chart": f"{_TRANSITIONAL}drawingml/2006/chart",
    f"{_STRICT}drawingml/diagram": f"{_TRANSITIONAL}drawingml/2006/diagram",
}
