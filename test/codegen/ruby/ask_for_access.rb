# frozen_string_literal: true

# Asks for unrestricted access to a calendar, with the client that OpenAPI Generator writes for openapi.yaml.

require 'cronofy'
require_relative 'check'

# docs:begin listCalendars
def connect(access_token)
  configuration = Cronofy::Configuration.new do |one|
    one.server_index = nil # The account's data center, such as https://api-de.cronofy.com.
    one.scheme, one.host, one.base_path = ENV.fetch('API_URL').match(%r{(.*)://([^/]*)(.*)}).captures
    one.access_token = access_token
  end
  Cronofy::ApiClient.new(configuration)
end

def list_calendars(client)
  Cronofy::CalendarsApi.new(client).list_calendars.calendars
end
# docs:end

# docs:begin requestPermissions
# `url` is where to send the user, or `accepted` says that access was granted at once.
def request_permissions(client, calendar_id)
  item = Cronofy::PermissionRequestItem.new(calendar_id: calendar_id, permission_level: 'unrestricted')
  redirect_uri = 'https://app.example.com/permissions/return'
  request = Cronofy::PermissionsRequest.new(permissions: [item], redirect_uri: redirect_uri)
  Cronofy::PermissionsApi.new(client).request_permissions(request).permissions_request
end
# docs:end

user = connect(ENV.fetch('ACCESS_TOKEN'))
calendar = list_calendars(user).find { |one| one.permission_level == 'sandbox' }
check 'the calendars are listed', !calendar.nil?

url = request_permissions(user, calendar.calendar_id).url
check 'unrestricted access is asked for', !url.nil?
accept url
after = list_calendars(user).find { |one| one.calendar_id == calendar.calendar_id }
check 'the calendar reads unrestricted', after.permission_level == 'unrestricted'

begin
  request_permissions(user, 'cal_unknown')
  check 'an unknown calendar is refused', false
rescue Cronofy::ApiError => e
  check 'an unknown calendar is refused', e.code == 422
  check 'the refusal names the field', JSON.parse(e.response_body)['errors'].key?('permissions[0].calendar_id')
end

employee = connect(ENV.fetch('ENTERPRISE_ACCESS_TOKEN'))
result = request_permissions(employee, list_calendars(employee).first.calendar_id)
check 'Enterprise Connect is accepted at once', result.accepted

check 'a user without a name is read', Cronofy::CalendarsApi.new(user).get_user_info.name.nil?

oauth = Cronofy::OAuthApi.new(user)
credentials = { client_id: ENV.fetch('CLIENT_ID'), client_secret: ENV.fetch('CLIENT_SECRET') }
grant = { grant_type: 'refresh_token', refresh_token: ENV.fetch('REFRESH_TOKEN') }
tokens = oauth.request_token(Cronofy::TokenRequest.new({ **credentials, **grant }))
check 'the tokens are refreshed', !tokens.access_token.empty?
oauth.revoke_token(Cronofy::RevokeRequest.new({ **credentials, token: tokens.access_token }))
begin
  list_calendars(connect(tokens.access_token))
  check 'a revoked token is refused', false
rescue Cronofy::ApiError => e
  check 'a revoked token is refused', e.code == 401
end
