"""Work that a chat program gives to its model behind the user's back: a title for the talk, tags,
questions to go on with. Such a message is no question over the directives.

Open WebUI, LibreChat and others send it as one user message that carries the talk so far as a
transcript: turns that begin with the name of their role, in an element of their own
(``<chat_history>``) or bare. That form is what is recognised here, not the wording of the task.
"""

import re

# the roles of the chat protocol, and what programs write for them
_USER = re.compile(r"^[ \t]*+(?:user|human)[ \t]*+:", re.I | re.M)
_ASSISTANT = re.compile(r"^[ \t]*+(?:assistant|ai)[ \t]*+:", re.I | re.M)
_OPENING = re.compile(r"^[ \t]*+<([A-Za-z_][\w-]{0,40}+)>", re.M)
_JSON = re.compile(r'\{\s*+"\w++"\s*+:')

EMPTY = "{}"
DECLINED = "Tổng đài ảo chỉ trả lời câu hỏi về văn bản chỉ đạo."


def reply_to_task(text: str) -> str | None:
    """What a task over a transcript is answered with; None where ``text`` is none.

    An empty object where the task asks for JSON: programs then fall back to what they have
    (Open WebUI: the first question as the title), instead of showing an apology as a title.
    """
    inside = _transcript(text)
    if inside is None:
        return None
    start, end = inside
    return EMPTY if _JSON.search(text[:start] + text[end:]) else DECLINED


def _transcript(text: str) -> tuple[int, int] | None:
    """The stretch of ``text`` that is a talk between a user and an assistant."""
    for opening in _OPENING.finditer(text):
        closing = text.find(f"</{opening[1]}>", opening.end())
        if closing >= 0 and _USER.search(text, opening.end(), closing):
            return opening.start(), closing
    user, assistant = _USER.search(text), _ASSISTANT.search(text)
    if user and assistant:
        return min(user.start(), assistant.start()), len(text)
    return None
