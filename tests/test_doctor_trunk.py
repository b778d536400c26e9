"""What a trunk's answers mean, in words; and what the settings of trunks may be."""

from pathlib import Path

import pytest

from sip.leg import Disposition, Ended, Ringing
from sip.trunk import Trunk
from sip.trunk_health import Reply, TrunkState
from voicebot.conversation.line_config import sip_config
from voicebot.doctor.trunk_words import call_finding, codec_finding, replies_of
from voicebot.errors import SettingsError
from voicebot.node.numbers import numbers_at, scenario_for, scenarios_of
from voicebot.setting_parts.telephone import TrunkSettings
from voicebot.settings import Settings, load_settings

TRUNK = Trunk(name="main", host="sip.example.com", registers=True, username="robot")
FRESH = TrunkState(name="main", registers=True, asks=True)
OK = Reply(code=200, reason="OK")


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (401, "trunks.main.username"),
        (407, "trunks.main.username"),
        (403, "another address"),
        (404, "trunks.main.username and host"),
        (408, "firewall"),
        (503, "firewall"),
        (500, "ask the provider"),
    ],
)
def test_a_refused_registration_says_what_to_do(code: int, advice: str) -> None:
    state = FRESH.answered(OK).registered(Reply(code=code, reason="No"))
    registration, options = replies_of(TRUNK, state)
    assert not registration.is_ok
    assert advice in registration.advice
    assert options.is_ok


def test_a_bad_certificate_is_all_that_is_told() -> None:
    failed = FRESH.registered(Reply(code=503, reason="")).troubled("it is untrusted")
    [certificate] = replies_of(TRUNK, failed)
    assert "it is untrusted" in certificate.found
    assert "trunks.main.tls.ca" in certificate.advice


def test_a_trunk_that_registers_us_and_answers_no_options_needs_no_keep_alive() -> None:
    state = FRESH.registered(OK).answered(Reply(code=408, reason=""))
    registration, options = replies_of(TRUNK, state)
    assert registration.is_ok
    assert "keep_alive_s: 0" in options.advice


def test_codecs_without_a_common_one_are_red() -> None:
    [refused] = codec_finding(("PCMA", "PCMU"), ("G729", "telephone-event"))
    assert not refused.is_ok
    assert "sip.codecs" in refused.advice
    [taken] = codec_finding(("PCMA",), ("G729", "PCMA"))
    assert taken.is_ok
    assert list(codec_finding(("PCMA",), ())) == []


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (488, "sip.codecs"),
        (403, "caller_id"),
        (404, "number_form"),
        (401, "password"),
        (0, "firewall"),
    ],
)
def test_a_call_that_the_trunk_refuses_says_what_to_do(code: int, advice: str) -> None:
    end = Ended(
        disposition=Disposition.FAILED, sip_code=code, reason="No", hung_up_by=None
    )
    finding = call_finding(TRUNK, end)
    assert not finding.is_ok
    assert advice in finding.advice


def test_a_telephone_that_rings_or_is_busy_shows_that_the_trunk_works() -> None:
    busy = Ended(
        disposition=Disposition.BUSY, sip_code=486, reason="Busy", hung_up_by=None
    )
    for first in (busy, Ringing(has_early_media=False)):
        assert call_finding(TRUNK, first).is_ok


# Settings


def written(folder: Path, text: str) -> Path:
    path = folder / "voicebot.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_trunks_keep_the_file_s_order_and_the_password_comes_from_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "trunks: {zulu: {host: z}, alfa: {host: a, username: u}}")
    monkeypatch.setenv("VOICEBOT_TRUNKS__ALFA__PASSWORD", "secret")
    zulu, alfa = sip_config(load_settings(path), None).trunks
    assert (zulu.name, alfa.name) == ("zulu", "alfa")
    assert alfa.password == "secret"
    assert "secret" not in repr(load_settings(path))


@pytest.mark.parametrize(
    "trunk",
    [
        "{}",
        "{host: ''}",
        "{host: 'a b'}",
        "{host: x, register: true}",
        "{host: x, transport: sctp}",
        "{host: x, login: 'a\"b'}",
        "{host: x, caller_id: 'a@b'}",
        '{host: x, asserted_identity: "a\\r\\nX: y"}',
        "{host: x, calls_from: [everywhere]}",
        "{host: x, channels: 0}",
        "{host: x, calls_per_s: 0}",
        "{host: x, session_expires_s: 60}",
        "{host: x, tls: {certificate: a.pem}}",
        "{host: x, transport: tls, listen_port: 5061}",
        "{host: x, unknown: 1}",
    ],
)
def test_what_no_trunk_can_be_is_refused_with_its_key(
    tmp_path: Path, trunk: str
) -> None:
    with pytest.raises(SettingsError, match=r"trunks\.main"):
        load_settings(written(tmp_path, f"trunks: {{main: {trunk}}}"))


@pytest.mark.parametrize(
    "ports", ["20000", "20001-20000", "0-10", "60000-70000", "a-b"]
)
def test_what_no_range_of_ports_is_is_refused(tmp_path: Path, ports: str) -> None:
    with pytest.raises(SettingsError, match=r"sip.rtp_ports"):
        load_settings(written(tmp_path, f"sip: {{rtp_ports: '{ports}'}}"))


def test_without_trunks_anybody_may_call_and_with_them_only_they() -> None:
    trunks = {"main": TrunkSettings(host="x")}
    assert sip_config(Settings(), None).accepts_anyone
    assert not sip_config(Settings(trunks=trunks), None).accepts_anyone


def test_a_trunk_s_own_numbers_go_before_the_common_ones() -> None:
    own = {"100": Path("own.yaml"), "default": Path("own-default.yaml")}
    settings = Settings(
        numbers={"100": Path("common.yaml"), "200": Path("other.yaml")},
        trunks={"main": TrunkSettings(host="x", numbers=own)},
    )
    at_trunk, elsewhere = numbers_at("main", settings), numbers_at("", settings)
    assert scenario_for("100", at_trunk) == Path("own.yaml")
    assert scenario_for("200", at_trunk) == Path("other.yaml")
    assert scenario_for("300", at_trunk) == Path("own-default.yaml")
    assert scenario_for("100", elsewhere) == Path("common.yaml")
    assert scenario_for("300", elsewhere) is None
    assert len(scenarios_of(settings)) == 4
