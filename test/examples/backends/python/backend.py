"""A backend on Flask. It connects its users to Cronofy, lets them choose calendars, and shows what was granted, through
the service.
"""

from flask import Flask, abort, g, redirect, render_template, request

import store
from connections import read_calendars, require_connection, revoke, with_tokens
from service import ServiceError, call
from sessions import COOKIE, PORT, USERS, find_session, is_from_our_page, open_session

BASE_URL = f"http://127.0.0.1:{PORT}"
OUTCOMES = {
    "granted": "Granted: full access to all requested calendars",
    "partial": "Partly granted: full access to some of the requested calendars",
    "rejected": "Rejected: full access was not granted",
    "unconfirmed": "Unconfirmed: Cronofy does not show full access",
}
ERRORS = {
    "account_mismatch": "Refused: another user began this. Start again",
    "expired_sealed_request": "Expired: start again. What was granted stays granted",
    "expired_connection": "Expired: connect again",
    "access_denied": "Not connected: you did not allow it",
    "canceled": "Canceled: nothing was requested",
    "invalid_grant": "Disconnected: connect your calendar again",
}
SORRY = "That did not work. Try again"

app = Flask(__name__)


def show_settings(notice=""):
    g.session["notice"] = notice
    return redirect("/settings", 303)


@app.errorhandler(ServiceError)
def show_error(error):
    return show_settings(ERRORS.get(str(error), SORRY))


@app.get("/sign-in")
def sign_in():
    user = request.args.get("user")
    if user not in USERS:
        abort(404)
    response = redirect("/settings", 303)
    response.set_cookie(COOKIE, open_session(user), httponly=True, samesite="Lax")  # On https, add secure=True.
    return response


@app.before_request
def require_session():
    """Only the session says who is signed in, never a URL."""
    g.session = find_session(request.cookies)
    if request.endpoint == "sign_in":
        return None
    if g.session is None:
        return render_template("sign-in.html", users=USERS), 401
    # Coming back uses up what the URL carries, so a browser must not do it in advance.
    purpose = request.headers.get("Sec-Purpose") or request.headers.get("Purpose", "")
    if request.method == "HEAD" or "prefetch" in purpose:
        return "", 204
    # An Enterprise Connect account is given access at once, and the service cannot see the browser.
    if request.method == "POST" and not is_from_our_page(g.session, request.form):
        return "This form is not from our page", 403
    return None


@app.after_request
def forbid_caching(response):
    response.headers["Cache-Control"] = "no-store"
    return response


@app.post("/connect")
def connect():
    # docs:begin beginConnection
    begun = call("/connections", {"subject": g.session["user"], "return_to": f"{BASE_URL}/connected"})["redirect"]
    g.session["begun"].add(begun["connection_id"])
    return redirect(begun["url"], 303)
    # docs:end


@app.get("/connected")
def connected():
    try:
        # The ID is removed before the call, so a connection is completed once, even if the page is loaded twice.
        g.session["begun"].remove(request.args.get("connection_id"))
    except KeyError:
        return show_settings()
    if "connection_error" in request.args:
        raise ServiceError(request.args["connection_error"])
    # docs:begin completeConnection
    body = {"sealed_connection": request.args.get("sealed_connection", ""), "subject": g.session["user"]}
    connection = call("/connections/complete", body)
    # docs:end
    # Someone may have lured the user here with another account, so the user has to confirm it.
    g.session["pending"] = connection
    return show_settings()


@app.post("/confirm")
def confirm():
    pending = g.session.pop("pending", None)
    if pending is None:
        return show_settings()
    if request.form.get("answer") == "yes":
        store.save_connection(g.session["user"], pending)
        return show_settings("Connected")
    revoke(pending)
    return show_settings("Removed")


@app.post("/allow")
def allow():
    connection_id = request.form.get("connection")

    def begin(connection):
        # docs:begin beginPermissionRequest
        body = {
            "data_center": connection["data_center"],
            "access_token": connection["tokens"]["access_token"],
            "access_token_expires_at": connection["tokens"]["expires_at"],
            "subject": g.session["user"],
            "choose_calendars": True,
            "return_to": f"{BASE_URL}/returned?connection={connection_id}",
        }
        url = call("/permission-requests", body)["redirect"]["url"]
        # docs:end
        return url

    return redirect(with_tokens(g.session["user"], connection_id, begin), 303)


@app.get("/returned")
def returned():
    sealed_request, permission_error = request.args.get("sealed_request"), request.args.get("permission_error")
    if sealed_request is None:
        raise ServiceError(permission_error)

    def complete(connection):
        """The URL proves nothing. The service reads what was granted."""
        # docs:begin completePermissionRequest
        body = {
            "data_center": connection["data_center"],
            "access_token": connection["tokens"]["access_token"],
            "subject": g.session["user"],
            "sealed_request": sealed_request,
        }
        if permission_error:
            body["permission_error"] = permission_error
        outcome = call("/permission-requests/complete", body)
        # docs:end
        return outcome

    store.save_outcome(with_tokens(g.session["user"], request.args.get("connection"), complete))
    return show_settings()


@app.post("/disconnect")
def disconnect():
    connection = require_connection(g.session["user"], request.form.get("connection"))
    revoke(connection)
    store.remove_connection(connection["id"])
    return show_settings("Disconnected")


@app.get("/settings")
def settings():
    user, notice, g.session["notice"] = g.session["user"], g.session["notice"], ""
    connections = store.find_connections(user)
    for connection in connections:
        try:
            connection["calendars"] = with_tokens(user, str(connection["id"]), read_calendars)
        except ServiceError as error:
            notice = notice or ERRORS.get(str(error), SORRY)
    outcomes = [OUTCOMES.get(status, status) for status in store.find_statuses(user)]
    return render_template("settings.html", users=USERS, notice=notice, connections=connections, outcomes=outcomes)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(PORT))
