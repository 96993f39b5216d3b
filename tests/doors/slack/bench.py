"""The whole door on loopback: a record, the real Bolt behind the real web server, and a Slack that was stubbed."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any
from urllib.parse import urlencode

import aiohttp
from pydantic import SecretStr
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import select

from bot.clockwork import Clockwork
from bot.slack.door import SlackDoor
from bot.slack.tokens import Tokens
from bot.web import WebServer
from storage.people import Identity, Person
from tests.commands.a_team import AMINA, CARYS, JANE, LEO, MO, SAM, Stage, a_stage
from tests.doors.slack.judge import faults_in
from tests.doors.slack.stub import APP, BOT, TEAM, TOKEN, SlackStub, a_slack

SIGNING = "test-signing-secret"
USERS = {AMINA: "U01AMINA", LEO: "U02LEO", CARYS: "U03CARYS", SAM: "U04SAM", MO: "U05MO"}
CHANNEL = "C01GEN"
Json = dict[str, Any]


class Bench:
    """What people do in Slack, as Slack tells it."""

    def __init__(
        self, stage: Stage, slack: SlackStub, door: SlackDoor, url: str, session: aiohttp.ClientSession
    ) -> None:
        self.stage = stage
        self.slack = slack
        self.door = door
        self._url = url
        self._session = session
        self._numbers = count(1)

    async def send(
        self, body: str, content_type: str, *, headers: Mapping[str, str] | None = None, at: float | None = None
    ) -> aiohttp.ClientResponse:
        """One signed request; `at` is the time stamp under it."""
        stamp = str(int(at if at is not None else time.time()))
        signature = SignatureVerifier(SIGNING).generate_signature(timestamp=stamp, body=body)
        signed = {"X-Slack-Signature": str(signature), "X-Slack-Request-Timestamp": stamp, "Content-Type": content_type}
        response = await self._session.post(self._url, data=body.encode(), headers={**signed, **(headers or {})})
        await response.read()
        return response

    async def raw_command(self, line: str, who: str = AMINA, channel: str = CHANNEL, **more: str) -> Json:
        """A slash command: what it is acknowledged with."""
        command, _, text = line.partition(" ")
        number = next(self._numbers)
        form = {
            "command": command,
            "text": text,
            "team_id": TEAM,
            "channel_id": channel,
            "channel_name": "general",
            "user_id": USERS.get(who, who),
            "user_name": who.split()[0].lower(),
            "trigger_id": f"trigger-{number}",
            "api_app_id": APP,
            "response_url": f"{self.slack.url}respond/{number}",
            **more,
        }
        response = await self.send(urlencode(form), "application/x-www-form-urlencoded")
        assert response.status == 200
        body = await response.text()
        return json.loads(body) if body.startswith("{") else {"text": body}

    async def command(self, line: str, who: str = AMINA, channel: str = CHANNEL, **more: str) -> Json:
        """The same, with all that goes on after the acknowledgement."""
        answer = await self.raw_command(line, who, channel, **more)
        await self.door.drain()
        return answer

    async def interact(self, payload: Json) -> Json:
        """A press, a submission, a shortcut or a request for options: what it is acknowledged with."""
        form = {"payload": json.dumps(payload)}
        response = await self.send(urlencode(form), "application/x-www-form-urlencoded")
        assert response.status == 200
        body = await response.text()
        await self.door.drain()
        return json.loads(body) if body.startswith("{") else {}

    def payload(self, kind: str, who: str = AMINA, **more: Any) -> Json:
        """What all interactions have in common."""
        number = next(self._numbers)
        return {
            "type": kind,
            "team": {"id": TEAM, "domain": "walsall"},
            "user": {"id": USERS.get(who, who), "username": who.split()[0].lower(), "team_id": TEAM},
            "api_app_id": APP,
            "trigger_id": f"trigger-{number}",
            "response_url": f"{self.slack.url}respond/{number}",
            **more,
        }

    async def press(
        self,
        says: str,
        who: str = AMINA,
        *,
        label: str = "Button",
        message: Mapping[str, Any] | None = None,
        channel: str = CHANNEL,
        view: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Json:
        """A press of a button: of a message that stands in a channel, of one for this person alone, or in a view."""
        where: Json
        if view is not None:
            where = {"view": dict(view), "container": {"type": "view", "view_id": view["id"]}}
        else:
            where = {
                "channel": {"id": channel, "name": "general"},
                "container": {"type": "message", "channel_id": channel, "is_ephemeral": message is None},
            }
            if message is not None:
                where["message"] = dict(message)
        action = {
            "type": "button",
            "action_id": "says-0",
            "block_id": "b1",
            "value": says,
            "text": {"type": "plain_text", "text": label},
            "action_ts": f"{time.time():.6f}",
        }
        return await self.interact(self.payload("block_actions", who, actions=[action], **where, **more))

    async def submit(self, view: Mapping[str, Any], answers: Mapping[str, Any], who: str = AMINA) -> Json:
        """A modal is submitted with these answers, by block: text, or a whole element."""
        shown = {**view, "id": view.get("id", "VIEW1"), "hash": "1"}
        values: Json = {}
        for block in (one for one in view["blocks"] if one["type"] == "input"):
            element = block["element"]
            said = answers.get(block["block_id"])
            values[block["block_id"]] = {element["action_id"]: _state(element, said)}
        assert set(answers) <= set(values), f"the modal asks for {list(values)}"
        shown["state"] = {"values": values}
        return await self.interact(self.payload("view_submission", who, view=shown))

    async def options(self, view: Mapping[str, Any], block: str, text: str, who: str = AMINA) -> list[tuple[str, str]]:
        """What a select of a modal is offered while somebody types: label and value."""
        asked = {"action_id": "suggested", "block_id": block, "value": text, "view": {**view, "id": "VIEW1"}}
        answer = await self.interact(self.payload("block_suggestion", who, **asked))
        return [(option["text"]["text"], option["value"]) for option in answer["options"]]

    async def event(self, event: Json, *, retry: int | None = None, event_id: str | None = None) -> int:
        """An event: the status that it is acknowledged with."""
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event_id": event_id or f"Ev{next(self._numbers)}",
            "event": event,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        headers = {"X-Slack-Retry-Num": str(retry)} if retry is not None else {}
        response = await self.send(json.dumps(body), "application/json", headers=headers)
        await self.door.drain()
        return response.status

    def a_message(self, text: str, who: str = AMINA, **more: Any) -> Json:
        """A direct message of somebody's."""
        user = USERS.get(who, who)
        ts = f"{self.slack.now:.0f}.{500_000 + next(self._numbers):06d}"
        kind = {"type": "message", "channel": f"D{user[1:]}", "channel_type": "im"}
        return {**kind, "user": user, "text": text, "ts": ts, **more}

    def a_mention(self, text: str, who: str = AMINA, channel: str = CHANNEL, **more: Any) -> Json:
        """A message in a channel that mentions the bot."""
        ts = f"{self.slack.now:.0f}.{500_000 + next(self._numbers):06d}"
        said = f"<@{BOT}> {text}"
        return {"type": "app_mention", "user": USERS.get(who, who), "text": said, "ts": ts, "channel": channel, **more}

    def posted(self, channel: str = CHANNEL) -> list[str]:
        """The texts that stand in a channel."""
        return [message["text"] for message in self.slack.messages[channel]]

    def last_view(self) -> Json:
        """The view that was opened or filled last, with its id."""
        calls = [call for call in self.slack.calls if call.method in {"views.open", "views.update", "views.publish"}]
        view: Json = dict(calls[-1].arguments["view"])
        return {"id": calls[-1].arguments.get("view_id", "VIEW1"), **view}

    async def tick(self) -> None:
        """Let the clockwork do what is due now, by Slack alone."""
        clockwork = Clockwork(self.stage.core, {"slack": self.door.messenger}, monotonic=lambda: 0.0)
        await clockwork.tick(self.stage.now)

    def faults(self) -> list[str]:
        """What Slack would have refused of all that it was sent."""
        return faults_in([dict(call.arguments) for call in self.slack.calls] + self.slack.responses)[1]


def _state(element: Mapping[str, Any], said: Any) -> Json:
    kind = element["type"]
    if isinstance(said, Mapping):
        return {"type": kind, **said}
    if kind in {"external_select", "static_select"}:
        chosen = {"text": {"type": "plain_text", "text": said}, "value": said} if said else None
        return {"type": kind, "selected_option": chosen}
    if kind == "datepicker":
        return {"type": kind, "selected_date": said}
    if kind == "timepicker":
        return {"type": kind, "selected_time": said}
    return {"type": kind, "value": said}


def words_of(sent: Mapping[str, Any]) -> str:
    """Everything that can be read in a message or a view, one thing on each line."""
    found: list[str] = []

    def read(one: object) -> None:
        if isinstance(one, Mapping):
            if isinstance(one.get("text"), str):
                found.append(one["text"])
            for value in one.values():
                read(value)
        elif isinstance(one, Sequence) and not isinstance(one, str):
            for value in one:
                read(value)

    read(sent.get("blocks") or ())
    return "\n".join(found)


def buttons_of(sent: Mapping[str, Any]) -> dict[str, str]:
    """Label and line of each button of a message or a view."""
    found: dict[str, str] = {}
    for block in sent.get("blocks") or ():
        for element in (*block.get("elements", ()), *(filter(None, (block.get("accessory"),)))):
            if element.get("type") == "button":
                found[element["text"]["text"]] = element["value"]
    return found


def know_on_slack(stage: Stage) -> None:
    """Let the team's people be known in the workspace."""
    with stage.database.change() as session:
        people = session.scalars(select(Person).execution_options(all_teams=True)).all()
        for person in people:
            if person.name in USERS and person.name != JANE:
                session.add(Identity(door="slack", workspace=TEAM, user=USERS[person.name], person_id=person.id))


@asynccontextmanager
async def a_bench(**tokens: str) -> AsyncIterator[Bench]:
    """The door, open over HTTP on 127.0.0.1."""
    with a_stage() as stage:
        know_on_slack(stage)
        async with a_slack() as slack, aiohttp.ClientSession() as session:
            secret = SecretStr(tokens.get("signing", SIGNING))
            door = SlackDoor(
                stage.core, [Tokens(SecretStr(TOKEN), signing=secret)], f"{slack.url}api/", lambda: stage.now
            )
            server = WebServer("127.0.0.1", 0, door.routes, lambda: True)
            port = await server.start()
            await door.start()
            slack.forget()
            bench = Bench(stage, slack, door, f"http://127.0.0.1:{port}/slack/events", session)
            yield bench
            assert bench.faults() == []
            await door.stop_listening()
            await door.drain()
            await door.close()
            await server.stop()
