"""A worker that breaks says so: what is not foreseen goes to a log, and a toast names it."""

from __future__ import annotations

from textual import on
from textual.widget import Widget
from textual.worker import Worker, WorkerState

LISTENING = "listening"  # the group of workers that run an engine, whose panes tell more


class Watched(Widget):
    """A widget whose workers may break without the program ending."""

    @on(Worker.StateChanged)
    def tell_fault(self, event: Worker.StateChanged) -> None:
        """Tell that something that nobody foresaw went wrong in the background."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or event.worker.group == LISTENING:
            return
        from assistant.error_log import write_error_log

        log = write_error_log(error) if isinstance(error, Exception) else ""
        what = f"Something unexpected happened while it worked in the background ({event.worker.group})."
        self.app.notify(f"{what} {log}".strip(), severity="error", timeout=15, markup=False)
