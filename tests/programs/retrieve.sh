#!/bin/sh
# What the documented call is with curl.
curl --silent --show-error --fail \
  --header 'x-api-version: 2025-09' \
  --header 'Authorization: bearer YOUR_API_KEY' \
  'https://production.runalloy.com/integrations/{integrationId}?userId={{userId}}'
