from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError

from assistant.errors import SettingsError
from assistant.profile import Profile, key_of, key_source
from assistant.stored_keys import forget_key, keys_file, store_key, stored_key, where_stored

DESK = Profile(base_url="https://Desk.example/v1", model="m")


class Remembering(KeyringBackend):
    """A keyring that works."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class Forgetful(Remembering):
    """A keyring that takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.fixture
def ring() -> Iterator[Remembering]:
    before, ring = keyring.get_keyring(), Remembering()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture(params=[NoKeyring, Forgetful])
def no_ring(request: pytest.FixtureRequest) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(request.param())
    yield
    keyring.set_keyring(before)


def test_a_key_goes_into_the_keyring_and_not_into_the_file(ring: Remembering) -> None:
    assert store_key(DESK.origin, "secret") == "keyring"
    assert "secret" not in keys_file().read_text(encoding="utf-8")
    key = key_of(DESK)
    assert key is not None and key.get_secret_value() == "secret" and "keyring" in key_source(DESK)
    assert forget_key(DESK.origin) and ring.kept == {}
    assert key_of(DESK) is None and not forget_key(DESK.origin)


@pytest.mark.usefixtures("no_ring")
def test_without_a_keyring_that_keeps_it_a_key_goes_into_a_private_file() -> None:
    assert store_key(DESK.origin, "secret") == "file"
    assert stored_key(DESK.origin) == "secret" and where_stored(DESK.origin) == "file"
    assert stat.S_IMODE(keys_file().stat().st_mode) == 0o600
    assert forget_key(DESK.origin) and stored_key(DESK.origin) is None


def test_the_environment_counts_before_the_keyring(ring: Remembering, monkeypatch: pytest.MonkeyPatch) -> None:
    named = DESK.model_copy(update={"key_env": "DESK_KEY"})
    with pytest.raises(SettingsError, match="set-key"):
        key_of(named)
    store_key(DESK.origin, "stored")
    assert (key := key_of(named)) is not None and key.get_secret_value() == "stored"
    monkeypatch.setenv("DESK_KEY", "from-environment")
    assert (key := key_of(named)) is not None and key.get_secret_value() == "from-environment"
    assert "DESK_KEY" in key_source(named)


@pytest.mark.parametrize(
    "url",
    [
        "https://desk.example:8443/v1",
        "https://other.example/v1",
        "https://desk.example.evil.example/v1",
        "https://api.desk.example/v1",
    ],
)
def test_a_stored_key_is_for_its_server_alone(ring: Remembering, url: str) -> None:
    store_key(DESK.origin, "secret")
    assert key_of(Profile(base_url=url, model="m")) is None
    plain = Profile(base_url="http://desk.example:443/v1", model="m", allow_http=True)
    assert key_of(plain) is None, "nor is it sent unencrypted"
    assert key_of(Profile(base_url="https://desk.example:443/other", model="n")) is not None


def test_the_keyring_is_asked_for_no_server_that_has_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)  # an import of it would fail
    assert key_of(DESK) is None


def test_a_keyring_that_lost_the_key_is_an_error_before_anything_is_sent(ring: Remembering) -> None:
    store_key(DESK.origin, "secret")
    ring.kept.clear()
    with pytest.raises(SettingsError, match="nothing was sent"):
        key_of(DESK)


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_a_file_that_others_can_read_is_refused() -> None:
    store_key(DESK.origin, "secret", use_keyring=False)
    os.chmod(keys_file(), 0o644)
    with pytest.raises(SettingsError, match="Others") as caught:
        key_of(DESK)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"https://desk.example:443": 1}', '{"https://desk.example:443": {"key": 1}}']
)
def test_a_damaged_file_is_an_error(text: str) -> None:
    store_key(DESK.origin, "secret", use_keyring=False)
    keys_file().write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="nothing was sent|no key was taken"):
        key_of(DESK)


@pytest.mark.parametrize("key", ["", "two words", "ключ", "a\x07b"])
def test_an_unusable_stored_key_is_refused_and_not_shown(key: str) -> None:
    store_key(DESK.origin, key, use_keyring=False)
    with pytest.raises(SettingsError) as caught:
        key_of(DESK)
    assert not key or key not in str(caught.value)
