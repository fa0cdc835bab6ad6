"""The checks of one sentence against what it cites; each returns reasons, none where it holds."""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from bot.evidence.figures import find_figures
from bot.understand.intent.words import spell_out
from bot.understand.scope.clause_reference import read_clause_reference
from bot.understand.scope.scope import province_book
from bot.verify.figures import check_figures, check_places
from bot.verify.ground import Ground, Support, content
from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.language.segment import dictionary_words, syllables
from corpus.organs import find_bodies, find_organs, includes

_NEAR = 40  # characters between an organ and its role

_LEVELS = frozenset(("cap", "cac", "cua", "va"))
_ENUMERATED = re.compile(r"\s*+(?:(?:,|và|hoặc|cùng)\s*+)?(?:và\s*+)?(?:(?:các|huyện|xã)\s*+)?")

Check = Callable[[str, Support], list[str]]


def check_bodies(sentence: str, support: Support) -> list[str]:
    """Every organ and province stands in the ground sentences or above them, in its own role."""
    reasons = []
    ground = support.whole if support.cited else support.text
    there = {m.name for m in find_bodies(ground)}
    above = frozenset().union(*(ground.organs for ground in support.cited or support.grounds))
    folded = fold(support.whole)
    loosely = f" {_loose(support.whole)} "
    for match in find_bodies(sentence):
        words = sentence[match.start : match.end]
        inside = match.name in there or match.name in above or fold(words) in folded
        inside = inside or f" {_loose(match.name)} " in loosely or f" {_loose(words)} " in loosely
        if not inside and not includes(ground, match.name):
            reasons.append(f"không có “{words}”")
    places = {m.name for m in province_book().find(support.whole)}
    reasons += [
        f"không có “{m.name}”" for m in province_book().find(sentence) if m.name not in places
    ]
    return reasons + check_roles(sentence, support)


def _loose(name: str) -> str:
    """A body's name without what tells no other: "UBND cấp tỉnh", "Ủy ban nhân dân các tỉnh"."""
    words = fold(name).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return " ".join(w for w in re.findall(r"\w+", words) if w not in _LEVELS)


def check_roles(sentence: str, support: Support) -> list[str]:
    """An organ said to lead leads; the ground says who where it says so at all."""
    leaders = frozenset().union(*(ground.leaders for ground in support.grounds))
    lead, join = (read_table("claims")["roles"][name] for name in ("lead", "join"))
    reasons = []
    for match in find_organs(sentence):
        after = " ".join(syllables(sentence[match.end : match.end + _NEAR])[:4])
        before = " ".join(syllables(sentence[max(0, match.start - _NEAR) : match.start])[-5:])
        leads = any(after.startswith(w) or before.endswith(f"{w} là") for w in lead)
        if leads and leaders and match.name not in leaders:
            reasons.append(f"“{match.name}” không phải cơ quan chủ trì")
        joins = any(after.startswith(w) and not after.startswith(f"{w} với") for w in join)
        if joins and match.name in leaders and not _joins(match.name, support.text):
            reasons.append(f"“{match.name}” không phải cơ quan phối hợp")
    return reasons


def _joins(organ: str, text: str) -> bool:
    """Whether the ground itself speaks of the organ as one that takes part."""
    for match in find_organs(text):
        around = text[max(0, match.start - 80) : match.end + _NEAR].lower()
        if match.name == organ and "phối hợp" in around:
            return True
    return False


def check_polarity(sentence: str, support: Support) -> list[str]:
    """Negation is neither put in nor left out."""
    said, there = _negated(sentence), _negated(f"{support.text}\n{support.context}")
    reasons = [f"thêm phủ định “{a} {b}”" for a, b in sorted(said - there)]
    words = syllables(sentence)
    pairs = set(itertools.pairwise(words))
    ground = syllables(support.text)
    negators = set(read_table("claims")["negation"])
    for i, word in enumerate(ground[:-2]):
        follow = (ground[i + 1], ground[i + 2])
        if (
            word in negators
            and not in_compound(ground, i)
            and follow in pairs
            and (word, follow[0]) not in said
        ):
            reasons.append(f"bỏ phủ định “{word} {' '.join(follow)}”")
    return reasons


def _negated(text: str) -> set[tuple[str, str]]:
    """(negating word, the syllable that it negates)."""
    words = syllables(text)
    negators = set(read_table("claims")["negation"])
    return {
        (word, words[i + 1])
        for i, word in enumerate(words[:-1])
        if word in negators and not in_compound(words, i)
    }


def in_compound(words: Sequence[str], place: int) -> bool:
    """Whether the syllable there belongs to a longer word of the dictionary ("không gian")."""
    around = words[max(0, place - 1) : place + 2]
    return any(pair in dictionary_words() for pair in itertools.pairwise(around))


def _holds(words: Sequence[str], phrase: str) -> bool:
    """Whether the phrase stands there; one of a single syllable not as a piece of another word."""
    wanted = phrase.split()
    for i in range(len(words) - len(wanted) + 1):
        same = list(words[i : i + len(wanted)]) == wanted
        if same and (len(wanted) > 1 or not in_compound(words, i)):
            return True
    return False


def check_modality(sentence: str, support: Support) -> list[str]:
    """What must, may or is tried stays so; nothing is said to be done that is to be done."""
    claims = read_table("claims")
    said = syllables(sentence)
    there = [*syllables(support.text), ".", *syllables(support.context)]
    whole = "100%" in support.text
    reasons = [
        f"thêm “{phrase}”"
        for section, phrases in claims["added"].items()
        for phrase in phrases
        if _holds(said, phrase) and not _holds(there, phrase) and not (section == "all" and whole)
    ]
    ground = syllables(support.text)
    for phrase in claims["kept"]["tentative"]:
        length = len(phrase.split())
        if _holds(said, phrase):
            continue
        for i in range(len(ground) - length - 1):
            if " ".join(ground[i : i + length]) != phrase:
                continue
            if length == 1 and in_compound(ground, i):
                continue
            follow = " ".join(ground[i + length : i + length + 2])
            weaker = any(follow.startswith(other) for other in claims["kept"]["tentative"])
            if _holds(said, follow) and not weaker:
                reasons.append(f"bỏ “{phrase}” trước “{follow}”")
    return reasons


def check_direction(sentence: str, support: Support) -> list[str]:
    """No word is turned into its opposite before or after the words that stand beside it."""
    said, there = f" {' '.join(syllables(sentence))} ", f" {' '.join(syllables(support.text))} "
    pairs = read_table("claims")["opposites"]["pairs"]
    reasons = []
    for word, opposite in (*pairs, *(pair[::-1] for pair in pairs)):
        beside = [(f"{word} {b}", f"{opposite} {b}") for b in _after(word, said)]
        beside += [(f"{b} {word}", f"{b} {opposite}") for b in _before(word, said)]
        reasons += [
            f"“{turned}” thành “{told}”"
            for told, turned in beside
            if f" {told} " not in there and f" {turned} " in there
        ]
    return reasons


def _after(word: str, text: str) -> list[str]:
    return re.findall(rf" {word} (\w+)(?= )", text)


def _before(word: str, text: str) -> list[str]:
    return re.findall(rf" (\w+) {word}(?= )", text)


def check_words(sentence: str, support: Support) -> list[str]:
    """Everything that the sentence says stands in its clauses or above them.

    Figures and bodies are checked by themselves; words that only join are free. Paraphrases are
    lost by this, and so are most inventions: a sentence lost costs little, one invented much.
    """
    held = set(syllables(spell_out(f"{support.text}\n{support.context}")))
    held |= set(read_table("claims")["paraphrase"].split())
    spans = [f.at for f in find_figures(sentence)]
    spans += [(m.start, m.end) for m in find_bodies(sentence)]
    claims = read_table("claims")
    held |= {w for words in claims["bounds"].values() for phrase in words for w in phrase.split()}
    strange = [
        word
        for word in dict.fromkeys(content(_blanked(sentence, spans)))
        if word not in held and not _spelled(word) <= held
    ]
    return [f"điều khoản không có “{', '.join(strange)}”"] if strange else []


def _spelled(word: str) -> set[str]:
    """What an abbreviation stands for; the word itself where it is none."""
    return set(syllables(spell_out(word.upper()))) - {word} or {word}


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def check_order(sentence: str, support: Support) -> list[str]:
    """Who does it and to whom: two bodies keep the order in which the ground names them."""
    if any(_holds(syllables(sentence), word) for word in read_table("claims")["passive"]):
        return []
    found = find_bodies(sentence)
    beside = {
        (a.name, b.name)
        for a, b in itertools.pairwise(found)
        if _ENUMERATED.fullmatch(sentence[a.end : b.start])
    }
    own = list(dict.fromkeys(match.name for match in found))
    leaders = frozenset().union(*(ground.leaders for ground in support.grounds))
    for text in support.sentences:
        there = [*sorted(leaders), *(m.name for m in find_bodies(text))]
        for first, second in itertools.pairwise(own):
            pair = [name for name in there if name in (first, second)]
            if (first, second) in beside:
                continue
            if len(set(pair)) == 2 and not {first, second} <= leaders:
                swapped = pair.index(first) > pair.index(second) and pair[-1] == first
                if swapped:
                    return [f"đổi vai “{first}” và “{second}”"]
    return []


def check_references(sentence: str, grounds: Iterable[Ground]) -> list[str]:
    """A clause that the sentence names is one of those cited, or named in their words."""
    steps = read_clause_reference(sentence)
    if not steps:
        return []
    wanted = {(s.level, s.value) for s in steps}
    for ground in grounds:
        path = {(s.level, s.value) for s in ground.citation.clause.path}
        within = {(s.level, s.value) for s in read_clause_reference(ground.text)}
        if wanted <= path or wanted <= within:
            return []
    return ["điều khoản được nêu không phải điều khoản được trích"]


EXACT_CHECKS: tuple[Check, ...] = (check_figures, check_bodies)
WORD_CHECKS: tuple[Check, ...] = (
    check_places,
    check_polarity,
    check_modality,
    check_direction,
    check_words,
    check_order,
)
ALL_CHECKS = (*EXACT_CHECKS, *WORD_CHECKS)
