"""Certificates of the tests' own."""

import pytest

from tests.sip.authority import Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.made_in(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def files(authority: Authority) -> str:
    """The subscriber's certificate and key, as its command line takes them."""
    return ",".join(authority.certificate_for("phone", "IP:127.0.0.1"))
