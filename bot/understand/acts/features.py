"""A message and what came before it, as features for telling its acts.

Words and pairs of words without diacritics, single words with them, and how the last answer ended;
beside these the message's embedding, which the search needs anyway.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.understand.guard.suspicion import unmasked
from corpus.language.normalize import fold, nfc

# the last one is never told but for strong evidence
ACTS = (
    "ask", "follow_up", "correct", "doubt", "complain", "shorten", "simplify", "summarise",
    "itemise", "explain_term", "translate", "continue", "repeat", "previous", "next", "show",
    "choose", "how_to", "contact", "person", "about_assistant", "thank", "greet", "leave",
    "small_talk", "insult", "opinion", "attack",
)  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[!?:\"“”<>\[\]{}/#;`|.…]")
_WORD = re.compile(r"[^\W\d_]+")
_LONG = (3, 6, 12, 25, 50)  # words from which on a message counts as longer
_GRAM = 4  # letters of a piece of a word
NOTHING, ANSWER, QUESTION, REFUSAL = "nothing", "answer", "question", "refusal"


@dataclass(frozen=True, slots=True)
class Before:
    """What the last turn came to (``kind``) and the words that it showed."""

    kind: str = NOTHING
    words: str = ""


def features(text: str, before: Before) -> list[str]:
    """The features of ``text``, each once, sorted."""
    said = nfc(unmasked(text))
    tokens = ["^", *("0" if t.isdigit() else t for t in _TOKEN.findall(fold(said))), "$"]
    found = set(tokens[1:-1])
    found.update(f"{a} {b}" for a, b in pairwise(tokens))
    found.update(f"{a} {b} {c}" for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False))
    found.update(f"={word.lower()}" for word in _WORD.findall(said))
    for word in set(tokens[1:-1]):
        found.update(f"~{word[i : i + _GRAM]}" for i in range(len(word) - _GRAM + 1))
    count = len(tokens) - 2
    found.update(f"long:{size}" for size in _LONG if count >= size)
    found.add(f"opens:{' '.join(tokens[1:3])}")
    found.add(f"ends:{' '.join(tokens[-3:-1])}")
    found.update(_of_context(tokens, before))
    return sorted(found)


def _of_context(tokens: list[str], before: Before) -> set[str]:
    if before.kind == NOTHING:
        return {f"before:{NOTHING}"}
    found = {"before:something", f"before:{before.kind}"}
    own = {t for t in tokens[1:-1] if len(t) > 1}
    told = set(_TOKEN.findall(fold(before.words)))
    share = len(own & told) / (len(own) or 1)
    found.update(f"told:{step}" for step in (1, 2, 3) if share * 4 >= step)
    found.update(f"{before.kind}&{token}" for token in tokens[1:4])
    return found
