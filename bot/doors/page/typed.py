"""What the user typed, as HTML that shows exactly that: the chat reads Markdown and HTML."""

import re

# a character reference is text to Markdown and to HTML alike: no emphasis, tag, link or formula
_MARKS = re.compile(r"[!-/:-@\[-`{-~]")


def typed_html(text: str) -> str:
    """``text`` for a message of the chat, every mark and line as typed."""
    lines = re.split(r"\r\n|\r|\n", text)
    shown = "<br>".join(_MARKS.sub(lambda m: f"&#{ord(m.group())};", line) for line in lines)
    return f'<span class="da-go">{shown}</span>'
