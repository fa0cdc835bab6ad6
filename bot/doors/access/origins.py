"""Origins of web pages: which pages may call the API from a browser and show this server inside."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from corpus.settings import origin_list


@dataclass(frozen=True, slots=True)
class Origins:
    """A list of origins ("https://portal.example"), or all of them."""

    listed: frozenset[str] = frozenset()
    everyone: bool = False

    @classmethod
    def of(cls, setting: str) -> "Origins":
        """The origins of ``TONGDAI_ORIGINS``, as the setting keeps them."""
        parts = origin_list(setting)
        return cls(frozenset(parts) - {"*"}, "*" in parts)

    def allow(self, origin: str) -> bool:
        """Whether a page of ``origin`` may read answers."""
        return self.everyone or origin.lower() in self.listed

    @property
    def frame_ancestors(self) -> str:
        """The directive of the content policy: who may show this server's pages in a frame."""
        others = ["*"] if self.everyone else sorted(self.listed)
        return " ".join(["frame-ancestors 'self'", *others])


def own_origin(headers: Headers, origin: str) -> bool:
    """Whether the page that calls is of this server."""
    return bool(origin) and urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
