"""The base of everything that stands in a scenario file."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import override


class Block(BaseModel):
    """A mapping of the file: frozen, refusing keys it does not know.

    `shorthand` names the field that a bare value fills: `say: text` is
    `say: {text: text}`. With `is_bare`, every value is that field's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    shorthand: ClassVar[str | None] = None
    is_bare: ClassVar[bool] = False

    @model_validator(mode="wrap")
    @classmethod
    def _expand(cls, value: Any, build: ModelWrapValidatorHandler[Self]) -> Self:
        if cls.shorthand is None or isinstance(value, cls):
            return build(value)
        if cls.is_bare or not isinstance(value, Mapping):
            return build({cls.shorthand: value})
        return build(value)

    @classmethod
    @override
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        reference = handler(core_schema)
        if cls.shorthand is None:
            return reference
        stored = handler.resolve_ref_schema(reference)
        whole = dict(stored)
        bare = whole["properties"][cls.shorthand]
        forms = [bare] if cls.is_bare else [bare, whole]
        stored.clear()
        stored.update(anyOf=forms, description=whole.get("description", ""))
        return reference
