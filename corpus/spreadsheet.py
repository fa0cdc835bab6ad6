"""Text in tables that spreadsheet programs open."""

# what such a program may take for a formula, also in full width, also after what it leaves out
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def as_text(text: str) -> str:
    """The text for a cell of a CSV file, marked as text where it would be reckoned as a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA) else text
