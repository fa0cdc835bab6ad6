"""The widget's script, made of its parts in their order: no build step, nothing but this folder.

Only the indentation is left out, so that what a portal loads is small and can still be read.
"""

import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

PARTS = Path(__file__).parent / "parts"
# each uses what stands before it
_ORDER = ("texts", "dom", "stream", "answer", "element", "start")
_HEAD = """/* Tổng đài ảo: the portal widget. MIT licence. */
(() => {
"use strict";
const SCRIPT = document.currentScript || { dataset: {} };
const BASE = new URL(".", SCRIPT.src || document.baseURI).href;
"""
_TAIL = "})();\n"
_INDENT = re.compile(r"^ +", re.M)  # no string of the parts goes over a line's end


class Script(NamedTuple):
    """The script and the tag that changes with it."""

    body: bytes
    etag: str


@cache
def widget_script() -> Script:
    """Read once: a server that runs serves one version."""
    css, *parts = (_read(name) for name in ("style.css", *(f"{n}.js" for n in _ORDER)))
    style = f"const CSS = {json.dumps(css, ensure_ascii=False)};\n"
    body = "".join([_HEAD, style, *parts, _TAIL]).encode()
    return Script(body, f'"{sha256(body).hexdigest()[:32]}"')


def _read(name: str) -> str:
    return _INDENT.sub("", (PARTS / name).read_text("utf-8"))
