"""Asks for unrestricted access to a calendar, with the models that datamodel-code-generator writes for openapi.yaml."""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import cronofy_models
from cronofy_models import (
    CalendarList,
    ErrorResponse,
    PermissionLevel,
    PermissionRequestItem,
    PermissionsRequest,
    PermissionsRequestResult,
    PermissionsResponse,
    UserInfo,
)
from numbered_names import numbered_names
from pydantic import HttpUrl


def send(url: str, body: str | None = None, access_token: str = "") -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {access_token}", "Content-Type": "application/json"}
    request = Request(url, body.encode() if body is not None else None, headers)
    try:
        with urlopen(request, timeout=10) as response:
            return response.status, response.read()
    except HTTPError as error:
        return error.code, error.read()


def call(path: str, access_token: str, body: str | None = None) -> tuple[int, bytes]:
    return send(os.environ["API_URL"] + path, body, access_token)  # such as https://api-de.cronofy.com


# docs:begin listCalendars
def list_calendars(access_token: str) -> CalendarList:
    _, body = call("/v1/calendars", access_token)
    return CalendarList.model_validate_json(body)
# docs:end


# docs:begin requestPermissions
def request_permissions(access_token: str, calendar_id: str) -> PermissionsRequestResult | ErrorResponse:
    """`url` is where to send the user, or `accepted` says that access was granted at once."""
    item = PermissionRequestItem(calendar_id=calendar_id, permission_level=PermissionLevel.unrestricted)
    redirect_uri = HttpUrl("https://app.example.com/permissions/return")
    request = PermissionsRequest(permissions=[item], redirect_uri=redirect_uri)
    status, body = call("/v1/permissions", access_token, request.model_dump_json())
    if status == 422:
        return ErrorResponse.model_validate_json(body)
    return PermissionsResponse.model_validate_json(body).permissions_request
# docs:end


def check(what: str, passed: bool) -> None:
    """Ends the program where a step fails: the next ones would have nothing to stand on."""
    print("ok" if passed else "not ok", "-", what)
    if not passed:
        sys.exit(1)


check("no enumeration has a numbered name", numbered_names(cronofy_models) == [])

user = os.environ["ACCESS_TOKEN"]
chosen = [one.calendar_id for one in list_calendars(user).calendars if one.permission_level == "sandbox"]
check("the calendars are listed", chosen != [])

requested = request_permissions(user, chosen[0])
assert isinstance(requested, PermissionsRequestResult)
check("unrestricted access is asked for", requested.url is not None)
send(os.environ["DECISIONS_URL"], json.dumps({"url": str(requested.url), "decision": "accept"}))
unrestricted = [one.calendar_id for one in list_calendars(user).calendars if one.permission_level == "unrestricted"]
check("the calendar reads unrestricted", chosen[0] in unrestricted)

refused = request_permissions(user, "unknown")
assert isinstance(refused, ErrorResponse) and refused.errors is not None
check("an unknown calendar is refused, by field", "permissions[0].calendar_id" in refused.errors)

enterprise = os.environ["ENTERPRISE_ACCESS_TOKEN"]
accepted = request_permissions(enterprise, list_calendars(enterprise).calendars[0].calendar_id)
check("Enterprise Connect is accepted at once", isinstance(accepted, PermissionsRequestResult) and accepted.accepted is True)

_, info = call("/v1/userinfo", user)
check("a user without a name is read", UserInfo.model_validate_json(info).name is None)
