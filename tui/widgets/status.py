"""The line at the bottom: who writes and where text goes, what is being done, words against the limit, days left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.widgets.plain import PlainText, joined

if TYPE_CHECKING:
    from tui.session import Session

_GAP = ("   ", "")


class StatusBar(PlainText):
    """Facts in words; colour only adds to them."""

    def __init__(self) -> None:
        super().__init__("Opening …", id="status")
        self._session: Session | None = None
        self._work = ""
        self._checks = ""
        self._words: tuple[int, int] | None = None

    def show_session(self, session: Session) -> None:
        """Tell of this session from here on."""
        self._session = session
        self.redraw()

    def show_work(self, text: str) -> None:
        """Tell what is being done; "" for nothing."""
        self._work = text
        self.redraw()

    def show_checks(self, text: str) -> None:
        """Tell how the open draft stands with the checks."""
        self._checks = text
        self.redraw()

    def show_words(self, section: int, report: int) -> None:
        """Tell how long the section and the whole report are."""
        self._words = (section, report)
        self.redraw()

    def on_resize(self) -> None:
        """Fewer words where there is less room."""
        self.redraw()

    def redraw(self) -> None:
        """Write the line anew."""
        self.show(self._line())

    def _line(self) -> Content:
        if self._session is None:
            return joined([(self._work or "Opening …", "$foreground 60%")])
        wide = self.size.width >= 100
        parts = [self._engine(wide)]
        parts += [one for one in (self._doing(), self._length(wide), self._deadline(wide)) if one]
        if not wide:
            parts.append(joined([("F1 help", "$foreground 60%")]))  # the line of keys may end before it
        return Content("  ·  " if wide else " · ").join(parts)

    def _engine(self, wide: bool) -> Content:
        assert self._session is not None
        writer = self._session.writer
        if writer.profile is None:
            return joined(
                [("No model", "bold"), (" · text stays on this machine" if wide else " · local", "$text-success")]
            )
        name = (writer.profile.model, "bold")
        if writer.remote_host is None:
            return joined([name, (" · local: text stays on this machine" if wide else " · local", "$text-success")])
        told = f" · REMOTE: text goes to {writer.remote_host}" if wide else f" · REMOTE {writer.remote_host}"
        return joined([name, (told, "bold $text-warning")])

    def _doing(self) -> Content | None:
        text = self._work or self._checks
        return joined([(text, "$text-accent" if self._work else "")]) if text else None

    def _length(self, wide: bool) -> Content | None:
        if self._words is None:
            return None
        section, report = self._words
        if not report:
            return None
        limit = self._session.word_limit if self._session else None
        over = limit is not None and report > limit
        told = f"{report:,} of {limit:,} words" if limit else f"{report:,} words"
        told += " – over the limit" if over else ""
        if wide and section != report:
            told = f"section {section:,}, report {told}"
        return joined([(told, "bold $text-error" if over else "")])

    def _deadline(self, wide: bool) -> Content | None:
        days = self._session.days_left if self._session else None
        if days is None:
            return None
        if days < 0:
            return joined([(f"deadline passed {-days} days ago", "bold $text-error")])
        told = "due today" if days == 0 else f"{days} {'day' if days == 1 else 'days'} left"
        return joined([(told + (" to the deadline" if wide and days else ""), "$text-warning" if days <= 14 else "")])
