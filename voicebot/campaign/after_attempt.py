"""What an attempt changes for a contact: the one place that says what comes next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.dialling import HOUSE, caps_of, first_moment, opening
from voicebot.campaign.ending import finished
from voicebot.campaign.lists import Lists
from voicebot.campaign.number_choice import at_number, following_number, numbers_left
from voicebot.campaign.outcomes import OutcomeRule
from voicebot.campaign.retries import RetryRule
from voicebot.campaign.retrying import Retrying
from voicebot.campaign.rules import CampaignRules, HouseRules, NumberOrder
from voicebot.campaign.state import ContactState, PhoneRecord, RetryProgress


def after_attempt(
    state: ContactState,
    attempt: Attempt,
    rules: CampaignRules,
    house: HouseRules = HOUSE,
) -> ContactState:
    """The contact after `attempt`, with when, where and how it is to be dialled next.

    The next moment keeps windows and the contact's own caps; those of a phone that other
    campaigns dial too are asked again by `may_dial`.
    """
    if attempt.at.tzinfo is not UTC:
        attempt = replace(attempt, at=attempt.at.astimezone(UTC))
    return _Aftermath(attempt, rules, house).of(state)


class _Aftermath:
    """What follows one attempt by one campaign's rules."""

    def __init__(
        self, attempt: Attempt, rules: CampaignRules, house: HouseRules
    ) -> None:
        self._attempt = attempt
        self._rules = rules
        self._house = house

    def of(self, state: ContactState) -> ContactState:
        attempt = self._attempt
        state = self._noted(state)
        if attempt.is_do_not_call:
            silent = replace(state, owed_messages=())
            return finished(silent, Lists.DO_NOT_CALL, attempt.at)
        if attempt.promised_at is not None:
            return self._promised(state, attempt.promised_at)
        match attempt.result:
            case AttemptResult.ANSWERED:
                return self._talked(state)
            case AttemptResult.INVALID_NUMBER:
                return self._dead_number(state)
            case AttemptResult.FAILED:
                return self._retried(state, AttemptResult.FAILED)
            case _ if state.promised_at is not None:
                return self._promise_missed(state)
            case result:
                return self._retried(state, result)

    def _noted(self, state: ContactState) -> ContactState:
        """Dialled once more, and what other results had counted in a row is over."""
        result, progress = self._attempt.result, state.progress
        for rule in self._rules.retries:
            is_over = rule.is_in_a_row and result not in rule.results
            if is_over and rule.name in progress:
                anew = RetryProgress(total=progress[rule.name].total)
                progress = {**progress, rule.name: anew}
        dialled = state.dialled.plus(self._attempt.at)
        return replace(state, dialled=dialled, progress=progress)

    def _promised(self, state: ContactState, at: datetime) -> ContactState:
        promises = state.promises + 1
        state = replace(state, promises=promises, callback_tries=0, retried_by=None)
        if promises > self._rules.callbacks.most:
            return finished(state, self._rules.callbacks.then, self._attempt.at)
        state = at_number(state, self._attempt.phone)
        moment = self._free(state, max(at, self._attempt.at))
        if moment is None:
            return finished(state, self._rules.callbacks.then, self._attempt.at)
        return replace(state, promised_at=moment, next_at=moment)

    def _promise_missed(self, state: ContactState) -> ContactState:
        callbacks = self._rules.callbacks
        tries = state.callback_tries + 1
        again = self._attempt.at + timedelta(seconds=callbacks.every_s)
        moment = self._free(state, again) if tries < callbacks.attempts else None
        if moment is None:
            return finished(state, callbacks.then, self._attempt.at)
        return replace(state, callback_tries=tries, next_at=moment)

    def _talked(self, state: ContactState) -> ContactState:
        outcome = self._attempt.outcome or Lists.NO_RESULT
        rule = self._rules.outcomes.get(outcome, OutcomeRule(list=outcome))
        state = replace(state, promised_at=None, callback_tries=0)
        if rule.counts_as is not None:
            return self._retried(state, rule.counts_as)
        if rule.again_days is None:
            return finished(state, rule.list, self._attempt.at)
        anew = replace(state, list=rule.list, progress={}, retried_by=None, promises=0)
        moment = self._free(anew, self._attempt.at + timedelta(days=rule.again_days))
        if moment is None:
            return finished(state, rule.list, self._attempt.at)
        return replace(anew, next_at=moment)

    def _dead_number(self, state: ContactState) -> ContactState:
        state = replace(state, dead=state.dead | {self._attempt.phone})
        return self._next_number(state, Lists.WRONG_NUMBER)

    def _retried(self, state: ContactState, result: AttemptResult) -> ContactState:
        rule = self._rules.retry_rule(result)
        if self._rules.numbers is NumberOrder.IN_TURN:
            state = following_number(state, self._attempt.phone)
        progress = state.progress.get(rule.name, RetryProgress())
        retry = self._retrying(state, rule).after(progress, self._attempt.at)
        owed = state.owed_messages + ((retry.message,) if retry.message else ())
        state = replace(
            state,
            progress={**state.progress, rule.name: retry.progress},
            owed_messages=owed,
            next_at=retry.at,
            retried_by=rule.name,
        )
        return self._spent(state, rule) if retry.at is None else state

    def _spent(self, state: ContactState, rule: RetryRule) -> ContactState:
        """All attempts of `rule` are made; another number may have its own."""
        if self._rules.numbers is NumberOrder.IN_TURN:
            return finished(state, rule.then, self._attempt.at)
        state = replace(state, dead=state.dead | {self._attempt.phone})
        return self._next_number(state, rule.then)

    def _next_number(self, state: ContactState, otherwise: str) -> ContactState:
        """At once; without another number the contact ends in the list `otherwise`."""
        if not numbers_left(state):
            return finished(state, otherwise, self._attempt.at)
        state = following_number(state, self._attempt.phone)
        if self._rules.numbers is NumberOrder.ONE_BY_ONE:
            state = replace(state, progress={}, retried_by=None)
        moment = self._free(state, self._attempt.at)
        if moment is None:
            return finished(state, otherwise, self._attempt.at)
        return replace(state, next_at=moment)

    def _retrying(self, state: ContactState, rule: RetryRule) -> Retrying:
        def free(moment: datetime) -> datetime | None:
            return self._free(state, moment)

        return Retrying(rule=rule, zone=state.home_zone, free=free)

    def _free(self, state: ContactState, moment: datetime) -> datetime | None:
        record = PhoneRecord(dialled=state.dialled)
        caps = caps_of(state, self._rules, record, self._house)
        return first_moment(moment, opening(state, self._rules, self._house), caps)
