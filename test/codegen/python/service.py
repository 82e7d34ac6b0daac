"""Asks for unrestricted access through the worker, with the client that openapi-python-client makes of its openapi.yaml."""

import os
import sys

import httpx
from extended_permissions_service_client import AuthenticatedClient, models
from extended_permissions_service_client.api.connections import (
    begin_connection,
    complete_connection,
    refresh_connection,
    revoke_connection,
)
from extended_permissions_service_client.api.permission_requests import begin_permission_request, complete_permission_request
from extended_permissions_service_client.api.permissions import read_permissions
from extended_permissions_service_client.types import Unset

TOKEN, SUBJECT, DE = os.environ["ACCESS_TOKEN"], "user-42", models.DataCenter.DE


def check(what: str, passed: bool) -> None:
    """Ends the program where a step fails: the next ones would have nothing to stand on."""
    print("ok" if passed else "not ok", "-", what)
    if not passed:
        sys.exit(1)


def send_user(url: str) -> httpx.QueryParams:
    """Sends the user to a URL. Returns the query with which they come back."""
    response = httpx.post(os.environ["USER_URL"], json={"url": url}, timeout=20).raise_for_status()
    return httpx.URL(response.json()["url"]).params


with AuthenticatedClient(base_url=os.environ["SERVICE_URL"], token=os.environ["API_KEY"]) as client:
    read = models.ReadRequest(DE, TOKEN)
    permissions = read_permissions.sync(client=client, body=read)
    check("the permissions are read", isinstance(permissions, models.ReadResult) and permissions.calendars != [])

    begin = models.BeginRequest(DE, TOKEN, SUBJECT, all_calendars=True)
    begun = begin_permission_request.sync(client=client, body=begin)
    assert isinstance(begun, models.BeginResult) and isinstance(begun.redirect, models.BeginRedirect)
    check("the user has to decide", begun.status == "redirect")

    # In life the user goes to the URL and decides.
    httpx.post(os.environ["DECISIONS_URL"], json={"url": begun.redirect.url, "decision": "accept"}).raise_for_status()
    assert isinstance(begun.redirect.sealed_request, str)
    complete = models.CompleteRequest(begun.redirect.sealed_request, DE, TOKEN, SUBJECT)
    outcome = complete_permission_request.sync(client=client, body=complete)
    check("access is granted", isinstance(outcome, models.Outcome) and outcome.status == "granted")

    read.access_token = "unknown"
    rejected = read_permissions.sync(client=client, body=read)
    assert isinstance(rejected, models.Problem)
    check("an unknown token is a problem", rejected.code == "account_token_rejected")

    begin.subject = ""
    invalid = begin_permission_request.sync(client=client, body=begin)
    assert isinstance(invalid, models.Problem) and invalid.errors
    check("a field that is not valid is a problem", invalid.code == "validation_failed")
    check("that problem names the field", invalid.errors["subject"] == ["must not be empty"])

    # A user connects an account.
    connect = models.ConnectRequest(SUBJECT, "http://localhost:3000/settings", DE)
    link = begin_connection.sync(client=client, body=connect)
    assert isinstance(link, models.ConnectResult)
    sealed = send_user(link.redirect.url)["sealed_connection"]
    connection = complete_connection.sync(client=client, body=models.CompleteConnectionRequest(sealed, SUBJECT))
    assert isinstance(connection, models.Connection)
    connected = connection.connection_id == link.redirect.connection_id and connection.account.sub is not None
    check("the user is connected", connected)
    check("a field that Cronofy left out is None", connection.account.profile_name is None)

    assert connection.tokens.refresh_token is not None
    refresh = models.RefreshRequest(DE, connection.tokens.refresh_token)
    refreshed = refresh_connection.sync(client=client, body=refresh)
    assert isinstance(refreshed, models.RefreshResult)
    tokens = refreshed.tokens
    check("the tokens are refreshed", tokens.access_token != connection.tokens.access_token)
    check("a scope that Cronofy left out is None", tokens.scope is None and tokens.refresh_token is not None)

    # The user chooses calendars on the worker's page.
    begin = models.BeginRequest(
        DE, tokens.access_token, SUBJECT, choose_calendars=True, access_token_expires_at=tokens.expires_at
    )
    choice = begin_permission_request.sync(client=client, body=begin)
    assert isinstance(choice, models.BeginResult) and isinstance(choice.redirect, models.BeginRedirect)
    check("the link to choose calendars has no request yet", isinstance(choice.redirect.sealed_request, Unset))
    sealed = send_user(choice.redirect.url)["sealed_request"]
    complete = models.CompleteRequest(sealed, DE, tokens.access_token, SUBJECT)
    outcome = complete_permission_request.sync(client=client, body=complete)
    assert isinstance(outcome, models.Outcome)
    check("access to the chosen calendars is granted", outcome.status == "granted")

    revoke = models.RevokeRequest(DE, tokens.access_token)
    revoked = revoke_connection.sync(client=client, body=revoke)
    check("the connection is revoked", isinstance(revoked, models.RevokeResult) and revoked.status == "revoked")
    ended = refresh_connection.sync(client=client, body=refresh)
    check("a revoked connection is a problem", isinstance(ended, models.Problem) and ended.code == "invalid_grant")
