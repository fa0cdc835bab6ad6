"""How many requests a minute: the one door to the library ``limits``, in this process's memory."""

import math
import time
from dataclasses import dataclass, field

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts by what is limited and by whom, over the last sixty seconds."""

    _limiter: MovingWindowRateLimiter = field(
        default_factory=lambda: MovingWindowRateLimiter(MemoryStorage())
    )

    def wait(self, most: int, *whom: str) -> int:
        """Count one request of ``whom``: 0 where it is within ``most`` a minute (0: no limit),
        otherwise the seconds after which to come back; a refused one is not counted."""
        if not most:
            return 0
        item = RateLimitItemPerMinute(most)
        if self._limiter.hit(item, *whom):
            return 0
        left = self._limiter.get_window_stats(item, *whom).reset_time - time.time()
        return max(1, math.ceil(left))
