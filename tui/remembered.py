"""What the screen remembers between runs: small choices, in the state folder, safe to delete."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from assistant.errors import OutputError
from assistant.files import make_folder, write_text
from assistant.locations import log_dir

_FILE = "screen.json"


@dataclass
class Remembered:
    """The choices. `engine` is "extractive", or "profile:NAME"; "" leaves it to the settings."""

    theme: str = ""
    welcomed: bool = False
    reduced_motion: bool = False
    engine: str = ""
    path: Path | None = None

    @classmethod
    def load(cls) -> Remembered:
        """What was kept; the defaults where nothing, or nothing readable, was."""
        path = log_dir() / _FILE
        known = {one.name: one.type for one in fields(cls) if one.name != "path"}
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            chosen = {name: value for name, value in kept.items() if _fits(value, known.get(name))}
        except (OSError, ValueError, AttributeError):
            chosen = {}
        return cls(**chosen, path=path)

    def keep(self, **changes: str | bool) -> None:
        """Change some choices and write them down; a folder that cannot be written to is no reason to stop."""
        for name, value in changes.items():
            setattr(self, name, value)
        if self.path is None:
            return
        content = {name: value for name, value in asdict(self).items() if name != "path"}
        try:
            make_folder(self.path.parent)
            write_text(self.path, json.dumps(content, indent=1) + "\n")
        except (OSError, OutputError):
            self.path = None

    @property
    def writer_choice(self) -> dict[str, object]:
        """The engine remembered, in the form that `choose_writer` takes."""
        kind, _, name = self.engine.partition(":")
        if kind == "extractive":
            return {"engine": "extractive"}
        return {"profile": name, "engine": "endpoint"} if kind == "profile" and name else {}


def _fits(value: object, kind: object) -> bool:
    return isinstance(value, {"str": str, "bool": bool}.get(str(kind), ()))
