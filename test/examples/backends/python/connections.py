"""Uses a user's connections, and refreshes and revokes their tokens."""

import threading

import store
from service import ServiceError, call

locks = {}


def require_connection(user, connection_id):
    """The connection that a form or a URL names, if it is the signed-in user's."""
    for connection in store.find_connections(user):
        if str(connection["id"]) == connection_id:
            return connection
    raise ServiceError("invalid_grant")


def with_tokens(user, connection_id, use):
    """Calls with a connection, and once more with fresh tokens if Cronofy rejects its access token."""
    connection = require_connection(user, connection_id)
    try:
        return use(connection)
    except ServiceError as error:
        if str(error) != "account_token_rejected":
            raise
    return use(refresh(user, connection))


def refresh(user, rejected):
    """A refresh token may work only once, so calls at the same time share one refresh."""
    with locks.setdefault(rejected["id"], threading.Lock()):
        connection = require_connection(user, str(rejected["id"]))
        if connection["tokens"] != rejected["tokens"]:
            return connection
        refresh_token = connection["tokens"]["refresh_token"]
        if refresh_token is None:
            raise ServiceError("invalid_grant")
        # docs:begin refreshConnection
        body = {"data_center": connection["data_center"], "refresh_token": refresh_token}
        tokens = call("/connections/refresh", body)["tokens"]
        tokens["refresh_token"] = tokens["refresh_token"] or refresh_token  # Cronofy may send no new one.
        store.save_tokens(connection["id"], tokens)
        # docs:end
        return {**connection, "tokens": tokens}


def revoke(connection):
    # docs:begin revokeConnection
    tokens = connection["tokens"]
    body = {"data_center": connection["data_center"], "token": tokens["refresh_token"] or tokens["access_token"]}
    call("/connections/revoke", body)
    # docs:end


def read_calendars(connection):
    # docs:begin readPermissions
    body = {"data_center": connection["data_center"], "access_token": connection["tokens"]["access_token"]}
    calendars = call("/permissions/read", body)["calendars"]
    # docs:end
    return calendars
