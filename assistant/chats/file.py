"""A chat's file: one JSON object a line, added to as things happen and read back whatever cut it off."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from assistant.chats.record import LINE, Line
from assistant.errors import ChatError

_PRIVATE = 0o600


class ChatFile:
    """The lines of a chat in a file that only its owner reads. `size` is how many bytes were read or written so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0

    def read(self) -> tuple[list[Line], int]:
        """The lines that can be read and the number of those that cannot. Raises ChatError."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise ChatError(f"{self.path} cannot be read: {error.strerror}.", hint="Nothing was changed.") from error
        self.size = len(content)
        lines: list[Line] = []
        unread = 0
        for raw in content.split(b"\n"):
            if not raw.strip():
                continue
            try:
                lines.append(LINE.validate_json(raw))
            except ValidationError:
                unread += 1
        return lines, unread

    def changed(self) -> bool:
        """Whether somebody else wrote to the file, or took it away, since it was read."""
        try:
            return self.path.stat().st_size != self.size
        except FileNotFoundError:
            return self.size != 0

    def append(self, *lines: Line) -> None:
        """Add lines, on disk when this returns. Raises ChatError; what stood there is kept."""
        data = b"".join(line.model_dump_json(exclude_none=True).encode() + b"\n" for line in lines)
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, _PRIVATE)
            with os.fdopen(descriptor, "rb+", buffering=0) as file:
                size = file.seek(0, os.SEEK_END)
                if size and self._last_byte(file.fileno(), size) != b"\n":
                    data = b"\n" + data  # the line before was cut off
                file.write(data)
                os.fsync(file.fileno())
        except OSError as error:
            hint = "Make room and give yourself write access, or use another workspace."
            raise ChatError(f"The chat cannot be saved in {self.path}: {error.strerror}.", hint=hint) from error
        self.size = size + len(data)

    @staticmethod
    def _last_byte(descriptor: int, size: int) -> bytes:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        return os.read(descriptor, 1)
