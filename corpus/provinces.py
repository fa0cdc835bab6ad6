"""Provinces before and after their merger of 2025 (``provinces.toml``)."""

from corpus.vocabulary import provinces, read_table


def today(name: str) -> str:
    """The unit that the province is, or is part of, today; the name itself where it is unknown."""
    return str(provinces().get(name, {}).get("merged_into", name))


def merged_on(name: str) -> str | None:
    """The day (ISO) from which the province is part of another, None where it is not."""
    row = provinces().get(name, {})
    if "merged_into" not in row:
        return None
    return str(row.get("date", read_table("provinces")["merger"]["date"]))


def was_renamed(name: str) -> bool:
    """Whether the province became ``today(name)`` alone, with no other."""
    return bool(provinces().get(name, {}).get("renamed"))


def predecessors_of(name: str) -> tuple[str, ...]:
    """The provinces that are part of ``name`` today, itself left out."""
    return tuple(old for old in provinces() if old != name and today(old) == name)


def speaks_for(issuer: str | None, day: str | None, place: str) -> bool:
    """Whether a directive that ``issuer`` gave on ``day`` (ISO) is one of ``place``'s: its own,
    that of a province merged into it, or that of the unit which it is part of since."""
    if issuer is None or issuer == place:
        return issuer is not None
    if today(issuer) == place:
        return True
    since = merged_on(place)
    return since is not None and today(place) == issuer and (day or "") >= since


def with_rank(name: str) -> str:
    """ "tỉnh Lào Cai", "thành phố Huế"."""
    if name.startswith("Thành phố "):
        return name
    return f"{'thành phố' if provinces().get(name, {}).get('city') else 'tỉnh'} {name}"
