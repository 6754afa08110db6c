"""How networks are run here: on one thread each, in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def open_session(model: Path | bytes) -> Any:
    """An onnxruntime session over a file or the bytes of one. Raises an error of onnxruntime's own if it cannot."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # texts are read side by side; a single one gains nothing from two threads
    options.log_severity_level = 3  # errors only: warnings would be printed over the screen
    # Higher levels take four times as long to load and run these networks no faster.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def load_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises for a file that is no network, or a broken one."""
    from onnxruntime.capi import onnxruntime_pybind11_state as ort

    return (ort.Fail, ort.InvalidArgument, ort.InvalidGraph, ort.InvalidProtobuf, ort.NoSuchFile, ort.RuntimeException)
