"""A speech server of the OpenAI kind for tests: it stands for one that costs money.

It speaks the API for real over HTTP: what is "said" goes by how long the sound is, and every text
is "spoken" as the same sound. What it was not told of is answered with an error.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.doors.hotline.sound.wav import Sound, read_wav, write_wav

_CLOSE = 0.25  # seconds within which a length is that of a text


@contextmanager
def listening(texts: Mapping[float, str], sound: Sound) -> Iterator[str]:
    """The server's base address; ``texts`` by seconds of sound, ``sound`` for every text."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.path == "/v1/audio/speech":
                asked = json.loads(body)
                wrong = {"model", "input", "voice", "response_format"} - asked.keys()
                self._send(400 if wrong else 200, write_wav(sound), "audio/wav")
            elif self.path == "/v1/audio/transcriptions":
                self._transcribe(body)
            else:
                self._send(404, b"{}", "application/json")

        def _transcribe(self, body: bytes) -> None:
            boundary = re.search(r"boundary=(\S+)", self.headers["content-type"])
            parts = body.split(b"--" + boundary[1].encode()) if boundary else []
            fields = dict(part.split(b"\r\n\r\n", 1) for part in parts if b"\r\n\r\n" in part)
            wav = next(v for k, v in fields.items() if b"filename=" in k)
            model = next(v for k, v in fields.items() if b'name="model"' in k)
            seconds = read_wav(wav.removesuffix(b"\r\n")).seconds
            said = [t for length, t in texts.items() if abs(length - seconds) < _CLOSE]
            if not said or not model.strip():
                self._send(500, b'{"error": {"message": "?"}}', "application/json")
                return
            self._send(200, json.dumps({"text": said[0]}).encode(), "application/json")

        def _send(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
