"""A small identity provider on 127.0.0.1 that signs with real RSA keys, and can be made to lie."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tong-dai-ao", "bi-mat-chi-de-thu"


@cache
def keys():
    """Two, made once."""
    return RSAKey.generate_key(2048), RSAKey.generate_key(2048)


class IdentityProvider:
    """What a person is called (``who``) and what is wrong with the next token (``lies``)."""

    def __init__(self):
        self.key, self.other = keys()
        self.name = "k1"  # of the key
        self.who = {"sub": "sub-lan", "preferred_username": "lan", "name": "Lan"}
        self.lies = {}
        self.signed_by = None  # another key than its own
        self.algorithm = "RS256"
        self.metadata = {}
        self.without_token = False
        self.codes = {}
        self.asked = []  # what the authorization endpoint was sent
        self.url = ""

    def described(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "end_session_endpoint": f"{self.url}/logout",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "code_challenge_methods_supported": ["S256"],
            **self.metadata,
        }

    def authorize(self, sent):
        """Everybody is signed in at once, as a browser with a session is."""
        self.asked.append(sent)
        assert sent["response_type"] == "code"
        assert sent["client_id"] == CLIENT
        assert sent["code_challenge_method"] == "S256"
        assert "openid" in sent["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = sent
        return f"{sent['redirect_uri']}?{urlencode({'code': code, 'state': sent['state']})}"

    def token(self, sent, authorization):
        given = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        asked = self.codes.pop(sent.get("code"), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = _plain(digest)
        if given != f"{CLIENT}:{SECRET}":
            return 401, {"error": "invalid_client"}
        if (
            asked is None
            or challenge != asked["code_challenge"]
            or sent["redirect_uri"] != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        if self.without_token:
            return 200, {"access_token": "a", "token_type": "Bearer"}
        return 200, {
            "access_token": "a", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"]),
        }  # fmt: skip

    def id_token(self, nonce):
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce,
            **self.who, **self.lies,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.name}
        if self.algorithm != "RS256":
            signed = ".".join(_plain(json.dumps(part).encode()) for part in (header, claims))
            public = self.key.as_pem(private=False)  # as a shared secret
            seal = hmac.digest(public, signed.encode(), "sha256")
            return f"{signed}.{_plain(seal) if self.algorithm == 'HS256' else ''}"
        return jwt.encode(header, claims, self.signed_by or self.key)


def _plain(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@contextmanager
def providing():
    """A provider that is there until the end."""
    provider = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            if parts.path == "/.well-known/openid-configuration":
                self.told(200, provider.described())
            elif parts.path == "/jwks":
                self.told(
                    200, {"keys": [{**provider.key.as_dict(private=False), "kid": provider.name}]}
                )
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(dict(parse_qsl(parts.query))))
                self.end_headers()
            else:
                self.told(404, {})

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.told(*provider.token(dict(parse_qsl(body)), self.headers.get("Authorization", "")))

        def told(self, status, body):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
