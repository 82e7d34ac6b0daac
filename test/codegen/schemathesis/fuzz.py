"""Runs schemathesis against the emulator, or with `worker` against the worker.

usage: fuzz.py emulator|worker DESCRIPTION

Prints `ok - what`, or `not ok - what` below what schemathesis found, and ends with 1 then.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parent
ENVIRONMENT = os.environ
_, subject, description = sys.argv

tokens = {"refresh_token": ENVIRONMENT["REFRESH_TOKEN"]}
if subject == "worker":
    url, key = ENVIRONMENT["SERVICE_URL"], ENVIRONMENT["API_KEY"]
    account = {"data_center": "de", "access_token": ENVIRONMENT["ACCESS_TOKEN"]}
    real = {**account, **tokens, "return_to": "http://localhost:3000/settings"}
    excluded = []
else:
    url, key = ENVIRONMENT["API_URL"], ENVIRONMENT["ACCESS_TOKEN"]
    # Cronofy documents no 405. In the emulator, another method is 404 (guess).
    excluded = ["--exclude-checks", "unsupported_method"]
    real = {"client_id": ENVIRONMENT["CLIENT_ID"], "client_secret": ENVIRONMENT["CLIENT_SECRET"], **tokens}

# Beside this file, schemathesis would be the folder and not the package.
command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(HOME / "schemathesis.toml")]
arguments = ["run", description, "--url", url, "--header", f"Authorization: Bearer {key}", "--checks", "all", *excluded]
found = subprocess.run(
    [*command, *arguments],
    cwd=HOME,
    env={**ENVIRONMENT, "REAL_VALUES": json.dumps(real)},
    stdout=subprocess.PIPE,
    stderr=subprocess.STDOUT,
    text=True,
    timeout=300,
)
passed = found.returncode == 0
print(found.stdout if not passed else "\n".join(found.stdout.strip().splitlines()[-5:]))
print("ok" if passed else "not ok", f"- schemathesis finds nothing in the {subject}")
sys.exit(0 if passed else 1)
