"""What a question leaves out of its answer: "ngoài phụ huynh ra thì còn ai nữa"."""

import re

from corpus.language.normalize import fold

# "ngoài X ra", "ngoài X thì còn", "ngoài X, còn"; "ngoài ra", "nước ngoài" leave nothing out
_APART = re.compile(
    r"(?<!nuoc )(?<!ben )\bngoai\s(?!ra\b|gio\b|troi\b|nuoc\b|muc\b)(?P<what>[^,.;?!]{2,80}?)\s?"
    r"(?:\bra\b|,|\bthi\b|(?=\bcon\b)|(?=\bphai\b))"
)
_MORE = re.compile(r"\b(?:con|nua|khac|them)\b")


def read_apart(text: str) -> tuple[str, tuple[int, int] | None]:
    """What ``text`` leaves out, and where it says so; ("", None) where it leaves out nothing."""
    folded = fold(text)
    match = _APART.search(folded)
    if match is None or not _MORE.search(folded[match.end("what") :]):
        return "", None
    return text[match.start("what") : match.end("what")].strip(), match.span()
