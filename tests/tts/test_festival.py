import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tts.errors import TtsError
from tts.festival import VOICE, FestivalSynthesizer
from tts.festival_process import FestivalGone, FestivalProcess

pytestmark = pytest.mark.model


@pytest.fixture
def festival() -> Iterator[FestivalSynthesizer]:
    synthesizer = FestivalSynthesizer()
    yield synthesizer
    synthesizer.close()


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_a_child_that_died_is_replaced_and_the_text_still_spoken(
    festival: FestivalSynthesizer,
) -> None:
    before = festival.synthesize("Да.", VOICE)
    first = festival.pid
    os.kill(first, signal.SIGKILL)
    assert festival.synthesize("Да.", VOICE).duration_s == before.duration_s
    assert festival.pid != first


def test_close_ends_the_child(festival: FestivalSynthesizer) -> None:
    pid = festival.pid
    festival.close()
    assert not is_running(pid)


def test_forgetting_the_synthesizer_ends_the_child() -> None:
    synthesizer = FestivalSynthesizer()
    pid = synthesizer.pid
    del synthesizer
    assert not is_running(pid)


def test_a_deadline_ends_a_child_that_does_not_answer() -> None:
    process = FestivalProcess("", ("sleep", "60"))
    with pytest.raises(FestivalGone, match="in time"):
        process.render("(utt)", deadline_s=0.05)
    assert not process.is_alive


def test_a_child_that_ends_by_itself_twice_is_an_error_and_no_hang(
    tmp_path: Path,
) -> None:
    synthesizer = FestivalSynthesizer(command=("true",))
    with pytest.raises(TtsError, match="ended by itself"):
        synthesizer.synthesize("Да.", VOICE)


def test_text_cannot_leave_its_string_and_become_a_command(
    festival: FestivalSynthesizer, tmp_path: Path
) -> None:
    witness = tmp_path / "witness"
    festival.synthesize(f'Да") (system "touch {witness}") (quote "нет', VOICE)
    festival.synthesize(f'Да\\") (system \\"touch {witness}\\")', VOICE)
    assert not witness.exists()


def test_a_missing_program_and_a_missing_voice_say_what_to_install(
    tmp_path: Path,
) -> None:
    with pytest.raises(TtsError, match="apt-get install"):
        FestivalSynthesizer(command=("no-such-program",))
    with pytest.raises(TtsError, match="apt-get install"):
        FestivalSynthesizer(tmp_path)
