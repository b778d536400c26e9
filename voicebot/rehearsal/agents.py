"""Colleagues for rehearsed transfers: whoever a scenario names can be reached."""

from collections.abc import Iterator, Mapping

from typing_extensions import override


class AnyAgent(Mapping[str, str]):
    """A SIP address for every name; nothing is ever sent there."""

    @override
    def __getitem__(self, name: str) -> str:
        return f"sip:{name}@studio.invalid"

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(())

    @override
    def __len__(self) -> int:
        return 0
