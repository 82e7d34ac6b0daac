"""Asks for unrestricted access to a calendar, with the client that OpenAPI Generator makes of openapi.yaml."""

import os
import sys

import urllib3
from cronofy_extended_permissions import (
    ApiClient,
    Calendar,
    CalendarsApi,
    Configuration,
    ErrorResponse,
    PermissionRequestItem,
    PermissionsApi,
    PermissionsRequest,
    PermissionsRequestResult,
)
from cronofy_extended_permissions.exceptions import UnprocessableEntityException


# docs:begin listCalendars
def connect(access_token: str) -> ApiClient:
    api_url = os.environ["API_URL"]  # the account's data center, such as https://api-de.cronofy.com
    return ApiClient(Configuration(host=api_url, access_token=access_token))


def list_calendars(client: ApiClient) -> list[Calendar]:
    return CalendarsApi(client).list_calendars(_request_timeout=10.0).calendars
# docs:end


# docs:begin requestPermissions
def ask(client: ApiClient, calendar_id: str) -> PermissionsRequestResult:
    """`url` is where to send the user, or `accepted` says that access was granted at once."""
    item = PermissionRequestItem(calendar_id=calendar_id, permission_level="unrestricted")
    request = PermissionsRequest(permissions=[item], redirect_uri="https://app.example.com/permissions/return")
    return PermissionsApi(client).request_permissions(request, _request_timeout=10.0).permissions_request
# docs:end


def is_unrestricted(client: ApiClient, asked: Calendar) -> bool:
    return any(
        calendar.calendar_id == asked.calendar_id and calendar.permission_level == "unrestricted"
        for calendar in list_calendars(client)
    )


def accept(url: str) -> None:
    """Tells the sandbox to accept, where in life the user is sent to the URL."""
    urllib3.request("POST", os.environ["DECISIONS_URL"], json={"url": url, "decision": "accept"})


results: list[bool] = []


def check(what: str, passed: bool) -> None:
    print("ok" if passed else "not ok", "-", what)
    results.append(passed)


with connect(os.environ["ACCESS_TOKEN"]) as client:
    choices = [one for one in list_calendars(client) if one.permission_level == "sandbox"]
    check("a calendar is listed that is not unrestricted yet", choices != [])
    calendar = choices[0]

    url = ask(client, calendar.calendar_id).url
    check("the user has to decide, at a URL", isinstance(url, str))
    accept(str(url))
    check("what the user accepted is unrestricted", is_unrestricted(client, calendar))

    try:
        ask(client, "unknown")
        check("an unknown calendar is refused", False)
    except UnprocessableEntityException as refused:
        assert isinstance(refused.data, ErrorResponse) and refused.data.errors
        fault = refused.data.errors["permissions[0].calendar_id"][0]
        check(f"an unknown calendar is refused: {fault.description}", fault.key == "errors.invalid")

with connect(os.environ["ENTERPRISE_ACCESS_TOKEN"]) as client:
    calendar = list_calendars(client)[0]
    check("Enterprise Connect is accepted at once", ask(client, calendar.calendar_id).accepted is True)
    check("what was accepted at once is unrestricted", is_unrestricted(client, calendar))

sys.exit(not all(results))
