"""The upper half of the model of meaning, trained so that right and wrong statements on one passage lie apart.

Its weights are made by `python -m evals.statement_fit` and kept in `statement_vectors.npz`, rounded as they are run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper
from safetensors.numpy import load_file

from assistant.checks.kept_network import trained_layers
from vectorstore.minilm_graph import WIDTH, Graph, serialised, upper_layers


def build_statement_vectors(weights_file: Path, trained: Mapping[str, np.ndarray]) -> bytes:
    """The network as a serialised ONNX model.

    Input: `states`, float32 (1, tokens, 384), those of a statement half way up. Output `vector`, float32 (1, 384): the
    mean of its tokens at the top, of any length.
    """
    graph = Graph({**load_file(weights_file), **trained_layers(trained)}, rounded=True)
    hidden = upper_layers(graph, "states")
    mean = graph.add("ReduceMean", hidden, graph.constant("token_axis", np.array([1])), keepdims=0)
    graph.name_output(mean, "vector")
    inputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "tokens", WIDTH])]
    outputs = [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH])]
    return serialised(graph, "statement vectors", inputs, outputs)
