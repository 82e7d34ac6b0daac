"""Walks with pycronofy, as it is but for its base URL, through every call that touches the flow, and through its errors.

usage: flow.py SANDBOX_URL

Prints `ok - what` or `not ok - what: why` for each check, and ends with 1 where one failed.
"""

import sys
from urllib.parse import parse_qs, urlsplit

import requests
from pycronofy import Client, settings
from pycronofy.exceptions import PyCronofyRequestError

SANDBOX = sys.argv[1]
DATA_CENTERS = ("us", "au", "ca", "de", "sg", "uk")
CREDENTIALS = {"client_id": "sandbox", "client_secret": "sandbox-secret"}
RETURN_URI = "https://app.example.com/return?a=b"
CALLBACK_URI = "https://app.example.com/callback"

# The base URL is a setting of the module: here a data center is a prefix, in life it is a host.
settings.API_BASE_URL = settings.APP_BASE_URL = SANDBOX
settings.API_REGION_FORMAT = settings.APP_REGION_FORMAT = SANDBOX + "/%s"

checks = []


def check(what):
    """Registers a function as a check."""

    def register(function):
        checks.append((what, function))
        return function

    return register


def equal(actual, expected):
    if actual != expected:
        raise AssertionError("%r is not %r" % (actual, expected))


def control(path, body, method="POST"):
    answer = requests.request(method, "%s/sandbox/%s" % (SANDBOX, path), json=body)
    equal(answer.status_code, 200)
    return answer.json()


def client_of(account, data_center="us", **options):
    """A client with the tokens of an account."""
    tokens = control("tokens", {"account": account, "data_center": data_center})
    given = {"access_token": tokens["access_token"], "refresh_token": tokens["refresh_token"]}
    return Client(data_center=data_center, **{**CREDENTIALS, **given, **options})


def submit(url, form):
    """Posts the form of a page, as a browser does, and answers where it leads."""
    equal(requests.get(url).status_code, 200)
    answer = requests.post(url, data=form, allow_redirects=False)
    equal(answer.status_code, 303)
    return answer.headers["location"]


def permission(calendar_id):
    return {"calendar_id": calendar_id, "permission_level": "unrestricted"}


def level(client, calendar_id):
    found = [one for one in client.list_calendars() if one["calendar_id"] == calendar_id]
    return found[0]["permission_level"]


def refused(status, body, call):
    """Sees to it that a call raises what pycronofy raises for every refusal, with this status and body."""
    try:
        value = call()
    except PyCronofyRequestError as error:
        equal(error.response.status_code, status)
        equal(error.response.json() if error.response.content else None, body)
        if "Bearer" in error.message:
            raise AssertionError("the message holds the token")
    else:
        raise AssertionError("it was no error: %r" % (value,))


def walk(data_center):
    client = Client(data_center=data_center, **CREDENTIALS)
    link = client.user_auth_link(CALLBACK_URI, scope="read_write", state="s t&a")
    equal(link.startswith(SANDBOX), True)
    query = parse_qs(urlsplit(submit(link, {"account": "google"})).query)
    equal(query["state"], ["s t&a"])

    tokens = client.get_authorization_from_code(query["code"][0])
    equal(client.auth.access_token, tokens["access_token"])
    equal(client.is_authorization_expired(), False)
    equal(len(client.list_calendars()), 11)
    equal(client.userinfo()["sub"], "acc_%s_google" % data_center)

    work = "cal_%s_google1_work" % data_center
    home = "cal_%s_google1_home" % data_center
    asked = client.elevated_permissions((permission(work), permission(home)), RETURN_URI)
    equal(list(asked), ["url"])
    equal(level(client, work), "sandbox")
    equal(submit(asked["url"], {"decision": "accept-selected", "calendar_id": work}), RETURN_URI)
    equal(level(client, work), "unrestricted")
    equal(level(client, home), "sandbox")

    old = client.auth.access_token
    client.refresh_authorization()
    equal(client.auth.access_token == old, False)
    equal(len(client.list_calendars()), 11)

    access_token, refresh_token = client.auth.access_token, client.auth.refresh_token
    client.revoke_authorization()
    equal(client.auth.access_token, None)
    late = Client(data_center=data_center, access_token=access_token, refresh_token=refresh_token, **CREDENTIALS)
    refused(401, {"error": "invalid_token"}, late.list_calendars)
    refused(400, {"error": "invalid_grant"}, late.refresh_authorization)


for one in DATA_CENTERS:
    check("the whole flow in %s" % one)(lambda data_center=one: walk(data_center))


@check("the default scopes are taken, and the user may refuse")
def _():
    link = Client(**CREDENTIALS).user_auth_link(CALLBACK_URI)
    equal(submit(link, {"refuse": "true"}), CALLBACK_URI + "?error=access_denied")


@check("a rejection adds error=access_denied to the address")
def _():
    client = client_of("google")
    asked = client.elevated_permissions((permission("cal_us_google1_team"),), RETURN_URI)
    equal(submit(asked["url"], {"decision": "reject"}), RETURN_URI + "&error=access_denied")
    equal(level(client, "cal_us_google1_team"), "sandbox")


@check("Enterprise Connect is accepted at once")
def _():
    client = client_of("enterprise", "de")
    equal(client.elevated_permissions((permission("cal_de_enterprise1_work"),), RETURN_URI), {"accepted": True})
    equal(level(client, "cal_de_enterprise1_work"), "unrestricted")


@check("250 calendars in one request")
def _():
    client = client_of("many-calendars")
    ids = [one["calendar_id"] for one in client.list_calendars()]
    equal(len(ids), 250)
    equal(list(client.elevated_permissions([permission(one) for one in ids], RETURN_URI)), ["url"])


@check("an access token expires, and a refresh renews it")
def _():
    client = client_of("apple")
    control("clock", {"advance_seconds": 3600})
    refused(401, {"error": "invalid_token"}, client.userinfo)
    client.refresh_authorization()
    equal(client.userinfo()["sub"], "acc_us_apple")


@check("a refresh token that rotates is the one that is kept")
def _():
    client = client_of("apple")
    old = client.auth.refresh_token
    control("faults", [{"route": "POST /oauth/token", "fault": "rotate_refresh_token", "count": 1}], "PUT")
    client.refresh_authorization()
    equal(client.auth.refresh_token == old, False)
    client.refresh_authorization()
    dead = Client(refresh_token=old, **CREDENTIALS)
    refused(400, {"error": "invalid_grant"}, dead.refresh_authorization)


@check("no token and an unknown one: 401")
def _():
    refused(401, {"error": "invalid_token"}, Client(**CREDENTIALS).list_calendars)
    unknown = Client(access_token="unknown", **CREDENTIALS)
    for call in (unknown.list_calendars, unknown.userinfo):
        refused(401, {"error": "invalid_token"}, call)
    refused(401, {"error": "invalid_token"}, lambda: unknown.elevated_permissions((permission("cal_us_google1_work"),), RETURN_URI))


@check("the token of another data center: 401")
def _():
    token = client_of("google", "ca").auth.access_token
    for data_center in DATA_CENTERS:
        other = Client(data_center=data_center, access_token=token)
        if data_center == "ca":
            equal(len(other.list_calendars()), 11)
        else:
            refused(401, {"error": "invalid_token"}, other.list_calendars)


@check("the plan lacks the feature: 402")
def _():
    client = client_of("no-plan")
    refused(402, {"error": "payment_required"}, lambda: client.elevated_permissions(({},), RETURN_URI))


@check("the scope is not enough: 403")
def _():
    for account in ("narrow-scope", "enterprise-no-scope"):
        client = client_of(account)
        refused(403, {"error": "insufficient_scope"}, lambda: client.elevated_permissions(({},), RETURN_URI))


@check("the account is locked: 423")
def _():
    client = client_of("locked")
    refused(423, {"error": "account_locked"}, lambda: client.elevated_permissions(({},), RETURN_URI))


@check("what is wrong with a request is named by field: 422")
def _():
    client = client_of("google")
    invalid = [{"key": "errors.invalid", "description": "invalid"}]
    required = [{"key": "errors.required", "description": "required"}]
    for foreign in ("cal_us_nope", "cal_us_google1_old", "cal_us_apple1_work", "cal_uk_google1_work"):
        body = {"errors": {"permissions[0].calendar_id": invalid}}
        refused(422, body, lambda: client.elevated_permissions((permission(foreign),), RETURN_URI))
    some = (permission("cal_us_google1_work"),)
    refused(422, {"errors": {"redirect_uri": required}}, lambda: client.elevated_permissions(some))
    refused(422, {"errors": {"redirect_uri": invalid}}, lambda: client.elevated_permissions(some, "/return"))
    refused(422, {"errors": {"permissions": invalid}}, lambda: client.elevated_permissions((), RETURN_URI))


@check("a dead code, another redirect URI and a missing refresh token: 400")
def _():
    client = Client(**CREDENTIALS)
    refused(400, {"error": "invalid_grant"}, lambda: client.get_authorization_from_code("unknown", CALLBACK_URI))
    link = client.user_auth_link(CALLBACK_URI, scope="read_write")
    code = parse_qs(urlsplit(submit(link, {"account": "google"})).query)["code"][0]
    other = CALLBACK_URI + "/"
    refused(400, {"error": "invalid_grant"}, lambda: client.get_authorization_from_code(code, other))
    # pycronofy sends null where it has none.
    description = "These fields are missing or invalid: refresh_token."
    body = {"error": "invalid_request", "error_description": description}
    refused(400, body, client.refresh_authorization)


@check("a wrong secret: 401 invalid_client")
def _():
    client = client_of("google", client_secret="wrong")
    refused(401, {"error": "invalid_client"}, client.refresh_authorization)
    refused(401, {"error": "invalid_client"}, client.revoke_authorization)


@check("the account is read")
def _():
    equal(client_of("google").account()["account_id"], "acc_us_google")


@check("what the sandbox does not have: 404")
def _():
    client = client_of("google")
    refused(404, {"error": "not_found"}, client.list_profiles)


@check("too many requests and a provider that is down: 429, 503")
def _():
    client = client_of("google")
    for status, error in ((429, "rate_limited"), (503, "service_unavailable")):
        fault = {"route": "GET /v1/calendars", "fault": "status", "status": status, "count": 1}
        control("faults", [fault], "PUT")
        refused(status, {"error": error}, client.list_calendars)
    equal(len(client.list_calendars()), 11)


failed = 0
for what, function in checks:
    try:
        function()
        print("ok - %s" % what, flush=True)
    except Exception as error:  # Whatever it is, it is this check that failed.
        failed += 1
        print("not ok - %s: %s: %s" % (what, type(error).__name__, error), flush=True)
sys.exit(1 if failed else 0)
