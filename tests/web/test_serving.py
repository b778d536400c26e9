"""Where it listens, and how."""

import ssl
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import URL

from tests.sip.authority import Authority
from tests.web.conftest import CRM, ROOT, running, settings_for
from voicebot.errors import SettingsError


def test_with_a_certificate_it_speaks_https_only(
    site_database: URL, tmp_path: Path
) -> None:
    authority = Authority.made_in(tmp_path / "ca")
    certificate, key = authority.certificate_for("web", "IP:127.0.0.1")
    settings = settings_for(site_database, certificate=certificate, key=key)
    trusted = ssl.create_default_context(cafile=authority.pem)
    with running(settings) as address:
        assert address.startswith("https://")
        with httpx2.Client(base_url=address, verify=trusted, headers=CRM) as client:
            assert client.get(f"{ROOT}/campaigns").status_code == 200
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"{address.replace('https', 'http')}{ROOT}/health")


def test_files_that_are_no_certificate_are_a_sentence(
    site_database: URL, tmp_path: Path
) -> None:
    nothing = tmp_path / "cert.pem"
    nothing.write_text("no certificate")
    settings = settings_for(site_database, certificate=nothing, key=nothing)
    with (
        pytest.raises(SettingsError, match=r"web\.certificate and web\.key cannot be"),
        running(settings),
    ):
        pass


def test_a_host_that_is_none_of_this_machine_is_a_sentence(site_database: URL) -> None:
    settings = settings_for(site_database, host="192.0.2.1")
    with pytest.raises(SettingsError, match="cannot listen on 192"), running(settings):
        pass


def test_it_listens_on_ipv6_too(site_database: URL) -> None:
    with running(settings_for(site_database, host="::1", tokens={})) as address:
        assert address.startswith("http://[::1]:")
        assert httpx2.get(f"{address}{ROOT}/campaigns").status_code == 200


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("en-US", "en"),
        ("fr, en;q=0.3, ru;q=0.5", "ru"),
        ("ru;q=0", "en"),
        ("ru;q=x", "en"),
    ],
)
def test_sentences_are_in_the_language_that_is_asked_for(
    site: httpx2.Client, accept: str, language: str
) -> None:
    """Without a wish, or with none that is known, in that of VOICEBOT_LANG."""
    answer = site.get("/health", headers={"Accept-Language": accept})
    assert answer.headers["content-language"] == language


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("deal-17.a_b", True), ("a" * 65, False), ("две", False), ("a b", False)],
)
def test_a_requests_id_is_the_clients_where_it_can_stand_in_a_log(
    site: httpx2.Client, sent: str, kept: bool
) -> None:
    headers = [(b"X-Request-Id", sent.encode())]
    answer = site.get("/health", headers=headers)
    assert (answer.headers["x-request-id"] == sent) is kept
    assert answer.headers["x-request-id"]


def test_no_answer_waits_for_the_network_to_acknowledge_its_first_half(
    site: httpx2.Client,
) -> None:
    """Without TCP_NODELAY each takes the 40 ms of a delayed ACK; the quickest tells."""
    site.get("/health")
    assert (
        min(site.get("/health").elapsed.total_seconds() for _each in range(20)) < 0.03
    )
