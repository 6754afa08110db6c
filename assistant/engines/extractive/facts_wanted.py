"""What an NGO can set against a point: whom it happened to, what happened, and which right is at stake."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.engines.extractive.issue import Issue

# In the order of how closely a text names its subject: the first that a text holds is taken.
_WANTED = (
    (
        r"migrant workers|labour migra|foreign nationals|foreign workers",
        "migrant workers left unpaid, insulted or expelled because of their origin, and what came of their complaints",
    ),
    (
        r"refugee|asylum|non-refoulement",
        "asylum-seekers turned away at the border, or refugees who lost work, housing or schooling with their status",
    ),
    (
        r"stateless|undocumented|citizenship|births?\b",
        "stateless or undocumented persons refused papers, work, medical care or schooling",
    ),
    (r"traffick", "victims of trafficking of foreign or minority origin: protection given, expulsion, compensation"),
    (
        r"Dungan|Korday|disorder|violence",
        "members of minorities attacked, threatened or displaced: protection given, inquiry, compensation received",
    ),
    (r"civil service|public service", "members of minorities refused a post or promotion in the public service"),
    (r"Roma|Gyps", "Roma refused papers, schooling, housing or work"),
    (r"African|people of colour", "people of African descent insulted, stopped by the police or refused services"),
    (
        r"hate speech|xenophob",
        "persons insulted or threatened online because of their ethnic origin, and what the authorities did",
    ),
    (
        r"\bcases under article \d+|discord|extremis|without intent|intent to incite",
        "journalists, activists or members of minorities charged with incitement: the words, custody, the outcome",
    ),
    (r"media", "journalists or media outlets fined, blocked or closed for what they published on minorities"),
    (r"medical|health", "patients of minority or foreign origin turned away or treated worse in medical care"),
    (r"segregat", "schools, settlements or housing where one ethnic group is kept or left apart"),
    (
        r"native language|taught in|textbooks|mother tongue|school",
        "children without teaching or textbooks in their mother tongue, and where",
    ),
    (
        r"perceive|inter-ethnic situation|violations of rights",
        "members of ethnic groups who met discrimination at work, at school or with officials",
    ),
    (
        r"intersect|multiple discrimination|persons with disabilities|women",
        "women or persons with disabilities of minority origin refused work, services or protection",
    ),
    (
        r"complaints|court decisions|judicial decisions|courts|domestic law|Ombudsman|human rights institution",
        "persons who complained of racial discrimination: to which body, with what answer, at what risk",
    ),
    (
        r"bill|anti-discrimination|grounds",
        "persons whose claim of racial discrimination failed for want of a law, a ground or proof",
    ),
    (r"Assembly", "members of minorities whom no elected or freely chosen representative speaks for"),
    (
        r"education|culture|training|preventive|banners|materials|curricul|tolerance",
        "pupils, parents or teachers who met ethnic prejudice in class, in textbooks or in the media",
    ),
)
_THEMES = tuple((re.compile(pattern, re.IGNORECASE), fact) for pattern, fact in _WANTED)


def facts_wanted(issues: Sequence[Issue], subjects: Sequence[str], count: int) -> list[str]:
    """The facts that would meet the weightiest points, or else the subjects of the section; no two alike."""
    texts = [f"{issue.line.text} {issue.subject}" for issue in issues]
    found = [fact for text in (*texts, *subjects) if (fact := _fact(text))]
    return list(dict.fromkeys(found))[:count]


def _fact(text: str) -> str:
    return next((fact for pattern, fact in _THEMES if pattern.search(text)), "")
