"""A backend on Flask that asks its users for full access to their calendars, through the service.

PORT, SERVICE_URL and API_KEY say where it listens and what it calls. USERS stands in for the application's database:
{"ada": {"data_center": "de", "access_token": "…", "subject": "user-1"}}. Sessions and outcomes would be kept there too.
"""

import hmac
import json
import os
import secrets

import requests
from flask import Flask, abort, g, redirect, render_template, request

PORT, SERVICE_URL, API_KEY = (os.environ[name] for name in ("PORT", "SERVICE_URL", "API_KEY"))
USERS = json.loads(os.environ["USERS"])
WORDS = {
    "granted": "Granted: full access to all calendars asked for",
    "partial": "Partly granted: full access to some of the calendars asked for",
    "rejected": "Rejected: nothing was granted",
    "unconfirmed": "Unconfirmed: nothing shows that access was granted",
    "account_mismatch": "Refused: somebody else began this request. Ask again as yourself",
    "expired_sealed_request": "Expired: ask again. What was granted stays",
    # Here an application refreshes the token with the provider, keeps the new one, and calls the service once more.
    "account_token_rejected": "Disconnected: connect your calendars again",
}
SORRY = "That did not work: try again"

app = Flask(__name__)
sessions = {}
outcomes = {}


class Problem(Exception):
    """The service did not do what it was asked. In words for the user."""


def call(path, body):
    headers = {"Authorization": f"Bearer {API_KEY}"}
    try:
        answer = requests.post(SERVICE_URL + path, json=body, headers=headers, timeout=30)
        result = answer.json()
    except requests.RequestException as error:
        app.logger.warning("The service gave no answer: %s", error)
        raise Problem(SORRY) from error
    if answer.ok:
        return result
    # The worker's log has more under the instance.
    app.logger.warning("The service answered %s %s", result.get("code"), result.get("instance"))
    raise Problem(WORDS.get(result.get("code"), SORRY))


@app.errorhandler(Problem)
def notify(problem):
    g.session["notice"] = str(problem)
    return redirect("/settings", 303)


def record(outcome):
    """Keeps an outcome by its request, so that a page that is loaded twice counts once."""
    outcomes[outcome["request_id"]] = outcome
    return redirect("/settings", 303)


@app.get("/sign-in")
def sign_in():
    """Stands in for the application's own sign-in: it believes any name that it is given."""
    name = request.args.get("user")
    if name not in USERS:
        abort(404)
    session_id = secrets.token_urlsafe()
    sessions[session_id] = {"name": name, "user": USERS[name], "csrf": secrets.token_urlsafe(), "notice": ""}
    answer = redirect("/settings", 303)
    answer.set_cookie("session", session_id, httponly=True, samesite="Lax")  # On https also secure=True.
    return answer


@app.before_request
def find_session():
    """Who is signed in, only our own session says, and never an address."""
    g.session = sessions.get(request.cookies.get("session"))
    if g.session is None and request.endpoint != "sign_in":
        return 'Signed out: <a href="/sign-in?user=ada">sign in as ada</a>', 401


@app.post("/allow")
def allow():
    # Before the call: an account of Enterprise Connect is given access at once, and the service cannot see the browser.
    if not hmac.compare_digest(g.session["csrf"].encode(), request.form.get("csrf", "").encode()):
        abort(403)
    user = g.session["user"]
    # docs:begin beginPermissionRequest
    body = {
        "data_center": user["data_center"],
        "access_token": user["access_token"],
        "subject": user["subject"],
        "all_calendars": True,
        "return_to": f"http://127.0.0.1:{PORT}/settings",
    }
    begun = call("/permission-requests", body)
    if begun["status"] == "redirect":
        return redirect(begun["redirect"]["url"], 303)
    # docs:end
    return record(begun["outcome"])


def come_back(user):
    """The user came back, or somebody typed the address: it proves nothing, so the service looks at what was granted."""
    # docs:begin completePermissionRequest
    body = {
        "sealed_request": request.args["sealed_request"],
        "data_center": user["data_center"],
        "access_token": user["access_token"],
        "subject": user["subject"],
    }
    if request.args.get("permission_error"):
        body["permission_error"] = request.args["permission_error"]
    outcome = call("/permission-requests/complete", body)
    # docs:end
    return record(outcome)


@app.get("/settings")
def settings():
    user = g.session["user"]
    if request.args.get("sealed_request"):
        return come_back(user)
    calendars = []
    notice, g.session["notice"] = g.session["notice"], ""
    try:
        # docs:begin readPermissions
        body = {"data_center": user["data_center"], "access_token": user["access_token"]}
        calendars = call("/permissions/read", body)["calendars"]
        # docs:end
    except Problem as problem:
        notice = notice or str(problem)
    own = [WORDS[outcome["status"]] for outcome in outcomes.values() if outcome["subject"] == user["subject"]]
    page = render_template("settings.html", notice=notice, calendars=calendars, outcomes=reversed(own))
    return page, {"Cache-Control": "no-store"}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(PORT))
