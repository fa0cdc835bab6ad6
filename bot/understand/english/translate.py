"""A question in English to the Vietnamese wording of the directives, word by word.

What the glossary knows is put into official wording, so that agencies, documents, dates and what
is asked are read as in a Vietnamese question, and the clauses can be searched by words. It is no
sentence that anyone should read: what is shown stays the question as it was asked.
"""

import re
from functools import cache

from bot.understand.english.glossary import (
    Glossary,
    Token,
    glossary,
    other_wordings,
    read_tokens,
    words_of,
)
from bot.understand.english.literals import Piece, read_literal
from corpus.language.diacritics import Restorer
from corpus.language.phrases import PhraseBook

_NUMERO = re.compile(r"\b(?:no|nos|number|nr)\.?\s*(?=\d)", re.IGNORECASE)
_WORDS = (
    "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười",
    "Mười Một", "Mười Hai",
)  # fmt: skip
# what is asked at the beginning and its verb at the end: "When was Directive 19 issued?"
_PARTED = {
    ("khi nào", "ban hành"): "ban hành ngày nào",
    ("ngày nào", "ban hành"): "ban hành ngày nào",
    ("khi nào", "ký"): "ký ngày nào",
    ("ngày nào", "ký"): "ký ngày nào",
    ("ai", "ký"): "ai ký",
}
_AUXILIARY = re.compile(
    r"^\W*(?:(?:so|and|but|well|ok|please),?\s+)?(?:is|are|was|were|do|does|did|has|have|had|can"
    r"|could|must|should|shall|will|would)\b",
    re.IGNORECASE,
)
_OWN = ("provinces", "agencies")  # names are Vietnamese in English too
_MOVED = ("provinces", "issuers", "dates", "years", "seasons")
_PLAIN = (
    "time", "digital", "administration", "economy", "fields", "procedures", "investment", "living",
    "unknown",
)  # fmt: skip
_LONGEST_TERM = 10  # words of a term that is said in both languages
_BETWEEN = 3  # words between a year and the kind of document that it belongs to


def translate(text: str, restorer: Restorer | None = None, bodies: tuple[str, ...] = ()) -> str:
    """``text`` in official Vietnamese wording, words that nobody knows left as they are.

    ``restorer`` gives names that no list holds (communes) their diacritics; ``bodies`` are the
    local bodies that the loaded documents name.
    """
    pieces = _after_kinds(_read(_NUMERO.sub("", text), glossary(bodies)))
    if restorer:
        _restore_names(pieces, restorer)
    _join_parted(pieces)
    moved = [p for p in pieces if p.section == "questions" and p.words.startswith("cho ")]
    pieces = [*(p for p in pieces if p not in moved), *moved]
    pieces = _without_repeated(pieces)
    words = " ".join(piece.words + piece.after for piece in pieces)
    if _AUXILIARY.match(text) and "có đúng" not in words:
        words = f"{words.rstrip('?. ')} phải không?"
    return words


def _without_repeated(pieces: list[Piece]) -> list[Piece]:
    """The pieces without those that only say in Vietnamese what was just said in English: "approve
    the investment policy (chấp thuận chủ trương đầu tư)"."""
    kept: list[Piece] = []
    for piece in pieces:
        kept.append(piece)
        for length in range(1, _LONGEST_TERM + 1):
            said = " ".join(p.words for p in kept[-length:]).lower()
            before = kept[-length - 1].words.lower() if len(kept) > length else ""
            if length > 1 and said == before:
                kept[-length - 1].after = piece.after
                del kept[-length:]
                break
    return kept


def with_other_wordings(vietnamese: str) -> str:
    """``vietnamese`` followed by the other wordings of the glossary for what it says."""
    found = [other for m in _others_book().find(vietnamese) for other in m.name.split("|")]
    added = [other for other in dict.fromkeys(found) if other.lower() not in vietnamese.lower()]
    return f"{vietnamese} ({', '.join(added)})" if added else vietnamese


@cache
def _others_book() -> PhraseBook:
    months = [(f"tháng {word}", f"tháng {n}") for n, word in enumerate(_WORDS, 1)]
    return PhraseBook([*((w, "|".join(o)) for w, o in other_wordings().items()), *months])


def _read(text: str, words: Glossary) -> list[Piece]:
    tokens = read_tokens(text)
    pieces: list[Piece] = []
    piece: Piece | None
    at = 0
    while at < len(tokens):
        literal = read_literal(text, tokens[at].start)
        if literal:
            piece, end = literal
            after = next((i for i in range(at, len(tokens)) if tokens[i].start >= end), len(tokens))
        else:
            opens = not pieces or pieces[-1].after in (".", "?", "!")
            piece, length = _word(words, tokens, at, opens)
            after, end = at + length, tokens[at + length - 1].end
        if piece:
            pieces.append(piece)
        mark = _mark(text, end, tokens[after].start if after < len(tokens) else None)
        if mark and pieces:
            pieces[-1].after = mark
        at = after
    return pieces


def _mark(text: str, start: int, end: int | None) -> str:
    found = re.search(r"[,;:.?!]", text[start:end])
    return found.group() if found else ""


def _word(known: Glossary, tokens: list[Token], at: int, opens: bool) -> tuple[Piece | None, int]:
    """The piece for the words that begin at ``tokens[at]`` (None: without content), their number;
    ``opens``: they open a sentence."""
    token = tokens[at]
    drop = words_of("drop")
    found = known.match(tokens, at)
    if not token.typed.isascii() and not (found and found[1].section in _OWN):
        return Piece("unknown", token.typed), 1  # Vietnamese beside English: "số" is no "so"
    if found:
        length, entry = found
        following = tokens[at + length].word if at + length < len(tokens) else ""
        if entry.section == "months" and (
            token.typed.islower() or (token.word == "may" and at == 0)
        ):
            return None, 1  # "may", "march" as verbs
        if token.word == "and" and not opens:
            return None, 1  # joins words, not questions
        if token.word == "that" and length == 1 and following in drop:
            return None, 1  # a conjunction
        words = f"tháng {entry.words}" if entry.section == "months" else entry.words
        return Piece(entry.section, words), length
    if token.word in drop:
        return None, 1
    likely = known.misspelt(token) if token.typed.islower() else None
    return (Piece(likely.section, likely.words) if likely else Piece("unknown", token.typed)), 1


def _after_kinds(pieces: list[Piece]) -> list[Piece]:
    """What narrows a kind of document down stands after it: "Kế hoạch 2023", "Chỉ thị Tỉnh ủy".

    "Hue's Official Letter 123", "the 2023 data plan", "the Party Committee's directive".
    """
    result: list[Piece] = []
    for piece in pieces:
        if piece.section != "kinds" or (result and result[-1].after):
            result.append(piece)
            continue
        narrowing: list[Piece] = []
        between: list[Piece] = []
        while result and not result[-1].after and len(between) <= _BETWEEN:
            last = result[-1]
            if last.section in _MOVED or last.words in (
                "Tỉnh ủy",
                "UBND tỉnh",
                "Chủ tịch UBND tỉnh",
            ):
                narrowing.insert(0, result.pop())
            elif last.section in _PLAIN and not narrowing:
                between.insert(0, result.pop())
            else:
                break
        if not narrowing:
            result += [*between, piece]
            continue
        piece.after, last_mark = "", piece.after
        years = [p for p in narrowing if p.section in ("years", "dates", "seasons")]
        others = [p for p in narrowing if p not in years]
        moved = [piece, *others, *years, *between]
        moved[-1].after = last_mark
        result += moved
    return result


def _join_parted(pieces: list[Piece]) -> None:
    """The question word takes its verb from the end, where a document stands between them."""
    if len(pieces) < 3 or not any(p.section in ("kinds", "numbers") for p in pieces):
        return
    asked = next((p for p in pieces if p.section == "questions"), None)
    joined = asked and _PARTED.get((asked.words, pieces[-1].words.lower()))
    if asked and joined and asked is not pieces[-1]:
        asked.words = joined
        last = pieces.pop()
        pieces[-1].after = last.after


def _restore_names(pieces: list[Piece], restorer: Restorer) -> None:
    """Runs of unknown words in capitals get their diacritics: "Tinh Khe" is "Tịnh Khê"."""
    run: list[Piece] = []
    for piece in [*pieces, Piece("end", "")]:
        if piece.section == "unknown" and piece.words.istitle() and piece.words.isascii():
            run.append(piece)
            continue
        if len(run) > 1:
            named = restorer.restore(" ".join(p.words for p in run)).split(" ")
            for part, words in zip(run, named, strict=True):
                part.words = words
        run = []
