"""Whether a sentence is about what the Committee looks at: ethnic groups, discrimination, statelessness."""

from __future__ import annotations

import re

_SUBJECT = re.compile(
    r"\b(?:ethn\w+|inter-ethnic|racial\w*|racis\w+|race|colour|descent|discriminat\w+|minorit\w+|hate|hatred|"
    r"incit\w+|discord|"
    r"complain\w+|convict\w+|victims?|stateless\w*|citizenship|undocumented|identity documents|refugees?|asylum\w*|"
    r"non-refoulement|migrants?|foreign nationals|foreign workers|repatriates|Roma|Gypsy|Dungan|Uighur|Uzbek|"
    r"Tajik|Korday|"
    r"African|native languages?|Convention|treat(?:y|ies)|segregation|equality|trafficking|non-Kazakh|Ombudsman|"
    r"extremis\w+|"
    r"article (?:145|174|404|405)|State language)\b",
    re.IGNORECASE,
)


def is_on_subject(text: str) -> bool:
    """Whether the text names a group, a ground or a remedy that the Convention is about."""
    return _SUBJECT.search(text) is not None
