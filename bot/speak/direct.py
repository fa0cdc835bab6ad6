"""The direct answer as a sentence: "Cơ quan: Sở Y tế" is said "Cơ quan là Sở Y tế"."""

import re
from functools import cache

from bot.speak.excerpt import small
from bot.vocabulary import read_table

_BARE = re.compile(r"\D{0,12}\d+(?:[.,]\d+)?\s?%?")


def lead_sentence(text: str) -> str:
    """The printed words of a direct answer, each group after its name as part of one sentence."""
    forms = read_table("spoken")["lead"]
    said: list[str] = []
    for label, words in lead_parts(text):
        if label:
            form = forms.get(label[:1].upper() + label[1:], forms["*"])
            words = form.format(label=label, words=small(words))
        said.append(words)
    return ", ".join(said) if all(label for label, _ in lead_parts(text)) else "; ".join(said)


def lead_parts(text: str) -> list[tuple[str, str]]:
    """The names of the answer's groups ("" for none), each with its words."""
    found: list[tuple[str, str]] = []
    label, at = "", 0
    for match in _labels().finditer(text):
        found.append((label, text[at : match.start()].strip("; ")))
        label, at = match["label"], match.end()
    found.append((label, text[at:].strip("; ")))
    return [(label, words) for label, words in found if words]


def only_figures(text: str) -> bool:
    """Whether the answer is several bare figures: they say too little without what they count."""
    figures = [one for _, words in lead_parts(text) for one in re.split(r"[;,]\s", words)]
    return len(figures) > 1 and all(_BARE.fullmatch(one) for one in figures)


@cache
def _labels() -> re.Pattern[str]:
    """The names that lead.toml gives the groups, at the beginning or after a semicolon."""
    tables = read_table("lead").values()
    names = {str(name) for table in tables for name in table.values() if name}
    names |= {name[:1].lower() + name[1:] for name in names}
    forms = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=;)\s)(?P<label>{forms}):\s")
