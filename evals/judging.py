"""A judge: a model of its own profile that says how far cited passages support a sentence.

It is never the model under test: that would mark its own work. How far it can be trusted is measured in the same run:
its Cohen's kappa with the hand labels of sentences that the checker's development sets hold. A word that was not
offered is no verdict. Every verdict is kept in the run's folder, so that nothing is asked twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import re
from collections.abc import Sequence
from importlib.resources import files
from string import Template

import openai

from assistant.checks.frames import blank
from assistant.checks.resolve import Resolve
from assistant.console import say
from assistant.errors import EvalError, UsageError
from assistant.profile import Profile
from assistant.store import Store
from evals.agreement import kappa
from evals.baselines.peers import shown
from evals.cases import Case
from evals.chat import plain_chat, told
from evals.run_folder import JudgeRecord, RunConfig, RunFolder

Pair = tuple[str, tuple[str, ...]]
_WORTH = {"FULL": 1.0, "PART": 0.5, "NONE": 0.0}
_VERDICT = re.compile(r"\b(FULL|PART|NONE)\b")
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
LABELS = 40


class Judge:
    """Asks the judge's model, at most `jobs` questions at a time."""

    def __init__(self, profile: Profile, folder: RunFolder, store: Store, jobs: int) -> None:
        self.profile = profile
        self._folder, self._store = folder, store
        self._limit = asyncio.Semaphore(jobs)
        self._fault = ""
        self._chat = plain_chat(profile, temperature=0.0)
        self._prompt = Template((files("evals") / "judge.md").read_text(encoding="utf-8"))
        self._known = folder.judgements()

    async def entails(self, pairs: Sequence[Pair]) -> list[float | None]:
        """1, 0.5 or 0 for each pair of a sentence and passage ids; None where the judge gave no verdict.

        Raises EvalError when its server fails; verdicts until then are kept.
        """
        due = {self._key(pair): pair for pair in pairs if self._key(pair) not in self._known}
        await asyncio.gather(*(self._ask(key, pair) for key, pair in due.items()))
        if self._fault:
            raise EvalError(self._fault)
        return [_WORTH.get(self._known[self._key(pair)]) for pair in pairs]

    async def _ask(self, key: str, pair: Pair) -> None:
        async with self._limit:
            if self._fault:
                return
            try:
                message = await self._chat.ainvoke(self._question(pair))
            except openai.APIError as error:
                self._fault = told(error, self.profile)
                return
        self._known[key] = read_verdict(str(message.text))
        self._folder.add_judgement(key, self._known[key])

    async def agreement(self, labelled: Sequence[Case], seed: int) -> tuple[float, int]:
        """Cohen's kappa with the hand labels of sentences drawn by the seed, half of them false, and how many they are.

        Raises EvalError if fewer than two got a verdict.
        """
        drawn = [*_draw(labelled, seed, false=False), *_draw(labelled, seed, false=True)]
        pairs = [self._pair(case.prompt) for case in drawn]
        asked = [(case, pair) for case, pair in zip(drawn, pairs, strict=True) if pair[1]]
        grades = await self.entails([pair for _, pair in asked])
        seen = [
            (not case.gold["false"], grade == 1)
            for (case, _), grade in zip(asked, grades, strict=True)
            if grade is not None
        ]
        if len(seen) < 2:
            raise EvalError("The judge gave no verdict that could be read.")
        return kappa(seen), len(seen)

    def _pair(self, sentence: str) -> Pair:
        resolve = Resolve(self._store.library, self._store.state_report, self._store.treaty)
        resolved = resolve.resolve(sentence, (), None)
        ids = dict.fromkeys(passage.id for passage in resolved.passages)
        return " ".join(blank(sentence, resolved.blanks).split()), tuple(ids)

    def _question(self, pair: Pair) -> str:
        text, ids = pair
        passages = [passage for id in ids if (passage := self._store.library.get(id)) is not None]
        return self._prompt.substitute(passages=shown(passages), sentence=text)

    def _key(self, pair: Pair) -> str:
        asked = json.dumps([self.profile.base_url, self.profile.model, *pair])
        return hashlib.sha256(asked.encode()).hexdigest()[:24]


def open_judge(name: str, config: RunConfig, folder: RunFolder, store: Store, jobs: int) -> Judge:
    """The judge of a profile; says where text will go.

    Raises SettingsError for an unknown one, UsageError for the model under test.
    """
    from assistant.settings import load_configuration

    profile = load_configuration({"profile": name}).endpoint
    if profile is None:
        raise UsageError(f"The profile {name!r} names no endpoint.")
    if (profile.base_url, profile.model) == (config.base_url, config.model):
        hint = "Name a profile with another model."
        raise UsageError(
            f"{profile.model} is the model under test and cannot judge itself; nothing was judged.", hint=hint
        )
    say(f"The judge is {profile.model} on {profile.place}.")
    return Judge(profile, folder, store, jobs)


def record_of(judge: Judge, agreed: tuple[float, int] | None, fault: str = "") -> JudgeRecord:
    """What the run keeps of its judge."""
    value, count = agreed if agreed is not None else (None, 0)
    profile = judge.profile
    return JudgeRecord(model=profile.model, base_url=profile.base_url, kappa=value, labels=count, fault=fault)


def read_verdict(text: str) -> str:
    """The verdict that the reply opens with, "" if it is none of those offered or more than one."""
    plain = _THINKING.sub("", text).strip()
    found = set(_VERDICT.findall(plain.partition("\n")[0].upper()))
    return found.pop() if len(found) == 1 else ""


def _draw(labelled: Sequence[Case], seed: int, *, false: bool) -> list[Case]:
    chosen = [case for case in labelled if case.gold["false"] == false]
    return random.Random(seed).sample(chosen, min(LABELS // 2, len(chosen)))
