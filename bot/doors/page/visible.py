"""Signs that cannot be seen, or that turn the line round, shown as what they are.

What strangers write (questions, comments, names at an identity provider, names of files) stands on
the pages of officials. A right-to-left mark makes "gnp.exe" read "exe.png", a sign without width or
a Cyrillic letter among Latin ones makes two names look the same: there nothing is hidden.
"""

import re

from markupsafe import Markup

# no width, or a change of direction; controls that no line needs
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# a letter that looks like a Latin one, beside Latin ones
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_STRANGE = re.compile(
    f"(?<=[{_LATIN}])[\u0400-\u052f]|[\u0400-\u052f](?=[{_LATIN}])|[\uff21-\uff3a\uff41-\uff5a]"
)


def visible(value: object) -> object:
    """A template's value, as ``finalize`` of an environment: text with such signs named."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _STRANGE.sub(_named, _HIDDEN.sub(_named, value))


def _named(found: "re.Match[str]") -> str:
    return f"[U+{ord(found.group()):04X}]"
