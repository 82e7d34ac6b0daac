"""Asks for unrestricted access through the worker, with the client that openapi-python-client makes of its openapi.yaml."""

import os
import sys

import httpx
from extended_permissions_service_client import AuthenticatedClient, models
from extended_permissions_service_client.api.flow import begin_permission_request, complete_permission_request
from extended_permissions_service_client.api.reading import read_permissions

TOKEN, SUBJECT = os.environ["ACCESS_TOKEN"], "user-42"


def check(what: str, passed: bool) -> None:
    """Ends the program where a step fails: the next ones would have nothing to stand on."""
    print("ok" if passed else "not ok", "-", what)
    if not passed:
        sys.exit(1)


with AuthenticatedClient(base_url=os.environ["SERVICE_URL"], token=os.environ["API_KEY"]) as client:
    read = models.ReadRequest(models.DataCenter.DE, TOKEN)
    permissions = read_permissions.sync(client=client, body=read)
    check("the permissions are read", isinstance(permissions, models.ReadResult) and permissions.calendars != [])

    begin = models.BeginRequest(models.DataCenter.DE, TOKEN, SUBJECT, all_calendars=True)
    begun = begin_permission_request.sync(client=client, body=begin)
    assert isinstance(begun, models.BeginResult) and isinstance(begun.redirect, models.BeginRedirect)
    check("the user has to decide", begun.status == "redirect")

    # In life the user goes to the URL and decides.
    httpx.post(os.environ["DECISIONS_URL"], json={"url": begun.redirect.url, "decision": "accept"}).raise_for_status()
    data_center = models.DataCenter.DE
    complete = models.CompleteRequest(begun.redirect.sealed_request, data_center, TOKEN, SUBJECT)
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
