"""The upper half of the model of meaning as something to train. Needs torch, which the program itself never does."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from vectorstore.embedding import HalfWay
from vectorstore.minilm_files import packaged_weights
from vectorstore.minilm_graph import HALF_WAY, HEADS, LAYER_NORM_EPSILON, LAYERS, WEIGHT_STEPS, WIDTH

DROPPED = 0.1
_FAR = -1e9  # added to the attention score of what is padding
_DENSE = (
    *(f"attention.self.{name}" for name in ("query", "key", "value")),
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
_NAMES = tuple(f"encoder.layer.{n}.{dense}" for n in range(HALF_WAY, LAYERS) for dense in _DENSE)


def load_torch(module: str) -> Any:
    """Torch; raises SystemExit with the command that has it, where it is not installed."""
    try:
        return importlib.import_module("torch")
    except ImportError as error:
        raise SystemExit(f"Training needs torch: uv run --with torch python -m {module}") from error


def upper_half(torch: Any) -> Any:
    """A module class: the upper layers with the published weights, of which the dense ones are to be trained."""
    nn, F = torch.nn, torch.nn.functional
    weights_folder = packaged_weights()
    if weights_folder is None:
        raise SystemExit("The package with the model's weights is not installed.")
    published = load_file(weights_folder / "model.safetensors")

    class UpperHalf(nn.Module):  # type: ignore[misc,name-defined]  # torch is loaded at run time
        def __init__(self) -> None:
            super().__init__()
            self.dense = nn.ModuleDict()
            for name in _NAMES:
                out, width = published[f"{name}.weight"].shape
                layer = nn.Linear(width, out)
                layer.weight.data = torch.from_numpy(published[f"{name}.weight"].copy())
                layer.bias.data = torch.from_numpy(published[f"{name}.bias"].copy())
                self.dense[name.replace(".", "_")] = layer
            norms = [name for name in published if ".LayerNorm." in name]
            self.norms = {name: torch.from_numpy(published[name].copy()) for name in norms}

        def _dense(self, name: str, x: Any) -> Any:
            return self.dense[name.replace(".", "_")](x)

        def _norm(self, name: str, x: Any) -> Any:
            weight, bias = self.norms[f"{name}.LayerNorm.weight"], self.norms[f"{name}.LayerNorm.bias"]
            return F.layer_norm(x, (WIDTH,), weight, bias, LAYER_NORM_EPSILON)

        def _layer(self, x: Any, mask: Any, name: str) -> Any:
            shape = (*x.shape[:2], HEADS, WIDTH // HEADS)
            parts = (self._dense(f"{name}.attention.self.{part}", x) for part in ("query", "key", "value"))
            query, key, value = (part.view(shape).transpose(1, 2) for part in parts)
            # Written out: torch's own attention takes twice as long to train on a processor.
            shares = torch.softmax(query * (WIDTH // HEADS) ** -0.5 @ key.transpose(-1, -2) + mask, -1)
            mixed = (shares @ value).transpose(1, 2).reshape(x.shape)
            taken = F.dropout(self._dense(f"{name}.attention.output.dense", mixed), DROPPED, self.training)
            x = self._norm(f"{name}.attention.output", taken + x)
            inner = F.gelu(self._dense(f"{name}.intermediate.dense", x))
            out = F.dropout(self._dense(f"{name}.output.dense", inner), DROPPED, self.training)
            return self._norm(f"{name}.output", out + x)

        def read(self, x: Any, valid: Any) -> Any:
            """States at the top, float32 (texts, tokens, 384), from those half way up; `valid` is False for padding."""
            # Seven times as fast where the processor has instructions for it, and slower by far where it has none.
            narrow = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
            mask = torch.where(valid[:, None, None, :], 0.0, _FAR).to(torch.bfloat16 if narrow else torch.float32)
            with torch.autocast("cpu", torch.bfloat16, enabled=narrow):
                for number in range(HALF_WAY, LAYERS):
                    x = self._layer(x, mask, f"encoder.layer.{number}")
            return x.float()

    return UpperHalf


def padded(torch: Any, texts: Sequence[HalfWay], most: int) -> tuple[Any, Any]:
    """The states of texts side by side, float32 (texts, tokens, 384), and which tokens are none of padding, bool."""
    longest = min(most, max(len(text.tokens) for text in texts))
    states = np.zeros((len(texts), longest, WIDTH), np.float32)
    valid = np.zeros((len(texts), longest), np.bool_)
    for n, text in enumerate(texts):
        own = text.states[:longest]
        states[n, : len(own)], valid[n, : len(own)] = own, True
    return torch.from_numpy(states), torch.from_numpy(valid)


def packed_layers(net: Any) -> dict[str, np.ndarray]:
    """The dense layers of an `upper_half`, rounded as `minilm_graph` runs them."""
    arrays: dict[str, np.ndarray] = {}
    for name in _NAMES:
        layer = net.dense[name.replace(".", "_")]
        weight = layer.weight.detach().numpy()
        steps = np.abs(weight).max(axis=1) / WEIGHT_STEPS
        arrays[f"{name}.rounded"] = np.rint(weight / steps[:, None]).astype(np.int8)
        arrays[f"{name}.steps"] = steps.astype(np.float32)
        arrays[f"{name}.bias"] = layer.bias.detach().numpy().astype(np.float16)
    return arrays


def go_on_from(torch: Any, net: Any, path: Path) -> None:
    """Give an `upper_half` the layers that `packed_layers` wrote to a file, to be trained further."""
    with np.load(path, allow_pickle=False) as kept:
        for name in _NAMES:
            layer = net.dense[name.replace(".", "_")]
            weight = kept[f"{name}.rounded"].astype(np.float32) * kept[f"{name}.steps"][:, None]
            layer.weight.data = torch.from_numpy(weight)
            layer.bias.data = torch.from_numpy(kept[f"{name}.bias"].astype(np.float32))
