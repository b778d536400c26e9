"""A phone worker: one pjsua2 endpoint with a few call slots, and their conversations."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from sip.endpoint import open_line
from voicebot.conversation.equipment import Equipment, open_equipment
from voicebot.conversation.line_config import sip_config
from voicebot.node.dialling import OpenDialling, Share
from voicebot.node.phone_worker import PhoneWorker
from voicebot.node.process_life import beating, process_parser, run_process
from voicebot.node.receptions import Receptions
from voicebot.node.trunk_table import TrunkTable
from voicebot.settings import Settings, load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRole:
    """One phone of a node: one of them `registers`; `share` is its part of campaigns."""

    name: str
    port: int
    registers: bool
    share: Share


async def serve_phone(read_settings: Callable[[], Settings], role: PhoneRole) -> None:
    """Serve until told to leave.

    Raises:
        VoicebotError, AsrError, TtsError, SipError: what a person can mend.
    """
    settings = read_settings()
    config = sip_config(settings, role.port, registers=role.registers)
    with (
        closing(TrunkTable(settings.folders.run, config.trunks)) as table,
        open_equipment(settings) as equipment,
        ThreadPoolExecutor(1, thread_name_prefix="editions") as pool,
    ):
        receptions = Receptions(settings, equipment, pool)
        worker = PhoneWorker(
            receptions,
            settings,
            read_settings,
            _dialling(settings, role, equipment, pool, table),
            role.share.lines,
        )
        async with (
            open_line(config, table.budget_of) as line,
            beating(lambda: worker.load) as tell,
        ):
            await worker.serve(line, tell)


def _dialling(
    settings: Settings,
    role: PhoneRole,
    equipment: Equipment,
    pool: ThreadPoolExecutor,
    trunks: TrunkTable,
) -> OpenDialling | None:
    if not role.share.lines:
        return None
    from voicebot.node.campaign_dialling import CampaignDialling, DiallingParts

    parts = DiallingParts(
        name=role.name,
        settings=settings,
        share=role.share,
        equipment=equipment,
        pool=pool,
        trunks=trunks,
    )
    return partial(CampaignDialling, parts)


def main() -> None:
    """`python -m voicebot.node.phone_process --name phone-0 --port 5060 --calls 4 …`."""
    parser = process_parser("a phone worker")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--calls", type=int, required=True)
    parser.add_argument("--callers", type=int, required=True)
    parser.add_argument("--lines", type=int, default=0)
    parser.add_argument("--registers", action="store_true")
    parser.add_argument("--speech", action="append", required=True)
    arguments = parser.parse_args()

    def read_settings() -> Settings:
        settings = load_settings(arguments.config)
        sip = settings.sip.model_copy(update={"max_calls": arguments.calls})
        uris = {"uris": tuple(arguments.speech)}
        speech = settings.speech.model_copy(update=uris)
        return settings.model_copy(update={"sip": sip, "speech": speech})

    role = PhoneRole(
        name=arguments.name,
        port=arguments.port,
        registers=arguments.registers,
        share=Share(lines=arguments.lines, callers=arguments.callers),
    )
    run_process(arguments, lambda: serve_phone(read_settings, role))


if __name__ == "__main__":
    main()
