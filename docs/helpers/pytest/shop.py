"""The code under test."""
import urllib.error
import urllib.parse
import urllib.request


def ask_for_magento(base_url, user):
    query = urllib.parse.urlencode({"userId": user})
    headers = {"Authorization": "bearer YOUR_API_KEY", "x-api-version": "2025-09"}
    request = urllib.request.Request(f"{base_url}/integrations/Magento?{query}", headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
