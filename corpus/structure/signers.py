"""Who signs: the office in capitals, and the name under it, which a rank may stand before."""

import regex

from corpus.vocabulary import formulas

# the office and the name on one line: "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn An"
_SIGNED = regex.compile(
    r"[\W\d\p{Lu}]{8,120}?(?:\(?[Đđ]ã ký\)? )?(?:\p{Lu}\p{Ll}{1,7} ){1,4}\p{Lu}\p{Ll}{1,7}"
)
_RANK = regex.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá) |(?:(?:PGS|GS|TS|ThS|BS)(?:\. ?| ))+)?"
)
_NAME = regex.compile(r"[\w.]+(?: [\w.]+){1,5}")


def is_signing(words: str) -> bool:
    """Whether words open a signature: the signer's office in capitals, alone or with the name."""
    if not words.lower().startswith(formulas("signature")):
        return False
    return words.isupper() or _SIGNED.fullmatch(words) is not None


def person_name(words: str) -> str:
    """The name that the words are, without a rank before it; '' where they are none."""
    words = words.strip("[]| ")
    rank = _RANK.match(words)
    name = words[rank.end() :] if rank else words
    return name if name.istitle() and not name.isupper() and _NAME.fullmatch(name) else ""
