import doctest
from types import ModuleType

import pytest

from voicebot.campaign.attempt import AttemptResult
from voicebot.cli import campaign_difference
from voicebot.results import csv_file, figures
from voicebot.results.goal import goal_of, outcomes_into
from voicebot.results.results import Step
from voicebot.results.words import result_in_words, step_in_words
from voicebot.store.campaigns import rules_of


@pytest.mark.parametrize("module", [figures, csv_file, campaign_difference])
def test_the_examples_of_its_functions_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_every_result_and_step_has_words_of_its_own() -> None:
    assert len({result_in_words(each) for each in AttemptResult}) == len(AttemptResult)
    assert len({step_in_words(each) for each in Step}) == len(Step)
    assert step_in_words(Step.GOAL, "интересно") == "интересно"


def test_the_goal_is_the_first_list_that_ends_a_contact_s_way() -> None:
    text = "campaign: a\nscenario: b\nlists: {silent: {as: busy}, yes: да, sure: да}\n"
    rules = rules_of(text)
    assert goal_of(rules) == "да"
    assert outcomes_into(rules, "да") == ("yes", "sure")
    assert goal_of(rules_of("campaign: a\nscenario: b\n")) is None
