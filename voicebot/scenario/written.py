"""What is written in a file as one text and read into something more."""

from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override


class Written:
    """Frozen, and equal when the source is. Subclasses parse it as they are made.

    A `ValueError` of theirs becomes pydantic's complaint about that place of the file.
    """

    __slots__ = ("source",)

    def __init__(self, source: str) -> None:
        """Keep `source`; line breaks and runs of spaces become one space."""
        self.source = " ".join(source.split())

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.source == other.source

    @override
    def __hash__(self) -> int:
        return hash(self.source)

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source!r})"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from_text = core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(min_length=1)
        )
        return core_schema.no_info_before_validator_function(cls._unread, from_text)

    @classmethod
    def _unread(cls, value: Self | Any) -> Any:
        return value.source if isinstance(value, cls) else value
