"""What is kept between questions, bounded and safe for threads."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """At most ``size`` values by key, the longest unused dropped first."""

    def __init__(self, size: int) -> None:
        if size < 1:
            raise ValueError(f"size is {size}, needs at least 1")
        self._kept: LRUCache[K, V] = LRUCache(size)
        self._lock = Lock()

    def __len__(self) -> int:
        with self._lock:
            return len(self._kept)

    def get(self, key: K) -> V | None:
        """The value, None where it is not kept."""
        with self._lock:
            kept: V | None = self._kept.get(key)
            return kept

    def put(self, key: K, value: V) -> None:
        """Keep the value."""
        with self._lock:
            self._kept[key] = value

    def get_or(self, key: K, make: Callable[[], V]) -> V:
        """The value; made, outside the lock, where it is not kept."""
        known = self.get(key)
        if known is None:
            known = make()
            self.put(key, known)
        return known

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()
