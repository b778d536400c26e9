"""What every line of a call says without being told each time, such as its Call-ID."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from typing_extensions import override

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_NOTHING: Mapping[str, str] = MappingProxyType({})
_BOUND: ContextVar[Mapping[str, str]] = ContextVar("bound", default=_NOTHING)


@contextmanager
def bound(**facts: str) -> Iterator[None]:
    """Every line logged inside says `facts`, also from tasks that begin there.

    Empty ones are left out: a call that came by no trunk names none.
    """
    named = {name: fact for name, fact in facts.items() if fact}
    before = _BOUND.set({**_BOUND.get(), **named})
    try:
        yield
    finally:
        _BOUND.reset(before)


def bound_facts() -> Mapping[str, str]:
    return _BOUND.get()


class CarryingThreads(ThreadPoolExecutor):
    """Lines that its jobs log say what was bound where the job was given."""

    @override
    def submit(
        self,
        fn: Callable[Arguments, Result],
        /,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Future[Result]:
        context = copy_context()
        return super().submit(lambda: context.run(fn, *args, **kwargs))
