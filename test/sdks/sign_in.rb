# Signs in at Cronofy's sign-in page with a copy of the gem omniauth-cronofy.
#
# usage: ruby -I SOURCE/lib sign_in.rb DATA_CENTER_URL
#
# Prints `ok - what` or `not ok - what: why` for each check, and ends with 1 where one failed.

require 'json'
require 'net/http'
require 'rack'
require 'uri'
require_relative 'checks'

DATA_CENTER = ARGV.fetch(0)
# The gem drops the path of a base URL, so the data center is an origin of its own.
ENV['CRONOFY_API_URL'] = ENV['CRONOFY_APP_URL'] = DATA_CENTER

require 'omniauth-cronofy'

# The form that starts a sign-in has no token here.
OmniAuth.config.request_validation_phase = nil
OmniAuth.config.logger = Logger.new(IO::NULL)

APPLICATION = Rack::Builder.new do
  use Rack::Session::Cookie, secret: 's' * 64
  use OmniAuth::Builder do
    provider :cronofy, 'sandbox', 'sandbox-secret', scope: 'read_account read_events create_event delete_event'
  end
  run(lambda do |env|
    auth = env['omniauth.auth']
    failure = { failure: env['PATH_INFO'], error: env['QUERY_STRING'] }
    [200, {}, [JSON.generate(auth.nil? ? failure : { uid: auth.uid, info: auth.info, extra: auth.extra })]]
  end)
end.to_app

browser = Rack::MockRequest.new(APPLICATION)
cookie = nil
returned = nil

check('the gem sends the user to the authorize page') do
  response = browser.post('/auth/cronofy', 'HTTP_HOST' => 'app.example.com')
  equal(response.status, 302)
  cookie = response['set-cookie'].split(';').first
  link = URI(response['location'])
  equal(link.to_s.start_with?("#{DATA_CENTER}/oauth/authorize?"), true)
  page = Net::HTTP.post_form(link, account: 'google')
  equal(page.code, '303')
  returned = URI(page['location'])
end

check('the gem exchanges the code and reads the account') do
  response = browser.get(returned.request_uri, 'HTTP_HOST' => 'app.example.com', 'HTTP_COOKIE' => cookie)
  auth = JSON.parse(response.body)
  equal(auth['uid'], 'acc_de_google')
  equal(auth['extra']['raw_info']['account_id'], 'acc_de_google')
  equal(auth['extra']['linking_profile']['provider_name'], 'google')
end

exit($failed.zero? ? 0 : 1)
