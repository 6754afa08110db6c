"""Networks that come with the program as trained weights, and run from an ONNX file that is built once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from vectorstore.minilm_files import kept_file, packaged_weights
from vectorstore.onnx_session import Session, load_errors

Build = Callable[[Path, Mapping[str, np.ndarray]], bytes]  # from the published weights and the trained ones


def open_network(cache_dir: Path, trained: Traversable, version: int, build: Build) -> Session | None:
    """The network over the `trained` weights; None without the package that has the model's published ones.

    Its ONNX file is kept in `cache_dir`, built again if it is broken, and in memory where it cannot be written.
    `version` is to be raised when `build` gives a different file.
    """
    weights = packaged_weights()
    if weights is None:
        return None
    stem = trained.name.partition(".")[0]
    name = f"{stem}-{hashlib.sha256(trained.read_bytes()).hexdigest()[:12]}-{version}.onnx"

    def built() -> bytes:
        with trained.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return build(weights / "model.safetensors", dict(arrays))

    def kept() -> Session:
        return Session(kept_file(cache_dir, name, f"{stem}-*.onnx", built))

    try:
        return kept()
    except OSError:
        return Session(built())
    except load_errors():
        return _built_again(cache_dir / name, kept, built)


def _built_again(broken: Path, kept: Callable[[], Session], built: Callable[[], bytes]) -> Session:
    try:
        broken.unlink(missing_ok=True)
        return kept()
    except OSError:
        return Session(built())


def trained_layers(trained: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The trained dense layers as `minilm_graph.Graph` takes them; other arrays are left out."""
    layers: dict[str, np.ndarray] = {}
    for name in trained:
        layer, _, kind = name.rpartition(".")
        if kind == "rounded":
            layers[f"{layer}.weight"] = trained[name].astype(np.float32) * trained[f"{layer}.steps"][:, None]
            layers[f"{layer}.bias"] = trained[f"{layer}.bias"].astype(np.float32)
    return layers
