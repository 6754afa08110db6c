from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.brief import SECTION_PARTS
from assistant.engines.endpoint.layout import SectionLayout
from assistant.engines.endpoint.thinking import ThinkFilter


def lay_out(*chunks: str) -> str:
    layout = SectionLayout()
    return "".join(layout.feed(chunk) for chunk in chunks) + layout.finish()


@pytest.mark.parametrize(
    ("written", "laid_out"),
    [
        (
            "### Suggested questions\n\nPlease a.\n\nPlease b.",
            "### Suggested questions\n\n1. Please a.\n\n2. Please b.\n",
        ),
        (
            "**Suggested questions:**\n- Please a.\n* Please b.",
            "### Suggested questions\n\n1. Please a.\n\n2. Please b.\n",
        ),
        (
            "## 5. SUGGESTED QUESTIONS\n1. Please a.\n2) Please b.",
            "### Suggested questions\n\n1. Please a.\n\n2. Please b.\n",
        ),
        ("```markdown\n# Suggested questions\nx\n```\n", "### Suggested questions\n\n1. x\n"),
        ("*Not given.* a\n**Bold** b", "1. *Not given.* a\n\n2. **Bold** b\n"),
        ("What is said.\n2022 was a year.", "1. What is said.\n\n2. 2022 was a year.\n"),
        ("### Another heading\nx", "### Another heading\n\n1. x\n"),
        ("", ""),
    ],
)
def test_a_section_is_laid_out(written: str, laid_out: str) -> None:
    assert lay_out(written) == laid_out


LINES = [
    *SECTION_PARTS,
    *(f"## {heading}" for heading in SECTION_PARTS),
    "**Suggested questions**",
    "- x",
    "1. y",
    "*a.* b",
    "```",
]


@given(
    st.lists(st.sampled_from([*LINES, "", "Text [k7f3].", "What", "S", "#"]), max_size=8), st.lists(st.integers(0, 90))
)
def test_where_chunks_end_makes_no_difference(lines: list[str], cuts: list[int]) -> None:
    text = "\n".join(lines)
    ends = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    chunks = [text[start:end] for start, end in zip(ends, ends[1:], strict=False)]
    assert lay_out(*chunks) == lay_out(text) == lay_out(*text)


@pytest.mark.parametrize(
    ("written", "kept", "thought"),
    [
        ("<think>a</think>b", "b", True),
        ("a<THINKING>x</thinking>b", "ab", True),
        ("<think></think>b", "b", False),
        ("a < b and <i>c</i> <thin", "a < b and <i>c</i> <thin", False),
        ("<think>never closed", "", True),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_thinking_is_taken_out(written: str, kept: str, thought: bool, size: int) -> None:
    think = ThinkFilter()
    text = "".join(think.feed(written[at : at + size]) for at in range(0, len(written), size)) + think.finish()
    assert (text, think.thought) == (kept, thought)
