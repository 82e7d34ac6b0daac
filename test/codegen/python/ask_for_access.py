"""Asks for unrestricted access to a calendar, with the client that openapi-python-client makes of openapi.yaml."""

import os
import sys

import httpx
from cronofy_extended_permissions_client import AuthenticatedClient
from cronofy_extended_permissions_client.api.calendars import list_calendars
from cronofy_extended_permissions_client.api.permissions import request_permissions
from cronofy_extended_permissions_client.models import (
    Calendar,
    CalendarList,
    ErrorResponse,
    PermissionRequestItem,
    PermissionRequestItemPermissionLevel,
    PermissionsRequest,
    PermissionsRequestResult,
    PermissionsResponse,
)


class Refused(Exception):
    """What the client returns where a call fails: `faults` by field, where the request was not valid."""

    def __init__(self, error: ErrorResponse | None) -> None:
        super().__init__(error)
        self.faults = error.errors.additional_properties if error and error.errors else {}


# docs:begin listCalendars
def connect(access_token: str) -> AuthenticatedClient:
    api_url = os.environ["API_URL"]  # the account's data center, such as https://api-de.cronofy.com
    return AuthenticatedClient(base_url=api_url, token=access_token, timeout=httpx.Timeout(10))


def read_calendars(client: AuthenticatedClient) -> list[Calendar]:
    # A 401 may have no body. The client returns None for it.
    answer = list_calendars.sync(client=client)
    if not isinstance(answer, CalendarList):
        raise Refused(answer)
    return answer.calendars
# docs:end


# docs:begin requestPermissions
def ask(client: AuthenticatedClient, calendar_id: str) -> PermissionsRequestResult:
    """`url` is where to send the user, or `accepted` says that access was granted at once."""
    item = PermissionRequestItem(calendar_id, PermissionRequestItemPermissionLevel.UNRESTRICTED)
    body = PermissionsRequest([item], redirect_uri="https://app.example.com/permissions/return")
    answer = request_permissions.sync(client=client, body=body)
    if not isinstance(answer, PermissionsResponse):
        raise Refused(answer)
    return answer.permissions_request
# docs:end


def is_unrestricted(client: AuthenticatedClient, asked: Calendar) -> bool:
    return any(
        calendar.calendar_id == asked.calendar_id and calendar.permission_level == "unrestricted"
        for calendar in read_calendars(client)
    )


def accept(url: str) -> None:
    """Tells the sandbox to accept, where in life the user is sent to the URL."""
    httpx.post(os.environ["DECISIONS_URL"], json={"url": url, "decision": "accept"}).raise_for_status()


results: list[bool] = []


def check(what: str, passed: bool) -> None:
    print("ok" if passed else "not ok", "-", what)
    results.append(passed)


with connect(os.environ["ACCESS_TOKEN"]) as client:
    choices = [one for one in read_calendars(client) if one.permission_level == "sandbox"]
    check("a calendar is listed that is not unrestricted yet", choices != [])
    calendar = choices[0]

    url = ask(client, calendar.calendar_id).url
    check("the user has to decide, at a URL", isinstance(url, str))
    accept(str(url))
    check("what the user accepted is unrestricted", is_unrestricted(client, calendar))

    try:
        ask(client, "unknown")
        check("an unknown calendar is refused", False)
    except Refused as refused:
        fault = refused.faults["permissions[0].calendar_id"][0]
        check(f"an unknown calendar is refused: {fault.description}", fault.key == "errors.invalid")

with connect(os.environ["ENTERPRISE_ACCESS_TOKEN"]) as client:
    calendar = read_calendars(client)[0]
    check("Enterprise Connect is accepted at once", ask(client, calendar.calendar_id).accepted is True)
    check("what was accepted at once is unrestricted", is_unrestricted(client, calendar))

sys.exit(not all(results))
