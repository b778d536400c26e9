"""Whatever is sent, the answer is one of those that are promised."""

import json
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import rules_for

NAME = "any-input"

HALF = st.just("\ud800")
"""Of a letter: JSON can name it, UTF-8 cannot."""
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | HALF,
    lambda deeper: (
        st.lists(deeper, max_size=3)
        | st.dictionaries(st.text(max_size=10) | HALF, deeper, max_size=3)
    ),
    max_leaves=10,
)
TEXT = st.text(max_size=30) | st.sampled_from(
    [
        NAME,
        "1",
        "0",
        "-1",
        str(2**70),
        "+79160000001",
        "недозвон",
        "true",
        "\x00",
        "%",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ]
)
LEAD = st.fixed_dictionaries(
    {},
    optional={
        "number": TEXT | ANY_JSON | HALF,
        "numbers": st.lists(TEXT, max_size=3) | ANY_JSON,
        "slots": st.dictionaries(TEXT | HALF, ANY_JSON, max_size=3),
        "key": TEXT | ANY_JSON,
        "zone": TEXT,
        "priority": st.integers() | ANY_JSON,
        "not_before": TEXT | st.datetimes().map(lambda at: at.isoformat() + "+03:00"),
    },
)
BODIES = st.one_of(
    ANY_JSON.map(lambda value: json.dumps(value).encode()),
    LEAD.map(lambda value: json.dumps(value).encode()),
    st.lists(LEAD, max_size=3).map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=200),
    TEXT.map(
        lambda text: f"campaign: x\nscenario: credit_lead\nring: {text}".encode(
            "utf-8", "replace"
        )
    ),
)
MEDIA = st.sampled_from(
    [
        "application/json",
        "application/yaml",
        "application/x-ndjson",
        "text/csv",
        "x",
        "",
    ]
)


@pytest.fixture(scope="module")
def operations(site: httpx2.Client) -> list[tuple[str, str, list[str]]]:
    """Method, path and names of query parameters of all there is."""
    assert site.post("/campaigns", json=rules_for(NAME)).status_code == 201
    paths = site.get("/openapi.json").json()["paths"]
    return [
        (
            method.upper(),
            path,
            [one["name"] for one in told.get("parameters", []) if one["in"] == "query"],
        )
        for path, methods in paths.items()
        for method, told in methods.items()
        if not path.endswith("/stream")
    ]


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_request_gets_an_answer_or_a_sentence(
    site: httpx2.Client,
    operations: list[tuple[str, str, list[str]]],
    data: st.DataObject,
) -> None:
    method, path, names = data.draw(st.sampled_from(operations))
    for name in ("campaign", "contact", "number"):
        text = data.draw(TEXT | st.just(NAME), label=name)
        path = path.replace(
            f"{{{name}}}", quote(text.encode("utf-8", "replace"), safe="")
        )
    asked = data.draw(st.dictionaries(st.sampled_from(names), TEXT)) if names else {}
    body = data.draw(BODIES) if method in {"POST", "PUT"} else b""
    answer = site.request(
        method,
        path.removeprefix("/api/v1"),
        params=asked,
        content=body,
        headers={"Content-Type": data.draw(MEDIA)},
    )
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
        assert answer.json()["status"] == answer.status_code
