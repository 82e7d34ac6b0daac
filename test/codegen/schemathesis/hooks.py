"""Lets schemathesis get past the first check of each call.

A valid request gets the credentials of the emulator or the worker, in place of random ones. A link says in its requestBody what
travels from a response into the next request: many client generators fail on an object there, so the descriptions say it in words.
"""

import json
import os

import schemathesis

REAL: dict[str, object] = json.loads(os.environ["REAL_VALUES"])

ACCOUNT = {name: f"$request.body#/{name}" for name in ("data_center", "access_token", "subject")}
LINK_BODIES: dict[str, dict[str, str]] = {
    "revokeToken": {"token": "$response.body#/refresh_token"},
    "completePermissionRequest": {**ACCOUNT, "sealed_request": "$response.body#/redirect/sealed_request"},
    "readPermissions": {name: ACCOUNT[name] for name in ("data_center", "access_token")},
    "refreshConnection": {"refresh_token": "$response.body#/tokens/refresh_token"},
    "revokeConnection": {"token": "$response.body#/tokens/refresh_token"},
    "beginPermissionRequest": {"access_token": "$response.body#/tokens/access_token"},
}


@schemathesis.hook
def before_load_schema(ctx: schemathesis.HookContext, raw_schema: dict) -> None:
    for path in raw_schema["paths"].values():
        for operation in path.values():
            for response in operation["responses"].values():
                for link in response.get("links", {}).values():
                    if link["operationId"] in LINK_BODIES:
                        link["requestBody"] = LINK_BODIES[link["operationId"]]


@schemathesis.hook
def before_call(ctx: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict) -> None:
    generation = case.meta.generation if case.meta else None
    if isinstance(case.body, dict) and (generation is None or generation.mode.is_positive):
        case.body = {name: REAL.get(name, value) for name, value in case.body.items()}
