"""Pages whose tags stand in each other without end: refused before they are parsed.

Parsing HTML takes time that grows with the square of the depth (WHATWG, 13.2.4.3: each tag looks
through the open ones), so that a page of some megabytes could hold a reader up for hours.
"""

import re
from pathlib import Path

from corpus.loaders.base import LoadError

_DEEPEST = 5000  # far beyond what a page is made with; browsers stop at 512
# tags that a page has to close; p, li, td and their like end by themselves
_TAG = re.compile(
    rb"<(/?)(?:a|article|aside|b|big|blockquote|button|center|code|dd|del|details|dir|div|dl|em|"
    rb"fieldset|font|footer|form|h[1-6]|header|i|ins|label|main|menu|nav|ol|pre|s|section|small|"
    rb"span|strike|strong|sub|sup|svg|math|table|template|tt|u|ul)[\s/>]",
    re.IGNORECASE,
)


def check_nesting(path: Path, raw: bytes) -> None:
    """LoadError for a page with far more open tags than any real one has."""
    depth = 0
    for match in _TAG.finditer(raw.replace(b"\x00", b"")):
        depth = max(0, depth + (-1 if match[1] else 1))
        if depth > _DEEPEST:
            reason = "trang lồng nhau quá sâu; hãy mở bằng trình duyệt, chép lời văn sang .docx."
            raise LoadError(path, reason)
