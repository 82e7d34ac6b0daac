#!/bin/sh
# The service with nothing but curl and sed: connect a user, let them choose calendars, read what was granted, and
# disconnect the user.
#
# SERVICE_URL is the worker, API_KEY one of its keys, SUBJECT the application's own ID of the user, and RETURN_TO a URL
# that the worker allows. ACCOUNT is an account of the emulator. With it, the script does what a user does in a browser.
set -eu
cookies=$(mktemp)
trap 'rm -f "$cookies"' EXIT

# Reads a string of a JSON object.
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# Reads a query parameter of a URL. Sealed values need no decoding.
parameter() {
  sed -n "s/.*[?&]$1=\([^&]*\).*/\1/p"
}

# Sends a request as the user's browser does, and prints the URL to which the response redirects.
browse() {
  curl --silent --show-error --fail-with-body --cookie "$cookies" --cookie-jar "$cookies" \
    --output /dev/null --write-out '%{redirect_url}' "$@"
}

# docs:begin beginConnection
begun=$(curl --silent --show-error --fail-with-body "$SERVICE_URL/connections" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"data_center\": \"de\", \"subject\": \"$SUBJECT\",
    \"return_to\": \"$RETURN_TO\"}")
# docs:end
echo "Begun: connection $(echo "$begun" | field connection_id)"

sign_in_page=$(browse "$(echo "$begun" | field url)")
callback=$(browse "$sign_in_page" --data "account=$ACCOUNT")
sealed_connection=$(browse "$callback" | parameter sealed_connection)

# docs:begin completeConnection
connection=$(curl --silent --show-error --fail-with-body "$SERVICE_URL/connections/complete" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"sealed_connection\": \"$sealed_connection\",
    \"subject\": \"$SUBJECT\"}")
# docs:end
echo "Connected: $(echo "$connection" | field profile_name)"
access_token=$(echo "$connection" | field access_token)
refresh_token=$(echo "$connection" | field refresh_token)
expires_at=$(echo "$connection" | field expires_at)

# docs:begin readPermissions
read=$(curl --silent --show-error --fail-with-body "$SERVICE_URL/permissions/read" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"data_center\": \"de\", \"access_token\": \"$access_token\"}")
# docs:end
echo "$read"

# docs:begin beginPermissionRequest
begun=$(curl --silent --show-error --fail-with-body "$SERVICE_URL/permission-requests" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"data_center\": \"de\", \"access_token\": \"$access_token\",
    \"access_token_expires_at\": \"$expires_at\", \"subject\": \"$SUBJECT\", \"choose_calendars\": true,
    \"return_to\": \"$RETURN_TO\"}")
# docs:end

# The user chooses the first calendar without full access, and accepts.
calendar_id=$(echo "$read" | tr '{' '\n' | sed -n '/"granted":false/p' | head -n 1 | field calendar_id)
page=$(browse "$(echo "$begun" | field url)")
list=$(curl --silent --show-error --fail-with-body --cookie "$cookies" "$page" |
  sed -n 's/.*name="list" value="\([^"]*\)".*/\1/p')
access_page=$(browse "$page/start" --header "Origin: $SERVICE_URL" \
  --data-urlencode "calendar_id=$calendar_id" --data "list=$list")
returned=$(browse "$access_page" --data decision=accept-all)
sealed_request=$(browse "$returned" | parameter sealed_request)

# docs:begin completePermissionRequest
curl --silent --show-error --fail-with-body "$SERVICE_URL/permission-requests/complete" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"sealed_request\": \"$sealed_request\", \"data_center\": \"de\",
    \"access_token\": \"$access_token\", \"subject\": \"$SUBJECT\"}"
# docs:end
echo

# docs:begin refreshConnection
refreshed=$(curl --silent --show-error --fail-with-body "$SERVICE_URL/connections/refresh" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"data_center\": \"de\", \"refresh_token\": \"$refresh_token\"}")
# docs:end
echo "Refreshed: until $(echo "$refreshed" | field expires_at)"
refresh_token=$(echo "$refreshed" | field refresh_token)

# docs:begin revokeConnection
curl --silent --show-error --fail-with-body "$SERVICE_URL/connections/revoke" \
  --header "Authorization: Bearer $API_KEY" \
  --header 'Content-Type: application/json' --data "{\"data_center\": \"de\", \"token\": \"$refresh_token\"}"
# docs:end
echo
