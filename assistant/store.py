"""The library and its search, opened together for one workspace: what engines and checks draw on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.citation_keys import KeyRing, spell_all
from vectorstore.library import Library
from vectorstore.model import Passage

if TYPE_CHECKING:
    from assistant.checking import Checker
    from vectorstore.search import Hit, HybridSearch

_KEPT_SEARCHES = 1000


@dataclass
class Store:
    """A workspace's documents. `search` opens the index on first use; everything else needs the library alone.

    `notify` receives sentences for the person at the terminal; `progress` a label, a count and a total.
    """

    library: Library
    cache: Path
    notify: Callable[[str], None]
    progress: Callable[[str, int, int], None] | None = None
    state_report: str = "CERD/C/KAZ/11-14"
    treaty: str = "ICERD"

    @property
    def shared_cache(self) -> Path:
        """The folder of what is good for every workspace: the model's file, and what the search has read."""
        return self.cache

    @cached_property
    def search(self) -> HybridSearch:
        """The hybrid search over the library. Opens, and where needed rebuilds, the index."""
        from vectorstore.search import open_search

        return open_search(self.library, self.cache, notify=self.notify, progress=self.progress)

    def find(self, query: str, k: int, symbols: Iterable[str] | None = None) -> list[Hit]:
        """What `search.search` finds. What was found before is remembered: briefs of a batch ask for the same.

        So many are remembered as search reads word by word, however few of them are wanted.
        """
        from vectorstore.search import CANDIDATES

        within = None if symbols is None else tuple(symbols)
        if k > CANDIDATES:
            return self.search.search(query, k, within)
        return list(self._find(self.search, query, within)[:k])

    @cached_property
    def _find(self) -> Callable[[HybridSearch, str, tuple[str, ...] | None], tuple[Hit, ...]]:
        from vectorstore.search import CANDIDATES

        @lru_cache(_KEPT_SEARCHES)
        def find(search: HybridSearch, query: str, symbols: tuple[str, ...] | None) -> tuple[Hit, ...]:
            return tuple(search.search(query, CANDIDATES, symbols))

        return find

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key under which models see each passage, by its id."""
        library = self.library
        return spell_all(passage for symbol in library.documents for passage in library.passages(symbol))

    def ring(self, passages: Iterable[Passage] = ()) -> KeyRing:
        """A ring that offers these passages, each under its key in this library."""
        return KeyRing(passages, self.keys)

    @cached_property
    def checker(self) -> Checker:
        """The checker over the library; what it has read of the passages for one text serves the next."""
        from assistant.checking import Checker

        return Checker(self)
