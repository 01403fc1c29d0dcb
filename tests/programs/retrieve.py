"""What the documented call is with Python's requests."""

import requests

session = requests.Session()
session.headers["Authorization"] = "bearer YOUR_API_KEY"
session.headers["x-api-version"] = "2025-09"
answer = session.get(
    "https://production.runalloy.com/integrations/{integrationId}", params={"userId": "{{userId}}"})
answer.raise_for_status()
print(answer.text)
