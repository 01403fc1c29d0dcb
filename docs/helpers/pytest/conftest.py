"""One alloy-emulator for all tests, and for each test a space of its own in it."""
import json
import subprocess
import time
import urllib.error
import urllib.request
import uuid

import pytest


@pytest.fixture(scope="session")
def emulator(tmp_path_factory):
    port_file = tmp_path_factory.mktemp("alloy") / "port.json"
    command = ["alloy-emulator", "--port", "0", "--port-file", port_file, "--exit-with-parent", "--log", "off"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while not port_file.exists():
            assert process.poll() is None, "alloy-emulator did not start"
            time.sleep(0.01)
        yield json.loads(port_file.read_text())["url"]
        process.terminate()


class Space:
    def __init__(self, emulator):
        self.emulator, self.name, self.expected = emulator, str(uuid.uuid4()), []
        self.url = f"{emulator}/__space/{self.name}"

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/__admin{path}", data, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return True, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return False, refused.read().decode()

    def admin(self, method, path, body=None):
        fine, text = self.ask(method, path, body)
        if not fine:  # an expectation that is not met, a mistake in a stub
            pytest.fail(text, pytrace=False)
        return text

    def print_refused(self):
        """The refused calls, and what was wrong with them."""
        none, text = self.ask("POST", "/verify", {"pattern": {"outcome": "refused"}, "exactly": 0})
        if not none:
            print(text)

    def expect(self, pattern, exactly=1):
        self.expected.append({"pattern": pattern, "exactly": exactly})


@pytest.fixture
def alloy(emulator, request):
    space, failed = Space(emulator), request.session.testsfailed
    yield space
    if request.session.testsfailed > failed:
        space.print_refused()
    space.admin("DELETE", f"/spaces/{space.name}")


@pytest.hookimpl(trylast=True)
def pytest_runtest_call(item):
    """Behind each test that passed: what it expects of the calls is a part of it."""
    space = item.funcargs.get("alloy")
    for expectation in space.expected if space else []:
        space.admin("POST", "/verify", expectation)
