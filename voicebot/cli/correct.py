"""`voicebot correct`: teach the robot what a misunderstood utterance meant."""

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

import click

from voicebot.cli.correction_place import expect_asked_somewhere, scenario_named
from voicebot.cli.options import config_option
from voicebot.clock import clock_of
from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.competition import competing_intents
from voicebot.settings import load_settings
from voicebot.understanding.corrections import (
    TalkPlace,
    conflicting,
    read_corrections,
    write_correction,
)
from voicebot.understanding.phrase_file import Example
from voicebot.understanding.phrases import CORRECTIONS_FILE, PhraseBook, load_phrases
from voicebot.understanding.understander import open_understander
from voicebot.understanding.words import spoken_words


@click.command()
@click.argument("text", metavar="ТЕКСТ")
@click.argument("intent", metavar="НАМЕРЕНИЕ")
@click.option("--scenario", help="Только в этом сценарии (имя или файл).")
@click.option(
    "--question",
    help="Только на этот вопрос: узел, а в подсценарии подсценарий/узел.",
)
@click.option("--replace", is_flag=True, help="Заменить прежнюю поправку этого текста.")
@config_option
def command(
    text: str,
    intent: str,
    *,
    scenario: str | None,
    question: str | None,
    replace: bool,
    config: Path | None,
) -> None:
    """Поправить понимание: ТЕКСТ значит НАМЕРЕНИЕ.

    Поправка пишется в dialogs/phrases/corrections.yml и действует со следующего запуска.
    """
    settings = load_settings(config)
    phrases = settings.folders.dialogs / "phrases"
    path = phrases / CORRECTIONS_FILE
    graph = scenario_named(scenario, settings.folders.dialogs) if scenario else None
    if question and graph:
        competing_intents(graph, question)
    elif question:
        expect_asked_somewhere(question, settings.folders.dialogs)
    new = Example(
        intent=intent,
        text=text.strip(),
        line=0,
        scenario=graph.name if graph else None,
        question=question,
    )
    book = load_phrases(phrases)
    own = graph.all_phrases if graph else {}
    _refuse_the_impossible(new, {*book, *own})
    older = conflicting(read_corrections(path), new)
    if older and not replace:
        raise ScenarioError(
            _(
                '{path}:{line}: "{text}" is corrected to {intent} already; to change it,'
                " add --replace"
            ).format(path=path, line=older.line, text=older.text, intent=older.intent)
        )
    understander = open_understander(
        phrases, settings.folders.var / "understanding", extra=own
    )
    now = clock_of(settings, None)()
    place = TalkPlace(scenario=new.scenario, question=question)
    was = understander.within(place).understand(new.text, now=now)
    _tell_contradicted(new, book)
    write_correction(path, new)
    click.echo(f"«{new.text}»: {was.intent or '-'} ({was.why}) → {intent}")


def _refuse_the_impossible(new: Example, intents: Collection[str]) -> None:
    if not spoken_words(new.text):
        raise ScenarioError(
            _('there are no words in "{text}"; write what was said').format(
                text=new.text
            )
        )
    if new.intent not in intents:
        near = get_close_matches(new.intent, intents, n=1)
        raise ScenarioError(
            _('"{intent}" is no known intent; {hint}').format(
                intent=new.intent,
                hint=_("did you mean {near}?").format(near=near[0])
                if near
                else _("known are: {intents}").format(
                    intents=", ".join(sorted(intents))
                ),
            )
        )


def _tell_contradicted(new: Example, book: PhraseBook) -> None:
    """A phrase list that says otherwise yields, and that is told."""
    words = spoken_words(new.text)
    for intent, phrases in book.items():
        if intent != new.intent and words in map(spoken_words, phrases):
            click.echo(
                _(
                    'the list {intent}.yml has "{text}" too; the correction goes before it'
                ).format(intent=intent, text=new.text),
                err=True,
            )
