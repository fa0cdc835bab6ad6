"""Signing in at an identity provider (OpenID Connect, code flow with PKCE): the one door to
Authlib.

What is begun is kept in the database for ten minutes (``begun``), by its ``state``, with the nonce
and the verifier that belong to it and a token that only the browser which began has; it can be
ended once. A token is believed where its signature is by a key of the provider (no shared-secret
and no "none" algorithm, whatever the provider lists) and issuer, audience, nonce and times are
right.
"""

import logging
import secrets
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.base_client.sync_app import OAuth2Mixin
from authlib.integrations.base_client.sync_openid import OpenIDMixin
from authlib.integrations.httpx_client import OAuth2Client
from joserfc.errors import JoseError

from bot.people.begun import Begun, BegunBook
from bot.people.roles import ROLE_NAMES, ROLES
from bot.records.database import Database, database_of
from corpus.settings import Settings, SettingsError, is_safe_url

_LOG = logging.getLogger(__name__)
_DISCOVERY = "/.well-known/openid-configuration"
_PATIENCE = 10.0  # seconds for one call of the provider
_LEEWAY = 60  # seconds by which clocks may differ
_SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_AWAY = "Chưa liên lạc được với nơi xác thực; vui lòng thử lại sau hoặc đăng nhập bằng mật khẩu."
_STALE = "Lượt đăng nhập này đã dùng, đã quá 10 phút hoặc mở ở trình duyệt khác; hãy đăng nhập lại."
_DENIED = "Nơi xác thực không cho đăng nhập, hoặc anh/chị đã hủy; hãy thử lại."
_UNTRUE = "Không xác minh được kết quả đăng nhập; hãy thử lại, còn bị thì báo người quản trị."


class SignInError(Exception):
    """Nobody is let in; the text says why, ``status`` as HTTP has it."""

    def __init__(self, told: str, status: int = 401) -> None:
        super().__init__(told)
        self.status = status


class Provider(OAuth2Mixin, OpenIDMixin):  # type: ignore[misc]
    """The identity provider of the settings."""

    client_cls = OAuth2Client
    server_metadata: dict[str, Any]

    def __init__(self, settings: Settings, database: Database) -> None:
        self.issuer = settings.oidc_issuer
        self.shown = settings.oidc_name
        self._begun = BegunBook(database)
        self._loading = threading.Lock()
        secret = settings.oidc_client_secret.get_secret_value()
        super().__init__(
            None,
            "oidc",
            client_id=settings.oidc_client_id,
            client_secret=secret or None,
            server_metadata_url=f"{self.issuer.rstrip('/')}{_DISCOVERY}",
            client_kwargs={
                "scope": settings.oidc_scopes,
                "code_challenge_method": "S256",
                "timeout": _PATIENCE,
                "verify": httpx2.create_ssl_context(),  # once: it takes longer than a call
                **({} if secret else {"token_endpoint_auth_method": "none"}),
            },
        )

    @classmethod
    def of(cls, settings: Settings) -> "Provider | None":
        """By the settings, None where none is set; SettingsError names a wrong one."""
        if not settings.oidc_issuer:
            return None
        if not settings.oidc_client_id:
            raise SettingsError(
                "Biến môi trường TONGDAI_OIDC_CLIENT_ID còn trống: ghi mã ứng dụng mà nơi xác thực "
                "đã cấp, hoặc bỏ TONGDAI_OIDC_ISSUER."
            )
        for value, role in settings.oidc_roles.items():
            if role not in ROLES:
                known = ", ".join(f"{key} ({told})" for key, told in ROLE_NAMES.items())
                raise SettingsError(
                    f"Biến môi trường TONGDAI_OIDC_ROLES: “{value}” có vai “{role}” không có; "
                    f"chọn trong: {known}."
                )
        return cls(settings, database_of(settings))

    def load_server_metadata(self) -> dict[str, Any]:
        """What the provider says of itself, once; SignInError where it cannot be believed."""
        with self._loading:
            return self._loaded()

    def _loaded(self) -> dict[str, Any]:
        if "_loaded_at" in self.server_metadata:
            return self.server_metadata
        found: dict[str, Any] = super().load_server_metadata()
        if str(found.get("issuer")).rstrip("/") != self.issuer.rstrip("/"):
            self.server_metadata = {}
            _LOG.error("the provider calls itself %r, set is %r", found.get("issuer"), self.issuer)
            raise SignInError(_AWAY, 502)
        if bad := [name for name in _ENDPOINTS if not is_safe_url(str(found.get(name)))]:
            self.server_metadata = {}
            _LOG.error("the provider's %s is no https address", bad[0])
            raise SignInError(_AWAY, 502)
        listed = found.get("id_token_signing_alg_values_supported") or ["RS256"]
        found["id_token_signing_alg_values_supported"] = [a for a in _SIGNED if a in listed]
        return found

    def begin(self, redirect: str, onward: str) -> tuple[str, str]:
        """Where the browser goes to sign in, and the cookie that it is to bring back."""
        try:
            made = self.create_authorization_url(redirect)
        except (httpx2.HTTPError, ValueError, LookupError, TypeError, RuntimeError) as error:
            raise self._away(error) from error
        browser = secrets.token_urlsafe(32)
        self._begun.keep(
            Begun(browser, made["state"], made["nonce"], made["code_verifier"], redirect, onward)
        )
        return made["url"], browser

    def end(self, browser: str, sent: Mapping[str, str]) -> tuple[dict[str, Any], str]:
        """What the provider says of who came back, and where they go on; SignInError where that
        is not to be believed. Once for each that was begun."""
        begun = self._begun.take(browser, sent.get("state", ""))
        if begun is None:
            raise SignInError(_STALE)
        if sent.get("iss", self.issuer).rstrip("/") != self.issuer.rstrip("/"):  # RFC 9207
            raise SignInError(_UNTRUE)
        if "error" in sent or not sent.get("code"):
            raise SignInError(_DENIED)
        return self._claims(begun, sent["code"]), begun.onward

    def leave(self, back: str) -> str:
        """Where one signs out at the provider too, "" where it names no such place."""
        try:
            place = str(self.load_server_metadata().get("end_session_endpoint") or "")
        except (SignInError, httpx2.HTTPError, ValueError):
            return ""
        if not is_safe_url(place):
            return ""
        asked = urlencode({"client_id": self.client_id, "post_logout_redirect_uri": back})
        return f"{place}{'&' if '?' in place else '?'}{asked}"

    def _claims(self, begun: Begun, code: str) -> dict[str, Any]:
        try:
            token = self.fetch_access_token(begun.redirect, code=code, code_verifier=begun.verifier)
            if "id_token" not in token:
                raise SignInError(_UNTRUE)
            wanted = {
                "iss": {"essential": True, "value": self.load_server_metadata()["issuer"]},
                "aud": {"essential": True, "value": self.client_id},
                "sub": {"essential": True},
            }
            claims = self.parse_id_token(
                token, nonce=begun.nonce, claims_options=wanted, leeway=_LEEWAY
            )
        except (JoseError, OAuthError) as error:
            _LOG.warning("a sign-in was not believed: %s", type(error).__name__)
            raise SignInError(_UNTRUE) from error
        except httpx2.HTTPError as error:
            raise self._away(error) from error
        except (ValueError, KeyError, TypeError, RuntimeError) as error:
            _LOG.warning("a sign-in was not understood: %s", type(error).__name__)
            raise SignInError(_UNTRUE) from error
        subject = claims.get("sub")
        if not isinstance(subject, str) or not subject.strip() or len(subject) > 255:
            raise SignInError(_UNTRUE)
        return dict(claims)

    @staticmethod
    def _away(error: Exception) -> SignInError:
        _LOG.error("the identity provider cannot be used: %s", error)
        return SignInError(_AWAY, 502)
