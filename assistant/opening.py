"""What a command works with: the store of one workspace, and addresses as people type them."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console import progress, say
from assistant.errors import AddressError, DocumentError, SearchIndexError, UsageError, did_you_mean
from assistant.files import make_folder
from assistant.locations import cache_dir
from assistant.store import Store
from assistant.workspace import Workspace, open_workspace
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.address_grammar import Citation, parse_address
from vectorstore.library import LibraryError, open_library
from vectorstore.model import Passage

if TYPE_CHECKING:
    from vectorstore.search import HybridSearch


@dataclass(kw_only=True)
class WorkspaceStore(Store):
    """A store that knows its workspace."""

    workspace: Workspace

    @property
    def shared_cache(self) -> Path:
        """The user's cache folder, whichever the workspace is."""
        return cache_dir()

    @cached_property
    def search(self) -> HybridSearch:
        """The search over the library. Its first use loads Chroma, and builds the index while progress is drawn.

        Raises SearchIndexError if a cache folder cannot be used.
        """
        from vectorstore.search import open_search

        try:
            with progress() as advance:
                return open_search(
                    self.library, self.cache, notify=say, progress=advance, shared_cache=self.shared_cache
                )
        except OSError as error:
            hint = f"Make room and give yourself write access to {cache_dir()}; nothing was lost."
            raise SearchIndexError(f"The search cannot be opened: {error}.", hint=hint) from error

    def rebuild_index(self) -> None:
        """Throw the index away and build it anew. Raises SearchIndexError if another process keeps it."""
        from filelock import FileLock, Timeout

        folder = index_dir(self)
        try:
            make_folder(folder)
            # The lock of whoever builds the index, so that no half-built one is taken away from under its builder.
            with FileLock(folder / ".lock", timeout=60):
                (folder / "manifest.json").unlink(missing_ok=True)
                for old in folder.glob("chroma-*"):
                    shutil.rmtree(old, ignore_errors=True)  # one that is still read is removed by a later build
        except (OSError, Timeout) as error:
            hint = "Wait for the other process, or give yourself write access."
            raise SearchIndexError(f"The index in {folder} is kept: {error}.", hint=hint) from error
        _ = self.search

    def is_exact_address(self, text: str) -> bool:
        """Whether a query is an address and not words: no mere number such as a year, no other treaty's article."""
        if not re.search(r"\d", text) or not re.search(r"[^\W\d]|[¶§#]", text):
            return False
        try:
            return self._parse(text).problem != "foreign"
        except ValueError:
            return False

    def addresses(self, text: str) -> tuple[Address, ...]:
        """The addresses that a text consists of, of the State report if none is named. Raises AddressError."""
        try:
            citation = self._parse(text)
        except ValueError as error:
            raise AddressError(f"{error}.") from error
        if citation.problem == "foreign":
            raise AddressError(f"“{text}” stands in another treaty, which is not in the library.")
        if citation.problem:
            hint = "Write a range from the lower number to the higher, and a number after “para.” or “art.”."
            raise AddressError(f"“{text}” is malformed.", hint=hint)
        return citation.addresses

    def _parse(self, text: str) -> Citation:
        return parse_address(text, default_symbol=self.state_report, treaty=self.treaty)

    def look_up(self, addresses: tuple[Address, ...]) -> tuple[Passage, ...]:
        """The passages that stand at the addresses, in order. Raises AddressError with what does exist."""
        resolutions = [self.library.resolve(address) for address in addresses]
        messages = [resolution.message for resolution in resolutions if resolution.status != "resolved"]
        if messages:
            raise AddressError(" ".join(messages))
        return tuple(passage for resolution in resolutions for passage in resolution.passages)

    def known_symbol(self, symbol: str) -> str:
        """`symbol` as the library writes it. Raises UsageError with the known ones."""
        for known in self.library.documents:
            if known.lower() == symbol.lower():
                return known
        known_symbols = ", ".join(self.library.documents)
        hint = f"{did_you_mean(symbol, self.library.documents)} Documents: {known_symbols}.".strip()
        raise UsageError(f"{symbol} is not in the library.", hint=hint)


def open_store(path: Path | None) -> WorkspaceStore:
    """The workspace at `path` (or the default one) with its library. Raises WorkspaceError or DocumentError."""
    workspace = open_workspace(path)
    try:
        library = open_library(workspace.sources, workspace.evidence)
    except LibraryError as error:
        raise DocumentError(str(error), hint="Nothing was changed.") from error
    state_report = workspace.report.state_report
    return WorkspaceStore(library, workspace.cache, say, state_report=state_report, workspace=workspace)


def citation_of(passage: Passage) -> str:
    """The passage's UN citation, with its document's symbol."""
    return format_citation([Address.from_id(passage.id)])


def index_dir(store: WorkspaceStore) -> Path:
    """Where `open_search` keeps the index."""
    return store.cache / "index"
