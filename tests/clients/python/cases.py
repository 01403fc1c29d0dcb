"""Runs the named cases of Python's standard library, one after the other, and notes which endpoints each called.

In: EMULATOR_URL, a fresh emulator; EMULATOR_GUARDED_URL, one that wants the token EMULATOR_TOKEN; EMULATOR_SPARE_URLS,
further ones, to be shut down; ADMIN_ENDPOINTS, all endpoints of the admin protocol, as lines like "GET /__admin/mappings/{id}";
CLIENT_REPORT, the file for what scripts/lib/check-clients reads, a JSON value a line.
"""

import json
import os
import sys
import traceback
import urllib.error
import urllib.request

URL = os.environ["EMULATOR_URL"]
GUARDED_URL = os.environ["EMULATOR_GUARDED_URL"]
SPARE_URLS = os.environ["EMULATOR_SPARE_URLS"].split()
TOKEN = os.environ["EMULATOR_TOKEN"]
ENDPOINTS = [tuple(line.split()) for line in os.environ["ADMIN_ENDPOINTS"].splitlines()]

cases = []
called = set()


class Answer:
    """status, headers, text; .json is the text read."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8")

    @property
    def json(self):
        return json.loads(self.text)

    @property
    def error(self):
        """What an errors object says: (pointer or None, "title: detail")."""
        first = self.json["errors"][0]
        return first.get("source", {}).get("pointer"), ": ".join(first[key] for key in ("title", "detail") if key in first)


def call(method, target, body=None, headers=None, url=None):
    """As the code under test would. body: text, bytes, or what becomes JSON."""
    if body is not None and not isinstance(body, (str, bytes)):
        body = json.dumps(body)
    data = body.encode("utf-8") if isinstance(body, str) else body
    request = urllib.request.Request((url or URL) + target, data=data, headers=headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return Answer(response)
    except urllib.error.HTTPError as error:
        return Answer(error)


def admin(method, path, body=None, headers=None, url=None):
    """A question to the admin protocol; path is what follows /__admin."""
    called.add(f"{method} /__admin{path.split('?')[0]}")
    return call(method, "/__admin" + path, body, headers, url)


def listen(method, path, body=None):
    """A stream of events that has begun, to be closed: its lines."""
    called.add(f"{method} /__admin{path}")
    data = None if body is None else json.dumps(body).encode("utf-8")
    stream = urllib.request.urlopen(urllib.request.Request(f"{URL}/__admin{path}", data=data, method=method), timeout=30)
    equal((stream.headers["Content-Type"], stream.readline()), ("text/event-stream", b": each call is told when it is recorded\n"))
    return stream


def case(group, name, shows="works"):
    def add(run):
        cases.append((group, name, shows, run))
        return run
    return add


def fails(group, name):
    return case(group, name, "fails")


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"expected {expected!r}, found {found!r}")


def report(**line):
    with open(os.environ["CLIENT_REPORT"], "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def run_all(client):
    failed = 0
    for group, name, shows, run in cases:
        call("POST", "/__admin/settings", "{}")
        call("POST", "/__admin/reset?spaces=all")
        called.clear()
        wrong = ""
        try:
            run()
        except Exception as error:  # whatever it is, it is the case's
            place = traceback.extract_tb(error.__traceback__)[1]
            wrong = f": {type(error).__name__}: {error} (line {place.lineno}: {place.line})"
            failed += 1
        print(f"{'FAILED' if wrong else 'ok    '} {client}, {group}: {name}{wrong}", flush=True)
        report(group=group, name=name, shows=shows, passed=not wrong, methods=sorted(called))
    sys.exit(1 if failed else 0)
