"""A draft of article 4 with a wrong figure in it, for the screen to open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.tui.conftest import Stage

CLAIM = "The State party reports that there were 96 convictions at courts of first instance"
DRAFT = f"{CLAIM} (CERD/C/KAZ/11-14, para. 155).\n"


def put_draft(workspace: Path, text: str = DRAFT) -> Path:
    """Write the draft into a workspace, which is given back."""
    (workspace / "drafts").mkdir()
    (workspace / "drafts" / "article-4.md").write_text(text, encoding="utf-8")
    return workspace


def written(workspace: Path, name: str = "article-4.md") -> str:
    """The draft as it is on disk; empty if it is not."""
    path = workspace / "drafts" / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


async def open_article_4(stage: Stage, *, warmed: bool = False) -> None:
    """Open the section, once the checks are ready if they are wanted."""
    await (stage.warmed() if warmed else stage.opened())
    assert stage.main.session is not None
    stage.main.desk.open_section(next(one for one in stage.main.session.sections if one.name == "article-4"))
    await stage.pilot.pause()
    await stage.until(lambda: stage.main.desk.draft.editor.has_focus)
