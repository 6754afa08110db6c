"""What others would build in our place, on the same questions and the same endpoint.

`langchain`: the plain retrieve-then-answer chain of LangChain's tutorial, over its Chroma store with MiniLM. `bm25`:
the same prompt over the passages that BM25 ranks best. `stuffing`: the same prompt over both documents whole, where
they fit in the model's context. The first two get as many passages as our own engine, three times the tutorial's four.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from string import Template
from typing import Any

import openai
from langchain_core.messages import AIMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough

from assistant.errors import UsageError
from assistant.profile import Profile
from assistant.store import Store
from evals.cases import Case
from evals.chat import is_gone, plain_chat, told
from evals.outputs import Output
from evals.refusing import refuses
from evals.systems import EndpointGone
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Passage

PEERS = ("langchain", "bm25", "stuffing")
PASSAGES = 12
_CHARACTERS_A_TOKEN = 4
_REPLY_TOKENS = 1_000

Find = Callable[[str], Sequence[Passage]]


class Peer:
    """A chain that finds passages for a question and has the model answer from them in one call."""

    at_once = 1

    def __init__(self, name: str, find: Find, profile: Profile, jobs: int) -> None:
        self.name, self.jobs = name, jobs
        self._profile = profile
        self._chain = _chain(find, profile)

    async def produce(self, cases: Sequence[Case]) -> list[Output]:
        """The model's answers. Raises EndpointGone if the server cannot be reached."""
        return [await self._answer(case) for case in cases]

    async def _answer(self, case: Case) -> Output:
        started = time.perf_counter()
        try:
            message = await self._chain.ainvoke(case.prompt)
        except openai.APIError as error:
            if is_gone(error):
                raise EndpointGone(told(error, self._profile)) from error
            return Output(key=case.key, status="error", error=told(error, self._profile))
        text = str(message.text)
        usage = message.usage_metadata
        return Output(
            key=case.key,
            text=text,
            answered=bool(text.strip()) and not refuses(text),
            seconds=time.perf_counter() - started,
            prompt_tokens=usage["input_tokens"] if usage else None,
            completion_tokens=usage["output_tokens"] if usage else None,
        )


def open_peer(name: str, store: Store, profile: Profile, jobs: int) -> Peer:
    """A peer by its name. Raises UsageError where its passages cannot fit, or a package is missing."""
    units = [unit for symbol in store.library.documents for unit in store.library.units(symbol)]
    makers = {"langchain": _nearest, "bm25": _lexical, "stuffing": _everything}
    return Peer(name, makers[name](store, units, profile), profile, jobs)


def _chain(find: Find, profile: Profile) -> Runnable[str, AIMessage]:
    # LangChain's own template, whose variables are in braces.
    template = _prompt().replace("$passages", "{passages}").replace("$question", "{question}")
    inputs: dict[str, Any] = {"passages": RunnableLambda(find) | shown, "question": RunnablePassthrough()}
    return inputs | ChatPromptTemplate.from_template(template) | plain_chat(profile, temperature=0.2)


def question_prompt(passages: Sequence[Passage], question: str) -> str:
    """The peers' prompt for a question and its passages."""
    return Template(_prompt()).substitute(passages=shown(passages), question=question)


def _prompt() -> str:
    return (files("evals.baselines") / "answer.md").read_text(encoding="utf-8")


def shown(passages: Sequence[Passage]) -> str:
    """The passages, each under its citation in square brackets."""
    return "\n\n".join(f"[{format_citation([Address.from_id(one.id)])}]\n{one.text}" for one in passages)


def _nearest(store: Store, units: Sequence[Passage], profile: Profile) -> Find:
    try:
        from evals.baselines.langchain_chroma import LangChainChroma, published_minilm
    except ModuleNotFoundError as error:
        hint = "pip install langchain-chroma, or run it in a clone of the repository."
        raise UsageError(f"The peer langchain needs the package {error.name}.", hint=hint) from error
    ranked = LangChainChroma(units, published_minilm())
    return lambda question: _looked_up(store, ranked.rank(question, PASSAGES))


def _lexical(store: Store, units: Sequence[Passage], profile: Profile) -> Find:
    from evals.retrieval import lexical_only

    rank = lexical_only(units)
    return lambda question: _looked_up(store, rank(question, PASSAGES))


def _everything(store: Store, units: Sequence[Passage], profile: Profile) -> Find:
    needed = len(shown(units)) // _CHARACTERS_A_TOKEN + _REPLY_TOKENS
    if needed > profile.context_tokens:
        message = f"The documents need about {needed:,} tokens; the model takes {profile.context_tokens:,}."
        raise UsageError(message, hint="Set context_tokens in the profile if it takes more, or choose another peer.")
    return lambda question: units


def _looked_up(store: Store, ids: Sequence[str]) -> list[Passage]:
    return [passage for id in ids if (passage := store.library.get(id)) is not None]
