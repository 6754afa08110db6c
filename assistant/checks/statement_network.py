"""The network that places statements so that right and wrong ones lie apart, as the program runs it.

Its weights, `statement_vectors.npz`, are made by `python -m evals.statement_fit`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np

from assistant.checks.joined import MOST_TOLD
from assistant.checks.kept_network import open_network
from vectorstore.embedding import FloatArray, HalfWay
from vectorstore.onnx_session import Session

WEIGHTS = files("assistant.checks") / "statement_vectors.npz"
_FILE_VERSION = 1  # raise it when statement_graph builds a different file


class StatementNetwork:
    """The network of `statement_graph`. Safe among threads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def vector(self, told: HalfWay, *, alone: bool = False) -> FloatArray:
        """The unit vector of a text half way read, float32 (384,). `alone`: nothing else is read meanwhile."""
        states = told.states[:MOST_TOLD].astype(np.float32)
        found: FloatArray = self._session.run({"states": states[None]}, alone=alone)[0]
        return found / np.float32(np.linalg.norm(found) or 1.0)


def open_statement_network(cache_dir: Path) -> StatementNetwork | None:
    """The network that comes with the program; None without the package that has the model's published weights."""

    def build(weights: Path, trained: Mapping[str, np.ndarray]) -> bytes:
        from assistant.checks.statement_graph import build_statement_vectors

        return build_statement_vectors(weights, trained)

    session = open_network(cache_dir, WEIGHTS, _FILE_VERSION, build)
    return StatementNetwork(session) if session is not None else None


def read_with(embedder: str) -> str:
    """Names the embedder and the network that statements are read with, so that no other vectors meet theirs."""
    return f"{embedder}, {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:12]}"
