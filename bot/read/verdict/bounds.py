"""Whether the sentence that settles a question holds only under a condition, or but for an
exception, that the question does not itself name.
"""

import re

from bot.verify.ground import content

_CONDITION = re.compile(
    r"\b(?:nếu|với điều kiện|chỉ khi|sau khi|khi|trong trường hợp|trường hợp|đối với"
    r"|khi đáp ứng|đáp ứng|khi đủ|theo thỏa thuận)\b(?P<words>[^,;.:]{3,200})",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\b(?:trừ|ngoại trừ|không bao gồm|không kể)\b(?P<words>[^;.]{3,200})", re.IGNORECASE
)
_STRICT = re.compile(
    r"\b(?:nếu|với điều kiện|chỉ khi|sau khi|đáp ứng|đủ điều kiện|theo thỏa thuận)\b", re.IGNORECASE
)
_MET = 0.5  # of a condition's words in the question: it is the case that is asked about


def is_bound(sentence: str, asked: str) -> bool:
    """Whether a bare "có" or "không" would leave out what it hangs on."""
    said = set(content(asked))
    for pattern in (_CONDITION, _EXCEPTION):
        for match in pattern.finditer(sentence):
            if pattern is _CONDITION and not _STRICT.match(match.group()):
                continue
            words = set(content(match["words"]))
            if words and len(words & said) < _MET * len(words):
                return True
    return False
