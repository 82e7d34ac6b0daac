"""Who is signed in. A session is kept in memory, and its random ID in a cookie."""

import hmac
import os
import secrets

PORT = os.environ.get("PORT", "3000")
COOKIE = f"acme-{PORT}"  # All ports of a host share cookies.

# Stand in for the application's own users and sign-in.
USERS = {"ada": "Ada Lovelace", "ben": "Ben Adams", "di": "Di Evans"}

sessions = {}


def open_session(user):
    session_id = secrets.token_urlsafe(32)
    # "begun" has the IDs of connections that this session has begun. "pending" is added with a connection that the user
    # has not confirmed yet.
    sessions[session_id] = {"user": user, "csrf": secrets.token_urlsafe(32), "begun": set(), "notice": ""}
    return session_id


def find_session(cookies):
    return sessions.get(cookies.get(COOKIE))


def is_from_our_page(session, form):
    return hmac.compare_digest(session["csrf"].encode(), form.get("csrf", "").encode())
