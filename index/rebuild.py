"""The error that building the index again mends."""


class RebuildError(Exception):
    """The index cannot be used as it is: ``reason`` says why, the message the remedy too."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}: chạy `python -m index build`.")
        self.reason = reason
