import json
from dataclasses import replace
from pathlib import Path

from benchmarks.comparison import Earlier, Flips, read_record, record_of
from benchmarks.hearing_report import Report
from benchmarks.measured import Measured, by_condition
from benchmarks.surroundings import Surroundings
from benchmarks.targets import Aim, aims
from tests.benchmarks.rows import answer, row

SECRET = "секретная реплика"
RUN = Surroundings(
    date="2026-03-11T11:20+03:00",
    engine="some engine",
    packages={"numpy": "2.0"},
    phrases=900,
    intents=15,
    corpus="0123456789ab",
    every=1,
    conditions="clean",
    cpu="a machine",
    cores=2,
    threads=2,
    python="3.11",
)


def measured(**intents: str) -> Measured:
    """Of utterances that all said «нет» on a clean line, by what was understood."""
    answers = [
        answer(row("no", utterance=name, text=SECRET), intent)
        for name, intent in intents.items()
    ]
    return Measured(
        answers=by_condition((), answers, lambda one: one.row.condition),
        times={},
        parties={},
        asked={},
        question=None,
    )


def report(found: Measured, earlier: Earlier | None = None) -> Report:
    return Report(
        run=RUN,
        measured=found,
        sections=found.sections(),
        aims=aims(found),
        earlier=earlier or Earlier(None, RUN),
    )


def earlier(found: Measured, run: Surroundings = RUN) -> Earlier:
    record = record_of(run, aims(found), found.sections())
    return Earlier(json.loads(json.dumps(record)), RUN)


def clean(found: Measured) -> Aim:
    return next(aim for aim in aims(found) if aim.name == "audio → intent, clean")


def test_a_report_is_a_page_pictures_and_figures_without_texts(tmp_path: Path) -> None:
    report(measured(u1="no", u2="yes")).write(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        "hearing.md",
        "hearing.json",
        "hearing-confusion.png",
        "hearing-reliability.png",
    }
    page = (tmp_path / "hearing.md").read_text(encoding="utf-8")
    assert "| audio → intent, clean | ≥ 96.0 % | 50.0 % |" in page
    assert "no fair judge would: u2 (clean)." in page
    kept = page + (tmp_path / "hearing.json").read_text(encoding="utf-8")
    assert SECRET not in kept


def test_what_is_written_is_what_a_later_run_compares_with(tmp_path: Path) -> None:
    report(measured(u1="no", u2="yes")).write(tmp_path)
    then = Earlier(read_record(tmp_path / "hearing.json"), RUN)
    report(measured(u1="no", u2="no"), then).write(tmp_path)
    page = (tmp_path / "hearing.md").read_text(encoding="utf-8")
    assert "compared with 2026-03-11T11:20+03:00, some engine" in page
    assert "100.0 (+50.0)" in page
    assert "| Intents, all competing | clean |  | u2 |" in page


def test_flips_name_what_was_right_and_what_was_wrong() -> None:
    then = earlier(measured(u1="no", u2="yes", u3="no", u4="yes"))
    now = {"u1": False, "u2": True, "u3": True, "u4": False, "new": False}
    flips = then.flips("intent", "clean", now)
    assert flips == Flips(broken=("u1",), mended=("u2",))


def test_another_corpus_or_selection_is_not_compared() -> None:
    found = measured(u1="no")
    for run in (replace(RUN, corpus="another"), replace(RUN, every=3)):
        then = earlier(found, run)
        assert then.is_there
        assert not then.is_same_corpus
        assert then.aim(clean(found)) is None
        assert then.figure("intent", "clean", "accuracy") is None
        flips = then.flips("intent", "clean", {"u1": False})
        assert flips == Flips(broken=(), mended=())


def test_of_other_conditions_only_what_is_the_same_is_compared() -> None:
    then = earlier(measured(u1="no"), replace(RUN, conditions="clean,snr10"))
    assert then.figure("intent", "clean", "accuracy") == 1
    assert then.figure("intent", "all audio", "accuracy") is None
    assert then.aim(clean(measured(u1="yes"))) == 1
    assert then.aim(clean(measured(u1="yes", u2="no"))) is None


def test_an_earlier_runs_figures_are_found_by_section_and_condition() -> None:
    found = measured(u1="no", u2="yes")
    then = earlier(found)
    assert then.aim(clean(found)) == 0.5
    assert then.figure("intent", "clean", "accuracy") == 0.5
    assert then.figure("intent", "snr10", "accuracy") is None
    assert then.figure("question", "clean", "accuracy") is None


def test_without_an_earlier_run_nothing_changed(tmp_path: Path) -> None:
    assert read_record(tmp_path / "hearing.json") is None
    nothing = Earlier(None, RUN)
    assert not nothing.is_there
    assert nothing.aim(clean(measured(u1="no"))) is None
