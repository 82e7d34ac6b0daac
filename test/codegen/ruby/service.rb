# frozen_string_literal: true

# Asks a user for unrestricted access through the worker, with the client that OpenAPI Generator writes for its API.

require 'worker'
require_relative 'check'

configuration = Worker::Configuration.new do |one|
  one.server_index = nil
  one.scheme, one.host = ENV.fetch('SERVICE_URL').split('://')
  one.access_token = ENV.fetch('API_KEY')
end
client = Worker::ApiClient.new(configuration)
reading = Worker::PermissionsApi.new(client)
flow = Worker::PermissionRequestsApi.new(client)
account = { data_center: 'de', access_token: ENV.fetch('ACCESS_TOKEN') }
user = { **account, subject: 'user-42' }

# The problem that a call ends with.
def problem
  yield
  {}
rescue Worker::ApiError => e
  JSON.parse(e.response_body)
end

check 'the permissions are read', reading.read_permissions(Worker::ReadRequest.new(account)).calendars.any?

begun = flow.begin_permission_request(Worker::BeginRequest.new({ **user, all_calendars: true }))
check 'the user has to decide', begun.status == 'redirect'
accept begun.redirect.url
complete = Worker::CompleteRequest.new({ **user, sealed_request: begun.redirect.sealed_request })
check 'access is granted', flow.complete_permission_request(complete).status == 'granted'

unknown = Worker::ReadRequest.new({ **account, access_token: 'unknown' })
rejected = problem { reading.read_permissions(unknown) }
check 'an unknown token is a problem', rejected['code'] == 'account_token_rejected'

# Short enough in characters, so that the client sends it, but too long in bytes.
long = Worker::BeginRequest.new({ **user, subject: 'ü' * 100, all_calendars: true })
invalid = problem { flow.begin_permission_request(long) }
check 'a field that is not valid is a problem', invalid['code'] == 'validation_failed'
check 'that problem names the field', invalid['errors'].key?('subject')
