"""LangChain's Chroma store as its documentation sets it up: a document a passage, and the nearest `k` of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from assistant.errors import UsageError
from vectorstore.embedding import Embedder
from vectorstore.minilm import MiniLM
from vectorstore.minilm_files import packaged_weights
from vectorstore.minilm_graph import build_onnx
from vectorstore.minilm_network import WholeNetwork
from vectorstore.model import Passage


def published_minilm() -> Embedder:
    """MiniLM with the weights as published, as LangChain's users run it. Raises UsageError without the package."""
    weights = packaged_weights()
    if weights is None:
        raise UsageError("LangChain's chain needs the embedding model.", hint="See shadow-report doctor.")
    network = build_onnx(weights / "model.safetensors", rounded=False)
    return MiniLM(WholeNetwork(network), weights / "tokenizer.json", "all-MiniLM-L6-v2/published")


class EmbedderForLangChain(Embeddings):
    """One of our embedders, as LangChain wants them."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        vectors: list[list[float]] = self._embedder.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a query."""
        return self.embed_documents([text])[0]


class LangChainChroma:
    """The store in memory, with `embedder` and every default of `langchain_chroma` beside."""

    def __init__(self, passages: Sequence[Passage], embedder: Embedder) -> None:
        documents = [Document(page_content=passage.text, metadata={"id": passage.id}) for passage in passages]
        self._store = Chroma.from_documents(
            documents,
            EmbedderForLangChain(embedder),
            ids=[passage.id for passage in passages],
            collection_name=f"baseline-{uuid4().hex}",  # the default name is shared by all stores in memory
        )

    def rank(self, query: str, k: int) -> list[str]:
        """Ids of the `k` nearest passages, nearest first."""
        return [str(found.metadata["id"]) for found in self._store.similarity_search(query, k=k)]
