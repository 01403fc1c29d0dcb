"""The work every contestant is given: valid calls over 1,000 pairs of integration and user."""

import json
import random
import shutil
from pathlib import Path

INTEGRATIONS = 50
USERS = 20
TOKEN = "YOUR_API_KEY"
VERSION = "2025-09"
HEADERS = {"Authorization": f"bearer {TOKEN}", "x-api-version": VERSION}

_LUA = """\
-- Walks the pairs; each of wrk's threads begins elsewhere.
local targets = {{}}
for line in io.lines("{targets}") do targets[#targets + 1] = line end
local requests, at, threads = {{}}, 0, 0
function setup(thread)
  thread:set("offset", threads)
  threads = threads + 1
end
function init(args)
  for i, target in ipairs(targets) do
    requests[i] = wrk.format("GET", target, {{{headers}}})
  end
  at = offset * 379
end
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary, latency, requests)
  local bad = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), bad.status,
    bad.connect + bad.read + bad.write + bad.timeout))
end
"""


class Work:
    """The files of the work, in one folder.

    pairs   (integration id, user id), in the order they are asked for
    bodies  what is answered for each pair: about 1 KB, no two alike
    """

    def __init__(self, root: Path, folder: Path):
        self.folder = folder
        dice = random.Random(20250900)
        hex_id = lambda: f"{dice.getrandbits(96):024x}"
        users = [hex_id() for _ in range(USERS)]
        integrations = [self._integration(hex_id, number) for number in range(INTEGRATIONS)]
        self.document = root / "openapi" / "embedded-2025-09.yaml"
        self.fixtures = folder / "fixtures"
        self.targets_file = folder / "targets.txt"
        self.lua = folder / "pairs.lua"
        self.bodies_folder = folder / "bodies"

        installations = []
        self.bodies = {}
        for integration in integrations:
            for user in users:
                patch = {"installed": True, "icon": f"https://cdn.example.com/{hex_id()}.png"}
                installations.append({"userId": user,
                                      "integrationId": integration["integrationId"],
                                      "patch": patch})
                pair = (integration["integrationId"], user)
                self.bodies[pair] = json.dumps({"data": integration | patch},
                                               separators=(",", ":"))
        self.pairs = list(self.bodies)
        dice.shuffle(self.pairs)
        self._write(root, users, integrations, installations)

    @staticmethod
    def target(pair):
        return f"/integrations/{pair[0]}?userId={pair[1]}"

    @property
    def first_target(self):
        return self.target(self.pairs[0])

    @staticmethod
    def _integration(hex_id, number):
        connectors = [{"name": name, "id": hex_id(), "connector": name.lower(),
                       "icon": f"https://cdn.example.com/icons/{name.lower()}.png",
                       "subtitle": f"Gets a list of all {name} products"}
                      for name in ("Shop", "Warehouse", "Ledger", "Parcels")]
        workflow = {"workflowId": hex_id(), "name": f"Untitled Workflow #{number}",
                    "installed": False, "active": False, "version": 1, "connectors": connectors}
        return {"integrationId": hex_id(), "app": f"app {number}", "installed": False,
                "icon": "https://cdn.example.com/icons/app.png", "workflows": [workflow],
                "credentials": ["shop"]}

    def _write(self, root, users, integrations, installations):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.fixtures.mkdir(parents=True)
        self.bodies_folder.mkdir()
        shutil.copy(root / "fixtures" / "embedded-2025-09" / "operations.yaml", self.fixtures)
        collections = {
            "users": {"key": ["userId"], "records": [{"userId": user} for user in users]},
            "integrations": {"key": ["integrationId", "app"], "records": integrations},
            "installations": {"key": [["userId", "integrationId"]], "records": installations},
        }
        for name, collection in collections.items():
            (self.fixtures / f"{name}.json").write_text(json.dumps({name: collection}, indent=1))
        for (integration, user), body in self.bodies.items():
            (self.bodies_folder / f"{integration}-{user}.json").write_text(body)
        self.targets_file.write_text("".join(self.target(pair) + "\n" for pair in self.pairs))
        headers = ", ".join(f'["{name}"] = "{value}"' for name, value in HEADERS.items())
        self.lua.write_text(_LUA.format(targets=self.targets_file, headers=headers))
