#!/bin/sh
# The worker's API with nothing but curl and sed: what is granted, ask for the rest, and what came of it.
#
# SERVICE_URL is the worker, API_KEY one of its keys, ACCESS_TOKEN the user's token in Germany, and SUBJECT the
# application's own id of the user. DECISIONS_URL takes a decision in place of the user, who would be sent to $url.
set -eu

field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# docs:begin readPermissions
curl --silent --show-error --fail "$SERVICE_URL/permissions/read" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"data_center\": \"de\", \"access_token\": \"$ACCESS_TOKEN\"}"
# docs:end

# docs:begin beginPermissionRequest
begun=$(curl --silent --show-error --fail "$SERVICE_URL/permission-requests" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"data_center\": \"de\", \"access_token\": \"$ACCESS_TOKEN\", \"subject\": \"$SUBJECT\",
    \"all_calendars\": true}")
# docs:end
echo "$begun"
url=$(echo "$begun" | field url)
sealed_request=$(echo "$begun" | field sealed_request)

curl --silent --show-error --fail "$DECISIONS_URL" \
  --header 'Content-Type: application/json' --data "{\"url\": \"$url\", \"decision\": \"accept\"}"

# docs:begin completePermissionRequest
curl --silent --show-error --fail "$SERVICE_URL/permission-requests/complete" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"sealed_request\": \"$sealed_request\", \"data_center\": \"de\",
    \"access_token\": \"$ACCESS_TOKEN\", \"subject\": \"$SUBJECT\"}"
# docs:end
