"""An answer as plain text, to be copied into a letter: what is said, then its citations."""

import re

from bot.answer import Answer

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_QUOTE = re.compile(r"^> ?", re.MULTILINE)


def plain_text(answer: Answer) -> str:
    """The answer without Markdown, a line for each citation after it."""
    said = _QUOTE.sub("", _BOLD.sub(r"\1", answer.answer)).strip()
    cited = [
        f"[{c.marker}] {c.clause.label[:1].upper()}{c.clause.label[1:]}" for c in answer.citations
    ]
    return "\n\n".join(part for part in (said, "\n".join(cited)) if part)
