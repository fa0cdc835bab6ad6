"""Personal data in a text put out of sight, and put back into what is made of the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# runs of 9 to 12 digits (identity papers, telephones) and e-mail addresses
_PRIVATE = re.compile(
    r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,8}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<!\d)\d{9,12}(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """``text`` with a name in place of each piece of personal data; ``kept`` by those names."""

    text: str
    kept: Mapping[str, str] = field(default_factory=dict)

    def restore(self, text: str) -> str:
        """``text`` with what the names stand for."""
        for name, value in self.kept.items():
            text = text.replace(name, value)
        return text


def mask(text: str) -> Masked:
    """``text`` without personal data; the same value has the same name."""
    names: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return names.setdefault(found.group(), f"⟦riêng tư {len(names) + 1}⟧")

    masked = _PRIVATE.sub(name, text)
    return Masked(masked, {given: value for value, given in names.items()})
