from __future__ import annotations

import asyncio
import subprocess
import sys

from vectorstore.retriever import PassageRetriever
from vectorstore.search import HybridSearch


def test_documents_carry_id_citation_and_score(search: HybridSearch) -> None:
    (hit,) = search.search("racial segregation and apartheid", 1)
    (document,) = PassageRetriever(search=search, k=1).invoke("racial segregation and apartheid")
    assert document.page_content == hit.passage.text
    assert document.metadata == {
        "id": "ICERD#3",
        "citation": "ICERD, art. 3",
        "score": hit.score,
        "headings": list(hit.passage.headings),
    }


def test_documents_are_limited_to_symbols_and_asked_for_asynchronously(search: HybridSearch) -> None:
    retriever = PassageRetriever(search=search, k=4, symbols=("ICERD",))
    documents = asyncio.run(retriever.ainvoke("freedom of expression"))
    assert len(documents) == 4 and all(document.metadata["id"].startswith("ICERD#") for document in documents)


def test_search_itself_imports_no_langchain() -> None:
    code = "import sys, vectorstore.search; print([name for name in sys.modules if name.startswith('langchain')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
