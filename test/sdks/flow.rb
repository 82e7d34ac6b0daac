# Walks through the flow with a copy of Cronofy's Ruby SDK.
#
# usage: ruby -I SOURCE/lib flow.rb SANDBOX_URL DATA_CENTER_URL
#
# Prints `ok - what` or `not ok - what: why` for each check, and ends with 1 where one failed.

require 'json'
require 'net/http'
require 'uri'
require_relative 'checks'

SANDBOX, DATA_CENTER = ARGV
# The SDK drops the path of a base URL, so the data center is an origin of its own.
ENV['CRONOFY_API_URL'] = ENV['CRONOFY_APP_URL'] = DATA_CENTER

require 'cronofy'

CREDENTIALS = { client_id: 'sandbox', client_secret: 'sandbox-secret' }.freeze
CALLBACK_URI = 'https://app.example.com/callback'
RETURN_URI = 'https://app.example.com/return?a=b'

def control(path, body)
  response = Net::HTTP.post(URI("#{SANDBOX}/sandbox/#{path}"), JSON.generate(body), 'content-type' => 'application/json')
  equal(response.code, '200')
  JSON.parse(response.body)
end

# Signs in on the authorize page, and returns the code.
def sign_in(link)
  equal(Net::HTTP.get_response(URI(link)).code, '200')
  response = Net::HTTP.post_form(URI(link), account: 'google')
  equal(response.code, '303')
  URI.decode_www_form(URI(response['location']).query).to_h['code']
end

client = Cronofy::Client.new(**CREDENTIALS)

check('the authorize page and the code') do
  code = sign_in(client.user_auth_link(CALLBACK_URI, scope: 'read_write', state: 's'))
  credentials = client.get_token_from_code(code, CALLBACK_URI)
  equal(credentials.sub, 'acc_de_google')
end

check('the calendars of de') do
  equal(client.list_calendars.length, 11)
  equal(client.userinfo.sub, 'acc_de_google')
end

check('unrestricted access, after the user accepts') do
  permissions = [{ calendar_id: 'cal_de_google1_work', permission_level: 'unrestricted' }]
  asked = client.elevated_permissions(permissions: permissions, redirect_uri: RETURN_URI)
  equal(asked.url.start_with?("#{DATA_CENTER}/de/permissions/"), true)
  equal(Net::HTTP.get_response(URI(asked.url)).code, '200')
  equal(control('decisions', url: asked.url, decision: 'accept')['redirect_to'], RETURN_URI)
  calendar = client.list_calendars.find { |one| one.calendar_id == 'cal_de_google1_work' }
  equal(calendar.permission_level, 'unrestricted')
end

check('Enterprise Connect: accepted at once') do
  tokens = control('tokens', account: 'enterprise', data_center: 'de')
  enterprise = Cronofy::Client.new(access_token: tokens['access_token'], **CREDENTIALS)
  permissions = [{ calendar_id: 'cal_de_enterprise1_work', permission_level: 'unrestricted' }]
  asked = enterprise.elevated_permissions(permissions: permissions, redirect_uri: RETURN_URI)
  equal([asked.accepted, asked.url], [true, nil])
end

check('a refreshed token') do
  credentials = client.refresh_access_token
  equal(Cronofy::Client.new(access_token: credentials.access_token).list_calendars.length, 11)
end

check('a revoked authorization') do
  token = client.refresh_access_token.access_token
  client.revoke_authorization
  begin
    Cronofy::Client.new(access_token: token).list_calendars
    raise 'the token still works'
  rescue Cronofy::AuthenticationFailureError
    # It is rejected.
  end
end

exit($failed.zero? ? 0 : 1)
