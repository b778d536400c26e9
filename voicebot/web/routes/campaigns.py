"""Campaigns: what there is, their rules, whether they dial."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Header, Response, status
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import PlainTextResponse

from voicebot.i18n import _
from voicebot.store.campaigns import (
    CampaignRow,
    all_campaigns,
    campaign_named,
    create_campaign,
    edit_campaign,
    set_status,
)
from voicebot.web.campaign_shapes import CampaignList, CampaignShape, StatusChange
from voicebot.web.commands import Command, status_after
from voicebot.web.finding import campaign_at
from voicebot.web.problem import Kind, RequestRefused
from voicebot.web.rules_sent import RULES_BODY, YAML_MEDIA, RulesSent, checked_rules
from voicebot.web.services import Services, Wired
from voicebot.web.shape import CampaignName

router = APIRouter(tags=["Кампании"])
NO_CHANGE = StatusChange()


@router.get("/campaigns", summary="Все кампании, старшие первыми")
async def list_campaigns(services: Wired) -> CampaignList:
    async with services.database.reading() as connection:
        rows = await all_campaigns(connection)
    return CampaignList(campaigns=tuple(map(CampaignShape.of, rows)))


@router.post(
    "/campaigns",
    summary="Новая кампания из правил: YAML или те же ключи в JSON; она ещё не звонит",
    status_code=status.HTTP_201_CREATED,
    openapi_extra=RULES_BODY,
)
async def create(text: RulesSent, services: Wired, response: Response) -> CampaignShape:
    rules = await checked_rules(text, services.settings)
    async with services.database.writing() as connection:
        await _refuse_taken(connection, rules.name)
        row = await create_campaign(connection, text, now=services.now())
    response.headers["Location"] = f"/api/v1/campaigns/{quote(row.name, safe='')}"
    response.headers["ETag"] = _etag(row)
    return CampaignShape.of(row)


@router.get("/campaigns/{campaign}", summary="Одна кампания")
async def show(
    campaign: CampaignName, services: Wired, response: Response
) -> CampaignShape:
    async with services.database.reading() as connection:
        row = await campaign_at(connection, campaign)
    response.headers["ETag"] = _etag(row)
    return CampaignShape.of(row)


@router.get(
    "/campaigns/{campaign}/rules",
    summary="Правила кампании, текстом YAML",
    response_class=PlainTextResponse,
    responses={200: {"content": {YAML_MEDIA[0]: {"schema": {"type": "string"}}}}},
)
async def rules(campaign: CampaignName, services: Wired) -> Response:
    async with services.database.reading() as connection:
        row = await campaign_at(connection, campaign)
    headers = {"ETag": _etag(row)}
    return Response(row.rules, media_type=YAML_MEDIA[0], headers=headers)


@router.put(
    "/campaigns/{campaign}/rules",
    summary="Другие правила, со следующего звонка",
    openapi_extra=RULES_BODY,
)
async def edit(
    campaign: CampaignName,
    text: RulesSent,
    services: Wired,
    response: Response,
    if_match: Annotated[str | None, Header()] = None,
) -> CampaignShape:
    await checked_rules(text, services.settings)
    async with services.database.writing() as connection:
        before = await campaign_at(connection, campaign, is_to_change=True)
        _refuse_changed(before, if_match)
        row = await edit_campaign(connection, before.id, text)
    response.headers["ETag"] = _etag(row)
    return CampaignShape.of(row)


async def _carry_out(
    command: Command, name: str, services: Services, why: str
) -> CampaignShape:
    async with services.database.writing() as connection:
        row = await campaign_at(connection, name, is_to_change=True)
        after = status_after(command, row)
        if after is not row.status:
            now = services.now()
            await set_status(connection, row.id, after, why=why, now=now)
        return CampaignShape.of(await campaign_at(connection, name))


def _add_command(command: Command, summary: str) -> None:
    async def endpoint(
        campaign: CampaignName, services: Wired, change: StatusChange = NO_CHANGE
    ) -> CampaignShape:
        return await _carry_out(command, campaign, services, change.why)

    path = f"/campaigns/{{campaign}}/{command}"
    router.add_api_route(
        path, endpoint, methods=["POST"], summary=summary, name=command.value
    )


_add_command(Command.START, "Звонить")
_add_command(Command.PAUSE, "Приостановить: начатые разговоры идут до конца")
_add_command(Command.RESUME, "Продолжить после паузы")
_add_command(Command.STOP, "Остановить")


def _etag(row: CampaignRow) -> str:
    return f'"{row.revision}"'


def _refuse_changed(row: CampaignRow, if_match: str | None) -> None:
    if if_match not in {None, "*", _etag(row)}:
        raise RequestRefused(
            Kind.CHANGED_MEANWHILE,
            _(
                "somebody edited the rules meanwhile, they are at revision {revision};"
                " read them again"
            ).format(revision=row.revision),
            headers={"ETag": _etag(row)},
        )


async def _refuse_taken(connection: AsyncConnection, name: str) -> None:
    if await campaign_named(connection, name) is not None:
        raise RequestRefused(
            Kind.CONFLICT,
            _(
                'there is a campaign "{name}" already; edit it by PUT of its rules'
            ).format(name=name),
        )
