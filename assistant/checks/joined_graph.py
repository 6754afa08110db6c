"""The upper half of the model of meaning, trained to read a sentence and a passage together, as an ONNX file.

The lower three layers read each text by itself, so that a passage is read once for all the sentences that cite it
(MacAvaney and others, 2020, "Efficient Document Re-Ranking for Transformers by Precomputing Term Representations",
arXiv 2004.14255). The upper three read both together. Their weights, trained on the sentences of `evals/data` by
`python -m evals.joined_fit`, are in `joined.npz`, rounded as the network runs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper
from safetensors.numpy import load_file

from assistant.checks.kept_network import trained_layers
from vectorstore.minilm_graph import WIDTH, Graph, serialised, upper_layers

MARKS = 4  # told or given, and whether the other text has the same token
POOLED_EPSILON = 1e-5


def build_joined(weights_file: Path, trained: Mapping[str, np.ndarray]) -> bytes:
    """The network as a serialised ONNX model: published norms, trained layers.

    Inputs: `states`, float32 (1, tokens, 384), half way up, those of the sentence first; `marks`, int64 (1, tokens), 0
    or 1 in the sentence and 2 or 3 in the passage, odd where the other text has the token; `told`, int64 (1,), the
    number of the sentence's tokens. Output `doubt`, float32 (1, 1): above 0 if the passage is likely not to say it.
    """
    graph = Graph({**load_file(weights_file), **trained_layers(trained)}, rounded=True)
    marks = graph.add("Gather", graph.constant("mark_states", _floats(trained["marks"])), "marks")
    hidden = graph.add("Add", "states", marks)
    pooled = _pooled(graph, upper_layers(graph, hidden))
    first = graph.add("Relu", _small(graph, pooled, trained, "first"))
    graph.name_output(_small(graph, first, trained, "last"), "doubt")
    inputs = [
        helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "tokens", WIDTH]),
        helper.make_tensor_value_info("marks", TensorProto.INT64, [1, "tokens"]),
        helper.make_tensor_value_info("told", TensorProto.INT64, [1]),
    ]
    outputs = [helper.make_tensor_value_info("doubt", TensorProto.FLOAT, [1, 1])]
    return serialised(graph, "joined reading", inputs, outputs)


def _pooled(graph: Graph, hidden: str) -> str:
    """Mean and maximum of the sentence, mean of the passage, and the first mark's state; normalised, (1, 1536)."""
    zero, one = graph.constant("start", np.array([0])), graph.constant("token_axis", np.array([1]))
    end = graph.constant("end", np.array([np.iinfo(np.int64).max]))
    told = graph.add("Slice", hidden, zero, "told", one)
    given = graph.add("Slice", hidden, "told", end, one)
    mark = graph.add("Slice", hidden, zero, graph.constant("first_only", np.array([1])), one)
    parts = [
        graph.add("ReduceMean", told, one, keepdims=0),
        graph.add("ReduceMax", told, one, keepdims=0),
        graph.add("ReduceMean", given, one, keepdims=0),
        graph.add("ReduceMean", mark, one, keepdims=0),
    ]
    scale = graph.constant("pooled_scale", np.ones(4 * WIDTH, np.float32))
    shift = graph.constant("pooled_shift", np.zeros(4 * WIDTH, np.float32))
    joined = graph.add("Concat", *parts, axis=1)
    return graph.add("LayerNormalization", joined, scale, shift, axis=-1, epsilon=POOLED_EPSILON)


def _small(graph: Graph, x: str, trained: Mapping[str, np.ndarray], name: str) -> str:
    weight = graph.constant(f"{name}.weight", _floats(trained[f"{name}.weight"]).T)
    return graph.add(
        "Add", graph.add("MatMul", x, weight), graph.constant(f"{name}.bias", _floats(trained[f"{name}.bias"]))
    )


def _floats(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float32)
