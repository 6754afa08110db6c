"""Keys that were stored, each for one server: in the system's keyring, else in a file that its owner alone can read.

The file `keys.json` beside the settings says where each server's key is kept, so that the keyring is asked for no
other. A server is named by its origin ("https://api.example.org:8443"): a profile that moves elsewhere finds no key.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any, Literal

from assistant.errors import SettingsError
from assistant.files import make_folder, write_text
from assistant.locations import config_file

Kept = Literal["keyring", "file"]
_SERVICE = "shadow-report"


def keys_file() -> Path:
    """The file of stored keys; it need not exist."""
    return config_file().with_name("keys.json")


def where_stored(origin: str) -> Kept | None:
    """Where the key for `origin` is kept, or None. Raises SettingsError if the file cannot be trusted or read."""
    entry = _read().get(origin)
    return None if entry is None else "file" if "key" in entry else "keyring"


def stored_key(origin: str) -> str | None:
    """The key that was stored for `origin`, or None. Raises SettingsError."""
    entry = _read().get(origin)
    if entry is None:
        return None
    key = entry["key"] if "key" in entry else _from_keyring(origin)
    if not isinstance(key, str) or not key:
        hint = "Unlock the keyring, or store the key again with `shadow-report config set-key`."
        raise SettingsError(f"The stored key for {origin} cannot be read; nothing was sent.", hint=hint)
    return key


def store_key(origin: str, key: str, *, use_keyring: bool = True) -> Kept:
    """Keep `key` for `origin`, in the keyring if one works, and say where. Raises SettingsError, OutputError."""
    entries = _read()
    kept: Kept = "keyring" if use_keyring and _into_keyring(origin, key) else "file"
    entries[origin] = {} if kept == "keyring" else {"key": key}
    _write(entries)
    return kept


def forget_key(origin: str) -> bool:
    """Remove the key for `origin`; False if there is none. Raises SettingsError, OutputError."""
    entries = _read()
    entry = entries.pop(origin, None)
    if entry is None:
        return False
    if "key" not in entry:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.delete_password(_SERVICE, origin)
        except KeyringError as error:
            hint = f"Unlock the keyring, or remove {_SERVICE} in it by hand."
            raise SettingsError(f"The keyring keeps the key for {origin} ({error}).", hint=hint) from error
    _write(entries)
    return True


def _from_keyring(origin: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, origin)
    except KeyringError:
        return None


def _into_keyring(origin: str, key: str) -> bool:
    """Whether the keyring took the key and gives it back: some accept everything and keep nothing."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, origin, key)
        return keyring.get_password(_SERVICE, origin) == key
    except (KeyringError, RuntimeError, OSError):  # a keyring's own service may be absent in many ways
        return False


def _read() -> dict[str, dict[str, Any]]:
    path = keys_file()
    try:
        text = path.read_text(encoding="utf-8")
        mode = path.stat().st_mode
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Cannot read {path}; nothing was sent.", hint="Check its permissions.") from error
    if sys.platform != "win32" and (mode & (stat.S_IRWXG | stat.S_IRWXO) or path.stat().st_uid != os.getuid()):
        hint = f"Ask for a new key if somebody may have read it, then: chmod 600 {path}"
        raise SettingsError(f"Others on this machine can read {path}; no key was taken from it.", hint=hint)
    try:
        entries = json.loads(text)
    except ValueError:
        entries = None
    if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
        hint = "Remove it, and store the keys again with `shadow-report config set-key`."
        raise SettingsError(f"{path} is damaged; no key was taken from it.", hint=hint)
    return entries


def _write(entries: dict[str, dict[str, Any]]) -> None:
    path = keys_file()
    try:
        make_folder(path.parent)
    except OSError as error:
        raise SettingsError(f"Cannot make {path.parent}: {error.strerror}.", hint="Check its permissions.") from error
    write_text(path, json.dumps(entries, indent=1) + "\n")
