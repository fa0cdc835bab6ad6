"""Odd XML in Word files: only a PackageError may come of it, and text stays text."""

import contextlib
import io
import re
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import DECIMAL, DELETED, box, document, field, p, pack, r, tbl, tc, tr

from corpus.loaders.docx.load import read_docx
from corpus.loaders.docx.package import PackageError

RAISED = '<w:vertAlign w:val="superscript"/>'
PIECES = [
    p("Một", 1), p("Hai, ", 1, more=DELETED), p(r("1.250") + r("2", RAISED)),
    tbl(tr(tc("Sở", '<w:vMerge w:val="restart"/>'), "a"), tr(tc("", "<w:vMerge/>"), "b")),
    p(box(p("Khung", 1))), p(field(" TOC ", r("Điều 1") + "<w:r><w:tab/></w:r>" + r("3"))),
    p("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den/></m:f></m:oMath>"),
    "<w:sdt><w:sdtContent/></w:sdt>", '<w:altChunk r:id="rIdX"/>', "<w:sectPr/>",
    p(r("Ẩn", "<w:vanish/>") + '<w:r><w:sym w:font="Symbol" w:char="zz"/></w:r>'),
]  # fmt: skip
_TAG = re.compile(r"<[^>]{1,300}>")
_VALUE = re.compile(r'="[^"]{0,80}"')


@st.composite
def odd_files(draw):
    """A document of pieces, with some tags left out, some values changed, in any part."""
    parts = {"word/document.xml": "".join(draw(st.lists(st.sampled_from(PIECES), max_size=8)))}
    parts["word/numbering.xml"] = DECIMAL
    for name in draw(st.lists(st.sampled_from(sorted(parts)), max_size=4)):
        text = parts[name]
        pattern = draw(st.sampled_from([_TAG, _VALUE]))
        found = list(pattern.finditer(text))
        if not found:
            continue
        match = draw(st.sampled_from(found))
        new = draw(
            st.sampled_from(["", '=""', '="-1"', '="99999999999"', '="a"', "<w:p/>", "<w:r>"])
        )
        parts[name] = text[: match.start()] + new + text[match.end() :]
    return parts


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(odd_files())
def test_odd_xml(tmp_path_factory, parts):
    path = tmp_path_factory.mktemp("odd") / "a.docx"
    pack(path, document(parts["word/document.xml"]), numbering=parts["word/numbering.xml"])
    try:
        loaded = read_docx(path.read_bytes())
    except PackageError:
        return
    assert all(0 <= s < e <= len(loaded.text) for s, e in loaded.noise)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_odd_bytes(data):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document("".join(PIECES)))
    changed = bytearray(raw.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    kept = data.draw(st.integers(len(changed) // 2, len(changed)))
    with contextlib.suppress(PackageError):
        read_docx(bytes(changed[:kept]))
