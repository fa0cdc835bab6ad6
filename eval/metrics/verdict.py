"""What an answer concludes of a yes-or-no question."""

_WORDS = {
    **dict.fromkeys(("Đúng", "Có", "Được", "Rồi"), "yes"),
    **dict.fromkeys(("Không đúng", "Không", "Không được", "Chưa"), "no"),
}


def verdict_of(short_answer: str) -> str:
    """ "yes" or "no" as the short answer begins; "" where it concludes neither."""
    opening = short_answer.split(",")[0].split(".")[0].strip()
    return _WORDS.get(opening, "")
