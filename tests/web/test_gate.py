from collections.abc import Iterator

import httpx2
import pytest
from sqlalchemy import URL

from tests.web.conftest import CRM, ROOT, running, settings_for
from voicebot.setting_parts.web import WebSettings

WITHOUT = {"Authorization": ""}


def test_health_needs_no_token_and_tells_nothing(site: httpx2.Client) -> None:
    assert site.get("/health", headers=WITHOUT).json() == {"status": "ok"}
    assert site.get("/ready", headers=WITHOUT).json() == {"status": "ok"}


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer wrong", CRM["Authorization"][:-1], "Basic Zm9vOmJhcg=="],
)
def test_nobody_is_let_in_without_a_token(
    site: httpx2.Client, authorization: str
) -> None:
    for path in ("/campaigns", "/openapi.json", "/docs", "/no-such"):
        answer = site.get(path, headers={"Authorization": authorization})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "web.tokens" in answer.json()["detail"]


@pytest.fixture
def open_site(database: URL) -> Iterator[httpx2.Client]:
    """Of a server without tokens."""
    with (
        running(settings_for(database, tokens={})) as address,
        httpx2.Client(base_url=f"{address}{ROOT}") as client,
    ):
        yield client


def test_without_tokens_programs_of_this_machine_are_let_in(
    open_site: httpx2.Client,
) -> None:
    assert open_site.get("/campaigns").status_code == 200
    assert (
        open_site.get("/campaigns", headers={"Host": "localhost:1"}).status_code == 200
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
        {"Host": "evil.example.com"},
        {"Host": "[::1"},
        {"Origin": "http://[::1"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"Forwarded": "for=203.0.113.7"},
    ],
)
def test_without_tokens_neither_a_page_in_a_browser_nor_a_proxy_is_let_in(
    open_site: httpx2.Client, headers: dict[str, str]
) -> None:
    answer = open_site.post("/campaigns", json={}, headers=headers)
    assert answer.status_code == 403
    assert "name one in web.tokens" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"host": "0.0.0.0"}, "anybody could start campaigns"),
        ({"tokens": {"crm": "short"}}, "less than 20 letters"),
        ({"tokens": {"crm": "с русскими буквами внутри"}}, "visible ASCII"),
        ({"tokens": {"имя": "x" * 20}}, "is no name"),
        ({"certificate": "cert.pem"}, "needs both"),
    ],
)
def test_settings_that_would_let_strangers_in_are_refused(
    given: dict[str, object], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint) as refused:
        WebSettings.model_validate(given)
    assert "внутри" not in str(refused.value.errors()[0]["msg"])  # type: ignore[attr-defined]  # pydantic's
