"""The error that building the index again mends."""


class RebuildError(Exception):
    """The index cannot be used as it is: ``reason`` says why, the message the remedy too."""

    def __init__(self, reason: str) -> None:
        told = f"{reason}: chạy `python -m index build`."
        super().__init__(told)
        self.reason, self.brief = reason, told
