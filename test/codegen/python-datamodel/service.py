"""Asks a user for unrestricted access through the worker, with the models that datamodel-code-generator writes."""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import worker_models
from numbered_names import numbered_names
from pydantic import BaseModel
from worker_models import BeginRequest, BeginResult, CompleteRequest, DataCenter, Outcome, Problem, ReadRequest, ReadResult


def send(url: str, body: str) -> bytes:
    headers = {"Authorization": f"Bearer {os.environ['API_KEY']}", "Content-Type": "application/json"}
    try:
        with urlopen(Request(url, body.encode(), headers), timeout=10) as response:
            return bytes(response.read())
    except HTTPError as error:
        return error.read()


def call(path: str, body: BaseModel) -> bytes:
    return send(os.environ["SERVICE_URL"] + path, body.model_dump_json(exclude_none=True))


def check(what: str, passed: bool) -> None:
    """Ends the program where a step fails: the next ones would have nothing to stand on."""
    print("ok" if passed else "not ok", "-", what)
    if not passed:
        sys.exit(1)


check("no enumeration has a numbered name", numbered_names(worker_models) == [])

token = os.environ["ACCESS_TOKEN"]
read = ReadResult.model_validate_json(call("/permissions/read", ReadRequest(data_center=DataCenter.de, access_token=token)))
check("the permissions are read", read.calendars != [])

begin = BeginRequest(data_center=DataCenter.de, access_token=token, subject="user-42", all_calendars=True)
begun = BeginResult.model_validate_json(call("/permission-requests", begin))
assert begun.redirect is not None and begun.redirect.sealed_request is not None
check("the user has to decide", begun.status == "redirect")
send(os.environ["DECISIONS_URL"], json.dumps({"url": str(begun.redirect.url), "decision": "accept"}))
complete = CompleteRequest(
    sealed_request=begun.redirect.sealed_request, data_center=DataCenter.de, access_token=token, subject="user-42"
)
outcome = Outcome.model_validate_json(call("/permission-requests/complete", complete))
check("access is granted", outcome.status == "granted")

unknown = ReadRequest(data_center=DataCenter.de, access_token="unknown")
rejected = Problem.model_validate_json(call("/permissions/read", unknown))
check("an unknown token is a problem", rejected.code.root == "account_token_rejected")

# Short enough in characters, so that the model takes it, but too long in bytes.
long = begin.model_copy(update={"subject": "ü" * 100})
invalid = Problem.model_validate_json(call("/permission-requests", long))
check("a field that is not valid is a problem", invalid.code.root == "validation_failed")
check("that problem names the field", invalid.errors is not None and "subject" in invalid.errors)
