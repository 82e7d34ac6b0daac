# frozen_string_literal: true

require 'json'
require 'net/http'

# Ends the program where a step fails: the next ones would have nothing to stand on.
def check(what, passed)
  puts "#{passed ? 'ok' : 'not ok'} - #{what}"
  exit 1 unless passed
end

# Tells the emulator to accept, where in life the user is sent to the URL.
def accept(url)
  decision = { url: url, decision: 'accept' }.to_json
  Net::HTTP.post(URI(ENV.fetch('DECISIONS_URL')), decision, 'content-type' => 'application/json')
end
