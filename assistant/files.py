"""Files that only their owner reads, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import OutputError


def write_text(path: Path, text: str) -> None:
    """Put `text`, as UTF-8 and byte for byte, at `path` (0600). Raises OutputError; the old file is then kept."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Put `content` at `path` (0600). Raises OutputError; the old file is then kept."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` (0600, same suffix) for the block to write; it takes the name when the block ends.

    A symbolic link is followed, so that the file that it points to is replaced. Raises OutputError.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(f"{path} is a folder; nothing was written.", hint="Name a file.")
    temporary: Path | None = None
    try:
        # mkstemp makes the file 0600 from its first moment.
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=target.suffix, dir=target.parent)
        os.close(descriptor)
        temporary = Path(name)
        yield temporary
        _flush_to_disk(temporary)
        temporary.replace(target)
    except OSError as error:
        raise OutputError(_why_not(path, error), hint="Choose another place with room and write access.") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make the folder and its missing parents, each 0700. Raises OSError."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    if not path.is_dir():
        raise NotADirectoryError(20, "Not a directory", str(path))


def _flush_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _why_not(path: Path, error: OSError) -> str:
    reason = "its folder does not exist" if isinstance(error, FileNotFoundError) else (error.strerror or str(error))
    return f"Cannot write {path}: {reason}. Nothing was changed."
