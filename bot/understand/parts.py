"""A question on two provinces or documents to what it asks of each.

"Hải Dương nhắm vào ai, còn Quảng Ngãi giao sở nào?" asks each its own; "Ở Hải Dương và Quảng Ngãi,
sở nào …" asks both the same.
"""

from bot.understand.guard import has_little_content
from bot.understand.scope import province_book


def split_by_province(text: str) -> dict[str, str]:
    """For each province named, the words that concern it; all of them where it has few of its own.

    The words before the first province concern all.
    """
    places = province_book().find(text)
    if len({place.name for place in places}) < 2:
        return {}
    lead = text[: places[0].start]
    parts: dict[str, str] = {}
    for place, after in zip(places, [*places[1:], None], strict=True):
        own = text[place.end : after.start if after else len(text)]
        parts[place.name] = f"{parts.get(place.name, lead)} {own}"
    if any(has_little_content(part.removeprefix(lead)) for part in parts.values()):
        return dict.fromkeys(parts, text)
    return parts
