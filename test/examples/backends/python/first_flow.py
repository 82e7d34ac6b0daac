"""A whole flow in one file: connect a user, let them choose calendars, and show what was granted."""

import os

import requests
from flask import Flask, abort, redirect, request, session
from markupsafe import escape

PORT = os.environ.get("PORT", "4000")
BASE_URL = f"http://127.0.0.1:{PORT}"

app = Flask(__name__)
app.secret_key = os.urandom(32)
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"  # So other sites cannot post the forms.
connections = {}  # By user. Use your database.


def call(path, body):
    headers = {"Authorization": f"Bearer {os.environ['API_KEY']}"}
    response = requests.post(os.environ["SERVICE_URL"] + path, json=body, headers=headers, timeout=30)
    if not response.ok:
        abort(502, response.json()["detail"])
    return response.json()


def account():
    """The fields about the user's account that every call contains."""
    connection = connections.get(session.get("user")) or abort(401, "Not connected")
    return {"data_center": connection["data_center"], "access_token": connection["tokens"]["access_token"]}


@app.get("/")
def show_calendars():
    session["user"] = "user-42"  # Replace this with your own sign-in.
    if session["user"] not in connections:
        return '<form method="post" action="/connect"><button>Connect your calendars</button></form>'
    calendars = call("/permissions/read", account())["calendars"]
    items = "".join(f"<li>{escape(calendar.get('calendar_name'))}: {calendar['granted']}</li>" for calendar in calendars)
    return f'<ul>{items}</ul><form method="post" action="/allow"><button>Choose calendars</button></form>'


@app.post("/connect")
def connect():
    user = session.get("user") or abort(401)
    begun = call("/connections", {"subject": user, "return_to": f"{BASE_URL}/connected"})["redirect"]
    session["connection_id"] = begun["connection_id"]
    return redirect(begun["url"], 303)


@app.get("/connected")
def connected():
    if session.pop("connection_id", None) != request.args.get("connection_id"):
        abort(403, "This browser did not begin the connection")
    if "sealed_connection" not in request.args:
        abort(400, request.args.get("connection_error"))
    body = {"sealed_connection": request.args["sealed_connection"], "subject": session["user"]}
    connections[session["user"]] = call("/connections/complete", body)
    return redirect("/", 303)


@app.post("/allow")
def allow():
    begun = call(
        "/permission-requests",
        {**account(), "subject": session["user"], "choose_calendars": True, "return_to": f"{BASE_URL}/returned"},
    )
    return redirect(begun["redirect"]["url"], 303)


@app.get("/returned")
def returned():
    """The URL proves nothing. The service reads what was granted."""
    if "sealed_request" not in request.args:
        abort(400, request.args.get("permission_error"))
    fields = {name: request.args[name] for name in ("sealed_request", "permission_error") if name in request.args}
    outcome = call("/permission-requests/complete", {**account(), "subject": session["user"], **fields})
    return f'<p>{outcome["status"]}</p><a href="/">Continue</a>'


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(PORT))
