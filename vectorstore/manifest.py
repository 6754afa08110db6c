"""What a search index was built from: a small file beside it, written last and in one step."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

SCHEMA = 2  # raise it when an index is laid out in another way, and with document_vectors.RECIPE
FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A finished index: `folder` beside this file holds Chroma's files.

    `library` is the library's hash, `embedder` the embedder's name, `chromadb` its version. `collections` gives for
    each collection by name how many units it holds. `graph` is the hash of the files of its graph.
    """

    library: str
    embedder: str
    chromadb: str
    collections: Mapping[str, int]
    folder: str = ""
    graph: str = ""
    schema: int = SCHEMA
    complete: bool = True

    def why_stale(self, wanted: Manifest) -> str | None:
        """What this index lacks to serve as the one `wanted`, as the end of a sentence, or None if it serves."""
        if not self.complete:
            return "was left half built"
        if self.schema != wanted.schema:
            return "has the layout of another version of this program"
        if self.embedder != wanted.embedder:
            return f"was built with another embedding model ({self.embedder})"
        if self.chromadb != wanted.chromadb:
            return f"was built with Chroma {self.chromadb}"
        if (self.library, self.collections) != (wanted.library, wanted.collections):
            return "was built from other documents"
        return None


def read_manifest(index_dir: Path) -> Manifest | None:
    """The manifest in `index_dir`, or None if there is none. Raises ValueError if it is not one."""
    try:
        text = (index_dir / FILE_NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        manifest = Manifest(**json.loads(text))
    except TypeError as error:
        raise ValueError(f"not a manifest: {error}") from error
    if not isinstance(manifest.folder, str):
        raise ValueError(f"not a manifest: its folder is {manifest.folder!r}")
    return manifest


def write_manifest(index_dir: Path, manifest: Manifest) -> None:
    """Put the manifest in place in one step, so that a half-written one is never read."""
    temporary = index_dir / f"{FILE_NAME}.{os.getpid()}.part"
    temporary.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    os.replace(temporary, index_dir / FILE_NAME)
