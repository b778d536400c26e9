from collections.abc import Iterator

import pytest
from typing_extensions import override

from tests.conversation.http_server import answers_raw
from tests.nlu.contract import NOW, ODD, UnderstandingContract
from tests.nlu.stand_in import StandIn, knows, says, standing_in
from voicebot.nlu.rasa import RasaServer
from voicebot.nlu.understander import RasaUnderstander
from voicebot.understanding.understander import Understander


class TestEmbedded(UnderstandingContract):
    @pytest.fixture
    def understander(self, embedded: Understander) -> Understander:
        return embedded


class RasaContract(UnderstandingContract):
    @pytest.fixture
    def understander(
        self, embedded: Understander, server: RasaServer
    ) -> RasaUnderstander:
        return RasaUnderstander.of(embedded, server)

    @pytest.fixture
    def server(self, stand_in: StandIn) -> Iterator[RasaServer]:
        server = RasaServer(stand_in.url, timeout_s=2.0)
        yield server
        server.close()


class TestRasaThatAnswers(RasaContract):
    @pytest.fixture
    def stand_in(self) -> Iterator[StandIn]:
        with standing_in(knows({"а кто это": "who_is_it"})) as stand_in:
            yield stand_in


class TestRasaThatTakesEverythingForAYes(RasaContract):
    @pytest.fixture
    def stand_in(self) -> Iterator[StandIn]:
        with standing_in(says(yes=0.99, no=0.01)) as stand_in:
            yield stand_in


class TestRasaThatBreaks(RasaContract):
    @pytest.fixture
    def stand_in(self) -> Iterator[StandIn]:
        with standing_in(answers_raw(b"{}", "500 Internal Server Error")) as stand_in:
            yield stand_in

    @override
    def test_why_is_told(self, understander: Understander) -> None:
        meaning = understander.understand(ODD, now=NOW)
        assert meaning.why.startswith("rasa is left out until it answers again (it ")
