"""What is drawn or embedded and holds words that are not read: named, not passed over."""

from corpus.loaders.docx.names import BOX, WP, A, O, V, W
from corpus.loaders.docx.remarks import Remarks
from corpus.loaders.docx.xml import Element, number

_EMU_A_CM = 360_000
_LARGE = 8 * _EMU_A_CM  # a side of a picture that may be a page or a table
_EQUATIONS = ("equation", "mathtype")
_CHARTS = ("/chart", "/diagram", "/chartex")


def remark_objects(drawn: Element, remarks: Remarks) -> None:
    """Remark the embedded objects, charts, word art and large pictures of a drawing.

    What stands inside its text boxes is read, and remarked, by itself.
    """
    if drawn.tag == W + "object":
        embedded = next(drawn.iter(O + "OLEObject"), None)
        program = "" if embedded is None else embedded.get("ProgID", "")
        if program.lower().startswith(_EQUATIONS):
            remarks.add("formula_unread")
        elif embedded is not None:
            remarks.add("object", program)
        return
    for element in drawn.iter(V + "textpath", A + "graphicData", A + "blip"):
        if next(element.iterancestors(BOX, W + "drawing", W + "pict"), None) is not drawn:
            continue
        if element.tag == V + "textpath" and element.get("string", "").strip():
            remarks.add("word_art")
        elif element.tag == A + "graphicData" and element.get("uri", "").endswith(_CHARTS):
            remarks.add("chart")
        elif element.tag == A + "blip" and _is_large(drawn):
            remarks.add("picture")


def _is_large(drawn: Element) -> bool:
    extent = next(drawn.iter(WP + "extent"), None)
    if extent is None:
        return False
    sides = [number(extent.get(name)) or 0 for name in ("cx", "cy")]
    return min(sides) >= _LARGE
