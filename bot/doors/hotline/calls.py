"""The calls that are held, bounded, each dropped after a while without a turn."""

import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.doors.api.problems import Problem
from bot.doors.hotline.call import Call, Input, Transfer
from bot.question import Filters

_REMEMBERED = 1000  # calls that ended, so that a late turn is told so
_WAITING = 8  # turns of one call at the same time
SILENCE, HANGUP = "silence", "hangup"
_WHY = {
    SILENCE: "vì đã lâu không có lượt nào",
    HANGUP: "vì người gọi đã gác máy",
    "end": "theo lời người gọi",
    "unheard": "vì không nghe thấy người gọi",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """What is kept of a call that is over."""

    why: str
    transfer: Transfer | None = None


class Calls:
    """At most ``most`` calls; one without a turn for ``silence`` seconds ends."""

    def __init__(
        self, most: int, silence: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._silence, self._clock = most, silence, clock
        self._calls: OrderedDict[str, Call] = OrderedDict()  # the longest unheard of first
        self._ended: OrderedDict[str, Ended] = OrderedDict()

    def __len__(self) -> int:
        self._sweep()
        return len(self._calls)

    def start(self, call_id: str | None, input: Input, filters: Filters, owner: str = "") -> Call:
        """A new call of ``owner``, by the caller's own id where one is given."""
        self._sweep()
        if call_id is not None and (call_id in self._calls or call_id in self._ended):
            raise Problem(409, f"Mã cuộc gọi “{call_id}” đã dùng; hãy dùng mã khác.", "call_id")
        if len(self._calls) >= self._most:
            raise Problem(
                503,
                f"Tổng đài đang giữ {self._most} cuộc gọi, là số nhiều nhất được đặt "
                "(TONGDAI_CALLS); vui lòng gọi lại sau.",
            )
        call = Call(call_id or secrets.token_hex(16), self._clock(), owner, input, filters)
        self._calls[call.id] = call
        return call

    def find(self, call_id: str, owner: str | None = None) -> Call:
        """The call; Problem 404 for one that is not known, or where ``owner`` is named that is
        another's: switchboards count their ids up. 410 for one that ended."""
        self._sweep()
        call = self._calls.get(call_id)
        if call is not None and owner in (None, call.owner):
            return call
        if ended := self._ended.get(call_id):
            why = _WHY.get(ended.why, "")
            raise Problem(
                410,
                f"Cuộc gọi “{call_id}” đã kết thúc {why}; bỏ “call_id” để bắt đầu cuộc gọi mới.",
                "call_id",
            )
        raise Problem(
            404,
            f"Không có cuộc gọi “{call_id}”; bỏ “call_id” để bắt đầu cuộc gọi mới.",
            "call_id",
        )

    def forget(self, call: Call) -> None:
        """Drop a call of which nobody was told."""
        self._calls.pop(call.id, None)

    def transfer_of(self, call_id: str) -> Transfer | None:
        """To whom the call goes, held or ended; Problem 404 for one that is not known."""
        if ended := self._ended.get(call_id):
            return ended.transfer
        return self.find(call_id).transfer

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[None]:
        """One turn of the call at a time, in the order in which they came."""
        if call.waiting >= _WAITING:
            raise Problem(503, "Cuộc gọi này còn nhiều lượt chưa trả lời xong; vui lòng đợi.")
        call.waiting += 1
        try:
            async with call.lock:
                if call.ended:
                    self.find(call.id)  # says that it ended
                yield
        finally:
            call.waiting -= 1
            call.seen = self._clock()
            if call.id in self._calls:
                self._calls.move_to_end(call.id)
            if call.ended:
                self._end(call)

    def _sweep(self) -> None:
        """End what was not heard of for too long; one whose turn is being answered stays."""
        oldest = self._clock() - self._silence
        for call in list(self._calls.values()):
            if call.seen > oldest:
                break
            if not call.waiting:
                call.ended = SILENCE
                self._end(call)

    def _end(self, call: Call) -> None:
        self._calls.pop(call.id, None)
        self._ended[call.id] = Ended(call.ended, call.transfer)
        while len(self._ended) > _REMEMBERED:
            self._ended.popitem(last=False)
