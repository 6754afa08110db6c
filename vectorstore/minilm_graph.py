"""The network of all-MiniLM-L6-v2 as an ONNX file, built from the published weights without torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

LAYERS = 6
HEADS = 12
WIDTH = 384
HEAD_WIDTH = WIDTH // HEADS
LAYER_NORM_EPSILON = 1e-12
OPSET = 20  # the first in which LayerNormalization and Gelu are both single operators
IR_VERSION = 10  # the newest that onnxruntime 1.22 reads
MASKED = -1e9  # added to a padded token's attention score; its share is then exactly 0 in float32


class _Graph:
    """Nodes and weights under construction; each method adds one operation and returns its output's name."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        output = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], name=output, **attributes))
        return output

    def dense(self, x: str, layer: str, scale: float = 1.0) -> str:
        """`scale * (x @ weight.T + bias)`; the scale is folded into the weights."""
        weight = self.constant(f"{layer}.weight", scale * self.weights[f"{layer}.weight"].T)
        bias = self.constant(f"{layer}.bias", scale * self.weights[f"{layer}.bias"])
        return self.add("Add", self.add("MatMul", x, weight), bias)

    def layer_norm(self, x: str, layer: str) -> str:
        weight = self.constant(f"{layer}.weight", self.weights[f"{layer}.weight"])
        bias = self.constant(f"{layer}.bias", self.weights[f"{layer}.bias"])
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=LAYER_NORM_EPSILON)


def _embeddings(graph: _Graph) -> str:
    """Token, position and segment vectors, normalised: (batch, tokens, 384). The segment is always the first one."""
    words = graph.constant("words", graph.weights["embeddings.word_embeddings.weight"])
    segment = graph.weights["embeddings.token_type_embeddings.weight"][0]
    positions = graph.constant("positions", graph.weights["embeddings.position_embeddings.weight"] + segment)
    length = graph.add("Shape", "input_ids", start=1, end=2)
    used = graph.add("Slice", positions, graph.constant("zero", np.array([0])), length)
    return graph.layer_norm(graph.add("Add", graph.add("Gather", words, "input_ids"), used), "embeddings.LayerNorm")


def _mask_bias(graph: _Graph) -> str:
    """0 for a token and `MASKED` for padding: (batch, 1, 1, tokens)."""
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    absent = graph.add("Sub", graph.constant("one", np.array(1, np.float32)), mask)
    bias = graph.add("Mul", absent, graph.constant("masked", np.array(MASKED, np.float32)))
    return graph.add("Unsqueeze", bias, graph.constant("head_axes", np.array([1, 2])))


def _attention(graph: _Graph, x: str, mask_bias: str, layer: str) -> str:
    heads = graph.constant("heads", np.array([0, 0, HEADS, HEAD_WIDTH]))

    def split(name: str, order: list[int], scale: float = 1.0) -> str:
        dense = graph.dense(x, f"{layer}.attention.self.{name}", scale)
        return graph.add("Transpose", graph.add("Reshape", dense, heads), perm=order)

    query = split("query", [0, 2, 1, 3], HEAD_WIDTH**-0.5)
    scores = graph.add("MatMul", query, split("key", [0, 2, 3, 1]))
    shares = graph.add("Softmax", graph.add("Add", scores, mask_bias), axis=-1)
    mixed = graph.add("Transpose", graph.add("MatMul", shares, split("value", [0, 2, 1, 3])), perm=[0, 2, 1, 3])
    joined = graph.add("Reshape", mixed, graph.constant("joined", np.array([0, 0, WIDTH])))
    output = graph.dense(joined, f"{layer}.attention.output.dense")
    return graph.layer_norm(graph.add("Add", output, x), f"{layer}.attention.output.LayerNorm")


def _feed_forward(graph: _Graph, x: str, layer: str) -> str:
    inner = graph.add("Gelu", graph.dense(x, f"{layer}.intermediate.dense"), approximate="none")
    output = graph.dense(inner, f"{layer}.output.dense")
    return graph.layer_norm(graph.add("Add", output, x), f"{layer}.output.LayerNorm")


def build_onnx(weights_file: Path) -> bytes:
    """The network as a serialised ONNX model.

    Inputs `input_ids` and `attention_mask`, int64 (batch, tokens); output `last_hidden_state`, float32
    (batch, tokens, 384), as in Chroma's own export of the same model.
    """
    graph = _Graph(load_file(weights_file))
    hidden, mask_bias = _embeddings(graph), _mask_bias(graph)
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        hidden = _feed_forward(graph, _attention(graph, hidden, mask_bias, layer), layer)
    graph.nodes.append(helper.make_node("Identity", [hidden], ["last_hidden_state"]))
    shape = ["batch", "tokens"]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("input_ids", "attention_mask")],
            [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, WIDTH])],
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model)
    serialised: bytes = model.SerializeToString()
    return serialised
