"""The application with its OpenAPI description, as it truly answers."""

from typing import Any

from fastapi import FastAPI
from typing_extensions import override

from voicebot.web.problem import MEDIA_TYPE
from voicebot.web.shape import ProblemShape

_SCHEMAS = "#/components/schemas/"
_OWN_422 = "422"
_TOKEN = "token"
_UNUSED = ("HTTPValidationError", "ValidationError")


class DescribedApp(FastAPI):
    """FastAPI, whose own description knows neither our problems nor the gate."""

    @override
    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = _corrected(super().openapi())
        return self.openapi_schema


def _corrected(description: dict[str, Any]) -> dict[str, Any]:
    components = description["components"]
    for unused in _UNUSED:
        components["schemas"].pop(unused, None)
    components["schemas"] |= _problem_schemas()
    components["securitySchemes"] = {_TOKEN: {"type": "http", "scheme": "bearer"}}
    description["security"] = [{_TOKEN: []}]
    for methods in description["paths"].values():
        for told in methods.values():
            told["responses"].pop(_OWN_422, None)
            told["responses"]["default"] = _problem()
    return description


def _problem() -> dict[str, Any]:
    schema = {"$ref": f"{_SCHEMAS}{ProblemShape.__name__}"}
    return {
        "description": "RFC 9457: что не так и что сделать, предложением",
        "content": {MEDIA_TYPE: {"schema": schema}},
    }


def _problem_schemas() -> dict[str, Any]:
    schema = ProblemShape.model_json_schema(ref_template=_SCHEMAS + "{model}")
    return {**schema.pop("$defs", {}), ProblemShape.__name__: schema}
