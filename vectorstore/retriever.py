"""The search as a LangChain retriever, for chains and agents. Importing it costs a second: do so only where wanted."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.search import Hit, HybridSearch


class PassageRetriever(BaseRetriever):
    """Finds the best `k` passages for a query, in all documents or in those with `symbols`.

    A found document's `page_content` is the passage's text; its metadata are `id`, `citation`, `score` and `headings`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: HybridSearch
    k: int = 10
    symbols: tuple[str, ...] | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(hit) for hit in self.search.search(query, self.k, self.symbols)]


def _document(hit: Hit) -> Document:
    metadata: dict[str, Any] = {
        "id": hit.passage.id,
        "citation": format_citation([Address.from_id(hit.passage.id)]),
        "score": hit.score,
        "headings": list(hit.passage.headings),
    }
    return Document(page_content=hit.passage.text, id=hit.passage.id, metadata=metadata)
