"""What is written for Kamailio."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from voicebot.cli.kamailio_config import command
from voicebot.errors import VoicebotError
from voicebot.node.kamailio import (
    Front,
    Listen,
    own_phones,
    read_node,
    write_front,
)
from voicebot.setting_parts.node import NodeSettings
from voicebot.setting_parts.telephone import SipSettings
from voicebot.settings import Settings


def front(listen: str, *nodes: str) -> Front:
    return Front(
        listen=Listen.read(listen),
        phones=tuple(phone for node in nodes for phone in read_node(node)),
        control=Path("/run/kamailio/kamailio_ctl"),
        retry_after_s=7,
    )


@pytest.mark.parametrize(
    "listen", ["udp:0.0.0.0:5060", "udp:127.0.0.1:5060", "tcp:0.0.0.0:5060"]
)
def test_kamailio_itself_finds_no_fault(listen: str, tmp_path: Path) -> None:
    kamailio = shutil.which("kamailio", path="/usr/sbin:/usr/bin")
    assert kamailio, "make test-peers installs it"
    config, _phones = write_front(
        front(listen, "192.0.2.5:5070+3", "192.0.2.6:5070+3"),
        tmp_path / "kamailio.cfg",
    )
    checked = subprocess.run(
        [kamailio, "-c", "-f", str(config)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert "config file ok" in checked.stderr + checked.stdout
    assert "0.0.0.0" not in checked.stdout.partition("Listening on")[2]


def test_every_phone_of_every_node_is_listed_with_its_limit(tmp_path: Path) -> None:
    _config, phones = write_front(
        front("udp:0.0.0.0:5060", "192.0.2.5:5070+2", "192.0.2.6:5080"),
        tmp_path / "kamailio.cfg",
    )
    assert phones.read_text().splitlines() == [
        "1 sip:192.0.2.5:5070 0 0 duid=192.0.2.5-5070;maxload=4",
        "1 sip:192.0.2.5:5071 0 0 duid=192.0.2.5-5071;maxload=4",
        "1 sip:192.0.2.6:5080 0 0 duid=192.0.2.6-5080;maxload=4",
    ]


def test_the_own_node_is_known_by_its_settings() -> None:
    settings = Settings(sip=SipSettings(port=5070), node=NodeSettings(calls=6))
    phones = own_phones(settings, Listen.read("udp:0.0.0.0:5060"))
    assert [(one.host, one.port, one.calls) for one in phones] == [
        ("127.0.0.1", 5070, 4),
        ("127.0.0.1", 5071, 2),
    ]


@pytest.mark.parametrize(
    ("port", "listen"), [(5060, "udp:0.0.0.0:5060"), (5059, "udp:10.0.0.1:5060")]
)
def test_a_port_is_not_given_twice(port: int, listen: str) -> None:
    settings = Settings(sip=SipSettings(port=port), node=NodeSettings(calls=8))
    with pytest.raises(VoicebotError, match="5070"):
        own_phones(settings, Listen.read(listen))


def test_phones_without_fixed_ports_cannot_be_listed() -> None:
    with pytest.raises(VoicebotError, match=r"sip\.port"):
        own_phones(Settings(sip=SipSettings(port=0)), Listen.read("udp:10.0.0.1:5060"))


@pytest.mark.parametrize(
    "node", ["", "host", "host:0+1", "host:5060+0", "host:65535+2", "a b:5060+1"]
)
def test_what_is_no_node_is_told(node: str) -> None:
    with pytest.raises(VoicebotError):
        read_node(node)


@pytest.mark.parametrize("listen", ["", "5060", "tls:0.0.0.0:5061", "udp:host:0"])
def test_what_is_no_address_to_listen_at_is_told(listen: str) -> None:
    with pytest.raises(VoicebotError):
        Listen.read(listen)


def test_the_command_writes_both_files_and_says_where(tmp_path: Path) -> None:
    wanted = tmp_path / "front.cfg"
    ran = CliRunner().invoke(
        command,
        ["--node", "192.0.2.5:5070+2", "-o", str(wanted)],
        catch_exceptions=False,
    )
    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [str(wanted), str(tmp_path / "dispatcher.list")]
    assert all(Path(line).exists() for line in ran.stdout.splitlines())


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(VoicebotError, match="cannot be written"):
        write_front(
            front("udp:0.0.0.0:5060", "192.0.2.5:5070"), tmp_path / "no" / "k.cfg"
        )
