"""Who asks, and what they may do: one object for a signed-in person, a key, or nobody."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """By what one is known."""

    NOBODY = "nobody"
    KEY = "key"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Principal:
    """``name`` is what the audit log calls them; ``session`` and ``csrf`` are of a person who
    signed in with a browser."""

    kind: Kind = Kind.NOBODY
    id: str = ""
    name: str = "khách"
    role: str = ""
    scopes: frozenset[str] = frozenset()
    session: str = ""
    csrf: str = ""

    def may(self, scope: str) -> bool:
        """Whether they may do what ``scope`` stands for."""
        return scope in self.scopes

    @property
    def actor(self) -> str:
        """Who did it, for the audit log: "người dùng lan", "khóa 3fa1 (Cổng tỉnh)"."""
        if self.kind is Kind.PERSON:
            return f"người dùng {self.name}"
        return f"khóa {self.id} ({self.name})" if self.kind is Kind.KEY else self.name


NOBODY = Principal()
