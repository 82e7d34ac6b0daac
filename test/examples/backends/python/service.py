"""Calls the service."""

import logging
import os

import requests

SERVICE_URL = os.environ.get("SERVICE_URL", "http://localhost:8787")
API_KEY = os.environ.get("API_KEY", "")


class ServiceError(Exception):
    """An error of the service. Its text is the code."""


def call(path, body):
    headers = {"Authorization": f"Bearer {API_KEY}"}
    try:
        response = requests.post(SERVICE_URL + path, json=body, headers=headers, timeout=30)
        result = response.json()
    except requests.RequestException as error:
        logging.warning("Cannot call the service: %s", error)
        raise ServiceError() from error
    if response.ok:
        return result
    # The worker's log has the instance.
    logging.warning("The service responded with %s %s", result.get("code"), result.get("instance"))
    raise ServiceError(result.get("code"))
