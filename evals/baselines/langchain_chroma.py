"""LangChain's Chroma store as its documentation sets it up: a document a passage, and the nearest `k` of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from vectorstore.embedding import Embedder
from vectorstore.model import Passage


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
