/**
 * This file was generated from edge/worker/openapi.yaml by `npm run generate`.
 * Do not make direct changes to the file.
 */

/** The description of the worker's own API, as YAML. */
export const serviceDescription: string = `openapi: 3.0.3
info:
  title: Extended Permissions Service
  version: 0.2.0
  description: |
    A worker for backends in any language. It asks a Cronofy user for unrestricted access to their calendars, and sends
    the user through Cronofy's access page and back. Then it reports for each calendar what was actually granted.

    The worker stores nothing. What it needs when the user returns is in the URL, sealed (encrypted and authenticated). Your
    backend sends the tokens with each call. This is independent work. Cronofy neither publishes nor endorses it.

    ## The flow

    1. Ask the user on your own page. Check that the request comes from that page: for an Enterprise Connect account,
       \`beginPermissionRequest\` grants access at once, and the service cannot see the browser.
    2. Call \`beginPermissionRequest\`. With \`status: redirect\`, send the user to \`redirect.url\`. With \`status: done\`,
       \`outcome\` is the verified result already.
    3. The user decides on Cronofy's page and returns to \`return_to\` with \`sealed_request\` in the query. If the user
       refused, the query also has \`permission_error=access_denied\`. Users can forge this URL, so it proves nothing.
    4. Read from your own session who is signed in, and call \`completePermissionRequest\` with that user's \`subject\`. The
       service rejects a request that another user began. If the user does not return, use the \`sealed_request\` of
       step 2.

    ## Connecting a user first

    If your users are not connected to Cronofy yet, the worker signs them in. It needs the application's credentials in
    each data center (\`CRONOFY_<ID>_CLIENT_ID\` and \`CRONOFY_<ID>_CLIENT_SECRET\`), and the redirect URI
    \`/connections/callback/<id>\` registered there.

    1. Call \`beginConnection\`. Store \`connection_id\` in the user's session, and redirect the user to \`redirect.url\`. The
       URL is a secret for ten minutes: never send it by email.
    2. The user signs in at Cronofy and returns to \`return_to\` with \`connection_id\` and \`sealed_connection\` in the query,
       or with \`connection_id\` and \`connection_error\`: \`access_denied\` or \`canceled\` (the user declined),
       \`authorization_expired\` (more than ten minutes), \`authorization_failed\` (Cronofy rejected the request: check the
       scope), \`invalid_authorization_response\`, or the code of another error. Let the user connect again.
    3. Check that \`connection_id\` is in the user's session and not used, mark it as used, and call \`completeConnection\`
       with the \`subject\` of the signed-in user. Then redirect the browser to a URL without the seal.
    4. Show \`account.profile_name\` and ask the user to confirm that it is theirs, because another person may have opened the
       link. Then store the tokens with \`data_center\`.
    5. Call \`refreshConnection\` before \`tokens.expires_at\`, and store the refresh token that it returns. Call
       \`revokeConnection\` when the user disconnects.

    ## Choosing calendars

    Without a page of your own to choose calendars, call \`beginPermissionRequest\` with \`choose_calendars: true\` and
    redirect the user to \`redirect.url\`. This is the only URL that contains a token, and the token is sealed. The URL works for
    five minutes. Everyone who opens it can see the names of the calendars and request access, so redirect only the signed-in
    user to it. The user returns to \`return_to\` with \`sealed_request\`, even if there was nothing left to decide. After an error,
    the user returns with \`permission_error\`: \`canceled\`, \`account_token_rejected\` (refresh the token and begin again), or another
    code, such as \`plan_required\`. The worker uses the token only when the user opens the page, so a rejected token shows then.

    ## The browser's steps

    \`GET /connections/start\` and \`GET /permission-requests/choose\` are the links. Cronofy sends the user to
    \`GET /connections/callback/<id>\` and \`GET /permission-requests/return\`. Clients do not call these paths, so they are not
    operations here. A sign-in and the page to choose calendars set cookies, so a user must finish each in the browser in which they
    began it. The return of a permission request needs no cookie: \`subject\` says whose request it is. If a URL was changed, is
    too old, or belongs to another browser, they respond with a page. For \`HEAD\` and prefetch requests, they do nothing and
    respond with 204. Forms are accepted from the worker's own pages only (\`Origin\`, \`Sec-Fetch-Site\`).

    ## Repeating a call

    You can repeat every call except \`completeConnection\`. Repeat that one only after 503 \`rate_limited\`, once, because Cronofy has
    probably not used the code (guess). A repeated \`refreshConnection\` can be 409 \`invalid_grant\`, if Cronofy
    replaced the refresh token and the first response was lost. \`completePermissionRequest\` and \`readPermissions\` only read.
    \`beginPermissionRequest\` requests only what is not granted yet. A second call returns a second URL, or \`done\` if
    everything is granted. A code works once, and a second use can end its tokens (guess; RFC 6749 section 4.1.2).

    ## Errors

    Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`. A 401 always means your API key. A rejected
    user token is 409 \`account_token_rejected\`. \`detail\` says what to do next. Errors never contain tokens or sealed
    values. \`instance\` identifies the request in the worker's log.

    Unknown fields are rejected, because a misspelled field would silently have no effect. CORS is off, because tokens must
    stay on servers. Any operation can also return these errors:

    - 400 \`invalid_request_url\`: the URL or the \`Host\` header is invalid. A server in front of the worker may reject it first,
      without a body.
    - 403 \`cross_origin_request\`: a browser asks whether a page of another origin may call an operation that needs an API key.
    - 404 \`not_found\`: there is no such route below the paths of this description. Other paths belong to the connect app, which
      responds with a page.
    - 405 \`method_not_allowed\`: the route has another method. \`Allow\` names it.

    ## Headers

    - \`Prefer: server-timing\` (RFC 7240) in a request adds \`Server-Timing\` to the response: how long the request took
      (\`total\`), and how much of that Cronofy took (\`provider\`), in milliseconds. The response then also has
      \`Preference-Applied: server-timing\`.
    - \`traceparent\` (W3C Trace Context) in a request is passed on to Cronofy, and its trace ID is in the worker's log.
    - \`WWW-Authenticate: Bearer\` is in each 401, and \`Retry-After\` in a 502 or a 503 if Cronofy sends it.

    ## Lengths

    \`maxLength\` counts characters, and \`maxItems\` counts entries. A \`subject\` has at most 128 bytes in UTF-8, so fewer
    characters may fit. A body has at most 65,536 bytes.

    ## Versions

    Within a major version, changes only add: operations, optional fields of requests, fields of responses, and values of
    \`code\`. Ignore what you do not know. Before something is removed, responses that have it also have the headers \`Deprecation\`
    (RFC 9745) and \`Sunset\` (RFC 8594).
  license:
    name: MIT
    url: https://opensource.org/license/mit
  contact:
    name: Extended Permissions for Cronofy
servers:
  - url: https://{host}
    description: Your worker
    variables:
      host:
        default: worker.example.com
        description: The host of the worker's \`PUBLIC_URL\`.
  - url: /
    description: The worker that serves this description
security:
  - apiKey: []
tags:
  - name: Permission requests
    description: Request unrestricted access from a user, and verify the result.
  - name: Permissions
    description: Read what is granted now.
  - name: Connections
    description: Connect a user to Cronofy, and refresh and revoke the tokens.
  - name: Operations
    description: Check whether the worker runs and is configured.
paths:
  /healthz:
    get:
      operationId: checkHealth
      summary: Check whether the worker runs
      tags: [Operations]
      description: Responds with 200 while the worker runs. It calls nothing else.
      security: []
      responses:
        '200':
          description: The worker runs.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Health'
              examples:
                ok:
                  summary: The worker runs
                  value:
                    status: ok
        '400':
          $ref: '#/components/responses/InvalidRequestUrl'
  /readyz:
    get:
      operationId: checkReadiness
      summary: Check whether the worker is configured
      tags: [Operations]
      description: |
        Responds with 200 and what is enabled. With \`deep\`, the worker also calls the data centers. Because that causes
        requests, it requires an API key.
      security:
        - {}
        - apiKey: []
      parameters:
        - name: deep
          in: query
          description: |
            The IDs of the data centers to call, separated by commas. If it is empty, the worker calls every data center that
            has credentials, or all six if none has.
          allowEmptyValue: true
          schema:
            type: string
            pattern: '^((us|au|ca|de|sg|uk)(,(us|au|ca|de|sg|uk))*)?$'
          example: de,us
      responses:
        '200':
          description: The worker is configured. With \`deep\`, each data center was reached.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Readiness'
              examples:
                ready:
                  summary: A worker for two data centers
                  value:
                    status: ready
                    service: true
                    connect: true
                    data_centers: [us, de]
                    redirect_uris:
                      us:
                        - https://worker.example.com/connect/callback/us
                        - https://worker.example.com/connections/callback/us
                      de:
                        - https://worker.example.com/connect/callback/de
                        - https://worker.example.com/connections/callback/de
        '400':
          $ref: '#/components/responses/InvalidRequestUrl'
        '401':
          $ref: '#/components/responses/Unauthorized'
        '422':
          $ref: '#/components/responses/InvalidQuery'
        '500':
          $ref: '#/components/responses/Internal'
        '503':
          description: A data center was not reached. \`provider\` says why.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Readiness'
              examples:
                unreachable:
                  summary: One data center does not respond
                  value:
                    status: unreachable
                    service: true
                    connect: false
                    data_centers: [us, au, ca, de, sg, uk]
                    redirect_uris: {}
                    provider:
                      de: reached
                      us: timeout
  /connections:
    post:
      operationId: beginConnection
      summary: Begin to connect a user
      tags: [Connections]
      description: |
        Returns the URL at which the user signs in at Cronofy. Without \`data_center\`, the user chooses one, unless only one
        is configured. Nothing is sent to Cronofy yet.
      requestBody:
        required: true
        description: Who connects, and where the user goes at the end.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/ConnectRequest'
            examples:
              germany:
                summary: In one data center
                value:
                  subject: user-42
                  return_to: https://app.example.com/settings
                  data_center: de
      responses:
        '200':
          description: Where to send the user.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/ConnectResult'
              examples:
                redirect:
                  summary: The user must sign in
                  value:
                    status: redirect
                    redirect:
                      url: https://worker.example.com/connections/start?link=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
                      connection_id: 0b8f0a4e-7a55-4a8c-9f3a-6f2c6d0c1e11
                      expires_at: '2026-11-25T12:10:00.000Z'
        '400':
          $ref: '#/components/responses/BadRequest'
        '401':
          $ref: '#/components/responses/Unauthorized'
        '413':
          $ref: '#/components/responses/TooLarge'
        '415':
          $ref: '#/components/responses/UnsupportedMediaType'
        '422':
          $ref: '#/components/responses/InvalidConnection'
        '500':
          $ref: '#/components/responses/Internal'
  /connections/complete:
    post:
      operationId: completeConnection
      summary: Get the tokens of a connection
      tags: [Connections]
      description: |
        Exchanges the sealed code for tokens, after comparing the subjects. Mark \`connection_id\` as used before this call,
        because a code works once. Take the \`subject\` from your own session, never from the URL.
      requestBody:
        required: true
        description: The connection, and who is signed in now.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/CompleteConnectionRequest'
            examples:
              cameBack:
                summary: The user returned
                value:
                  sealed_connection: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
                  subject: user-42
      responses:
        '200':
          description: The tokens, and the account that they belong to.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Connection'
              examples:
                connection:
                  summary: A connected account
                  value:
                    connection_id: 0b8f0a4e-7a55-4a8c-9f3a-6f2c6d0c1e11
                    data_center: de
                    account:
                      sub: acc_567236000909002
                      profile_name: ada@example.com
                      provider_name: google
                    tokens:
                      access_token: example-access-token
                      refresh_token: example-refresh-token
                      expires_at: '2026-11-25T13:00:00.000Z'
                      scope: read_write
          links:
            refresh:
              operationId: refreshConnection
              description: Before \`tokens.expires_at\`, refresh the tokens with \`tokens.refresh_token\`.
            permissions:
              operationId: beginPermissionRequest
              description: Pass \`tokens.access_token\` as \`access_token\` to request access.
            revoke:
              operationId: revokeConnection
              description: Pass \`tokens.refresh_token\` as \`token\` to end the connection.
        '400':
          $ref: '#/components/responses/BadRequest'
        '401':
          $ref: '#/components/responses/Unauthorized'
        '403':
          $ref: '#/components/responses/AnotherAccount'
        '409':
          $ref: '#/components/responses/ConnectionProblem'
        '410':
          $ref: '#/components/responses/ConnectionExpired'
        '413':
          $ref: '#/components/responses/TooLarge'
        '415':
          $ref: '#/components/responses/UnsupportedMediaType'
        '422':
          $ref: '#/components/responses/InvalidConnection'
        '500':
          $ref: '#/components/responses/CredentialsRejected'
        '502':
          $ref: '#/components/responses/ConnectionFailed'
        '503':
          $ref: '#/components/responses/TryLater'
        '504':
          $ref: '#/components/responses/ConnectionTimeout'
  /connections/refresh:
    post:
      operationId: refreshConnection
      summary: Refresh the tokens of a connection
      tags: [Connections]
      description: |
        Exchanges a refresh token for new tokens. Store the refresh token that it returns: Cronofy may replace it. Refresh
        one connection in one place at a time, because a replaced refresh token probably no longer works (guess).
      requestBody:
        required: true
        description: The refresh token, and its data center.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/RefreshRequest'
            examples:
              refresh:
                summary: A stored refresh token
                value:
                  data_center: de
                  refresh_token: example-refresh-token
      responses:
        '200':
          description: The new tokens.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/RefreshResult'
              examples:
                tokens:
                  summary: New tokens
                  value:
                    tokens:
                      access_token: example-access-token
                      refresh_token: example-refresh-token
                      expires_at: '2026-11-25T13:00:00.000Z'
                      scope: read_write
        '400':
          $ref: '#/components/responses/BadRequest'
        '401':
          $ref: '#/components/responses/Unauthorized'
        '409':
          $ref: '#/components/responses/ConnectionProblem'
        '413':
          $ref: '#/components/responses/TooLarge'
        '415':
          $ref: '#/components/responses/UnsupportedMediaType'
        '422':
          $ref: '#/components/responses/InvalidConnection'
        '500':
          $ref: '#/components/responses/CredentialsRejected'
        '502':
          $ref: '#/components/responses/ConnectionFailed'
        '503':
          $ref: '#/components/responses/TryLater'
        '504':
          $ref: '#/components/responses/ConnectionTimeout'
  /connections/revoke:
    post:
      operationId: revokeConnection
      summary: End a connection
      tags: [Connections]
      description: |
        Revokes the authorization to which a token belongs (RFC 7009). Every token of it ends. A token that Cronofy does
        not know, or that has ended already, is \`revoked\` as well.
      requestBody:
        required: true
        description: The refresh token or the access token, and its data center.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/RevokeRequest'
            examples:
              revoke:
                summary: By refresh token
                value:
                  data_center: de
                  token: example-refresh-token
      responses:
        '200':
          description: The connection has ended.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/RevokeResult'
              examples:
                revoked:
                  summary: It has ended
                  value:
                    status: revoked
        '400':
          $ref: '#/components/responses/BadRequest'
        '401':
          $ref: '#/components/responses/Unauthorized'
        '409':
          $ref: '#/components/responses/ConnectionProblem'
        '413':
          $ref: '#/components/responses/TooLarge'
        '415':
          $ref: '#/components/responses/UnsupportedMediaType'
        '422':
          $ref: '#/components/responses/InvalidConnection'
        '500':
          $ref: '#/components/responses/CredentialsRejected'
        '502':
          $ref: '#/components/responses/ConnectionFailed'
        '503':
          $ref: '#/components/responses/TryLater'
        '504':
          $ref: '#/components/responses/ConnectionTimeout'
  /permission-requests:
    post:
      operationId: beginPermissionRequest
      summary: Request unrestricted access
      tags: [Permission requests]
      description: |
        Lists the user's calendars and requests unrestricted access to those that are not unrestricted yet. Name the calendars
        in \`calendar_ids\`, or send \`all_calendars: true\`. Or send \`choose_calendars: true\`, and the user chooses first. None or
        several of the three is an error, and nothing is requested.

        With \`status: redirect\`, the user must decide: send them to \`redirect.url\`. With \`status: done\`, nothing is left to
        decide: the account is an Enterprise Connect account, or all calendars are unrestricted already.

        Cronofy grants access to an Enterprise Connect account at once (documented). Check for cross-site requests before you make this call.
      requestBody:
        required: true
        description: The user's account and what to request.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/BeginRequest'
            examples:
              everyCalendar:
                summary: All calendars that can be changed and are not unrestricted yet
                value:
                  data_center: de
                  access_token: example-access-token
                  subject: user-42
                  all_calendars: true
              someCalendars:
                summary: Two calendars, and where the user goes at the end
                value:
                  data_center: de
                  access_token: example-access-token
                  subject: user-42
                  calendar_ids: [cal_n23kjnwrw2_jsdfjksn234, cal_n23kjnwrw2_n1k323nkj23]
                  return_to: https://app.example.com/settings
              userChooses:
                summary: The user chooses the calendars on the worker's page
                value:
                  data_center: de
                  access_token: example-access-token
                  access_token_expires_at: '2026-11-25T13:00:00.000Z'
                  subject: user-42
                  choose_calendars: true
                  return_to: https://app.example.com/settings
      responses:
        '200':
          description: Where to send the user, or the outcome.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/BeginResult'
              examples:
                redirect:
                  summary: The user must decide
                  value:
                    status: redirect
                    redirect:
                      url: https://app-de.cronofy.com/permissions
                      sealed_request: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
                      expires_at: '2026-11-25T13:00:00.000Z'
                done:
                  summary: An Enterprise Connect account
                  value:
                    status: done
                    outcome:
                      status: granted
                      request_id: 6f1c2f0e-8f5b-4f7e-9d43-0c1de2b1a001
                      data_center: de
                      subject: user-42
                      return_to: https://app.example.com/settings
                      calendars:
                        - calendar_id: cal_n23kjnwrw2_jsdfjksn234
                          calendar_name: Work
                          permission_level: unrestricted
                          granted: true
                      missing_count: 0
                      verified_at: '2026-11-25T12:00:00.000Z'
          links:
            complete:
              operationId: completePermissionRequest
              description: After the user returns, pass \`redirect.sealed_request\` as \`sealed_request\`.
            read:
              operationId: readPermissions
              description: Read what is granted at any time.
        '400':
          $ref: '#/components/responses/BadRequest'
        '401':
          $ref: '#/components/responses/Unauthorized'
        '409':
          $ref: '#/components/responses/AccountProblem'
        '413':
          $ref: '#/components/responses/TooLarge'
        '415':
          $ref: '#/components/responses/UnsupportedMediaType'
        '422':
          $ref: '#/components/responses/Invalid'
        '500':
          $ref: '#/components/responses/Internal'
        '502':
          $ref: '#/components/responses/ProviderFailed'
        '503':
          $ref: '#/components/responses/TryLater'
        '504':
          $ref: '#/components/responses/ProviderTooSlow'
  /permission-requests/complete:
    post:
      operationId: completePermissionRequest
      summary: Verify the result of a request
      tags: [Permission requests]
      description: |
        Reads the user's calendars and reports for each requested calendar whether it is unrestricted now. It only reads, so
        you can repeat it, even if the user never returned.

        The \`subject\` and the \`data_center\` must be those that began the request. Take the \`subject\` from your own session,
        never from the URL. Otherwise one user could complete the request of another.
      requestBody:
        required: true
        description: The request, and the account of the user who is signed in now.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/CompleteRequest'
            examples:
              cameBack:
                summary: The user returned
                value:
                  sealed_request: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
                  data_center: de
                  access_token: example-access-token
                  subject: user-42
              refused:
                summary: The user returned with permission_error=access_denied
                value:
                  sealed_request: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
                  permission_error: access_denied
                  data_center: de
                  access_token: example-access-token
                  subject: user-42
      responses:
        '200':
          description: What was actually granted.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Outcome'
              examples:
                partial:
                  summary: One of two calendars
                  value:
                    status: partial
                    request_id: 6f1c2f0e-8f5b-4f7e-9d43-0c1de2b1a001
                    data_center: de
                    subject: user-42
                    return_to: https://app.example.com/settings
                    calendars:
                      - calendar_id: cal_n23kjnwrw2_jsdfjksn234
                        calendar_name: Work
                        permission_level: unrestricted
                        granted: true
                      - calendar_id: cal_n23kjnwrw2_n1k323nkj23
                        calendar_name: Home
                        permission_level: sandbox
                        granted: false
                    missing_count: 0
                    verified_at: '2026-11-25T12:00:00.000Z'
        '400':
          $ref: '#/components/responses/BadRequest'
        '401':
          $ref: '#/components/responses/Unauthorized'
        '403':
          $ref: '#/components/responses/AnotherAccount'
        '409':
          $ref: '#/components/responses/AccountProblem'
        '410':
          $ref: '#/components/responses/Expired'
        '413':
          $ref: '#/components/responses/TooLarge'
        '415':
          $ref: '#/components/responses/UnsupportedMediaType'
        '422':
          $ref: '#/components/responses/Invalid'
        '500':
          $ref: '#/components/responses/Internal'
        '502':
          $ref: '#/components/responses/ProviderFailed'
        '503':
          $ref: '#/components/responses/TryLater'
        '504':
          $ref: '#/components/responses/ProviderTooSlow'
  /permissions/read:
    post:
      operationId: readPermissions
      summary: Read what is granted now
      tags: [Permissions]
      description: |
        Reports for each calendar whether it is unrestricted now. Use it to show or hide a button, or to notice that access
        was lost. It changes nothing. It is a POST so that no URL contains a token.
      requestBody:
        required: true
        description: The account and which calendars to read.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/ReadRequest'
            examples:
              everyCalendar:
                summary: Every calendar that is not deleted
                value:
                  data_center: de
                  access_token: example-access-token
      responses:
        '200':
          description: The calendars as they are now.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/ReadResult'
              examples:
                calendars:
                  summary: Two calendars
                  value:
                    status: read
                    data_center: de
                    calendars:
                      - calendar_id: cal_n23kjnwrw2_jsdfjksn234
                        calendar_name: Work
                        permission_level: unrestricted
                        granted: true
                      - calendar_id: cal_n23kjnwrw2_n1k323nkj23
                        calendar_name: Home
                        permission_level: sandbox
                        granted: false
        '400':
          $ref: '#/components/responses/BadRequest'
        '401':
          $ref: '#/components/responses/Unauthorized'
        '409':
          $ref: '#/components/responses/AccountProblem'
        '413':
          $ref: '#/components/responses/TooLarge'
        '415':
          $ref: '#/components/responses/UnsupportedMediaType'
        '422':
          $ref: '#/components/responses/Invalid'
        '500':
          $ref: '#/components/responses/Internal'
        '502':
          $ref: '#/components/responses/ProviderFailed'
        '503':
          $ref: '#/components/responses/TryLater'
        '504':
          $ref: '#/components/responses/ProviderTooSlow'
components:
  securitySchemes:
    apiKey:
      type: http
      scheme: bearer
      description: |
        One of the keys in the worker's \`API_KEYS\`. Several keys can be valid at once, so you can replace one without a gap.
        All keys have the same rights.
  schemas:
    Health:
      type: object
      description: The worker runs.
      required: [status]
      properties:
        status:
          $ref: '#/components/schemas/HealthStatus'
    HealthStatus:
      type: string
      enum: [ok]
      description: Always \`ok\`.
      example: ok
    Readiness:
      type: object
      description: What is enabled and, with \`deep\`, what was reached.
      required: [status, service, connect, data_centers, redirect_uris]
      properties:
        status:
          $ref: '#/components/schemas/ReadinessStatus'
        service:
          type: boolean
          description: Whether the worker has \`API_KEYS\`, and serves the operations of this description.
          example: true
        connect:
          type: boolean
          description: Whether the worker has credentials of an application, and can connect users.
          example: true
        data_centers:
          type: array
          description: The data centers that have credentials. If none has, all six.
          items:
            $ref: '#/components/schemas/DataCenter'
        redirect_uris:
          type: object
          description: The redirect URIs to register at Cronofy, by data center.
          additionalProperties:
            type: array
            description: The redirect URIs of one data center.
            items:
              type: string
              format: uri
              description: One redirect URI.
              example: https://worker.example.com/connections/callback/de
          example:
            de:
              - https://worker.example.com/connections/callback/de
        provider:
          type: object
          description: |
            With \`deep\`, what each data center responded: \`reached\`, or a \`code\` as in \`Problem\`.
          additionalProperties:
            type: string
            description: The result for one data center.
            example: reached
          example:
            de: reached
    ReadinessStatus:
      type: string
      enum: [ready, unreachable]
      description: '\`ready\`, or with \`deep\`, \`unreachable\` if a data center was not reached.'
      example: ready
    DataCenter:
      type: string
      enum: [us, au, ca, de, sg, uk]
      description: The data center of the account. Cronofy's responses do not name it, so store it.
      example: de
    ConnectRequest:
      type: object
      additionalProperties: false
      description: Who connects, and where the user goes at the end.
      required: [subject, return_to]
      properties:
        subject:
          type: string
          minLength: 1
          maxLength: 128
          description: Your own stable ID of the user, 1 to 128 bytes in UTF-8. Pass the same one to \`completeConnection\`.
          example: user-42
        return_to:
          type: string
          format: uri
          minLength: 1
          maxLength: 2048
          description: Where the user goes at the end. The worker's \`ALLOWED_RETURN_URLS\` must allow it.
          example: https://app.example.com/settings
        data_center:
          $ref: '#/components/schemas/DataCenter'
        provider_name:
          type: string
          minLength: 1
          maxLength: 40
          pattern: '^[a-z0-9_-]+$'
          description: The calendar provider whose sign-in page Cronofy shows at once.
          example: google
        link_token:
          type: string
          minLength: 1
          maxLength: 512
          pattern: '^[\\x21-\\x7E]+$'
          description: Links the account to an existing one at Cronofy, which documents it as alpha.
          example: example-link-token
        locale:
          type: string
          minLength: 2
          maxLength: 35
          pattern: '^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$'
          description: The language of Cronofy's page.
          example: de
    ConnectResult:
      type: object
      description: Where to send the user.
      required: [status, redirect]
      properties:
        status:
          $ref: '#/components/schemas/ConnectStatus'
        redirect:
          $ref: '#/components/schemas/ConnectRedirect'
    ConnectRedirect:
      type: object
      description: The link at which the user connects.
      required: [url, connection_id, expires_at]
      properties:
        url:
          type: string
          format: uri
          description: A secret. Redirect the signed-in user to it.
          example: https://worker.example.com/connections/start?link=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
        connection_id:
          type: string
          format: uuid
          description: Identifies the connection. Store it in the user's session. It returns in the query of \`return_to\`.
          example: 0b8f0a4e-7a55-4a8c-9f3a-6f2c6d0c1e11
        expires_at:
          type: string
          format: date-time
          description: When the link expires, ten minutes after the call. A user who has opened it has another ten minutes to sign in.
          example: '2026-11-25T12:10:00.000Z'
    CompleteConnectionRequest:
      type: object
      additionalProperties: false
      description: A connection, and who is signed in now.
      required: [sealed_connection, subject]
      properties:
        sealed_connection:
          type: string
          minLength: 1
          maxLength: 8192
          description: The sealed connection from the URL that the user returned to. It expires after ten minutes.
          example: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
        subject:
          type: string
          minLength: 1
          maxLength: 128
          description: Your own ID of the user who is signed in now, 1 to 128 bytes in UTF-8.
          example: user-42
    Connection:
      type: object
      description: A connection of a user to Cronofy.
      required: [connection_id, data_center, account, tokens]
      properties:
        connection_id:
          type: string
          format: uuid
          description: The ID from \`beginConnection\`.
          example: 0b8f0a4e-7a55-4a8c-9f3a-6f2c6d0c1e11
        data_center:
          $ref: '#/components/schemas/DataCenter'
        account:
          $ref: '#/components/schemas/ConnectedAccount'
        tokens:
          $ref: '#/components/schemas/ConnectionTokens'
    ConnectedAccount:
      type: object
      description: The account at Cronofy. Cronofy may leave out each of its fields.
      required: [sub, profile_name, provider_name]
      properties:
        sub:
          type: string
          nullable: true
          description: Cronofy's ID of the account. Store tokens by your user, the data center, and this ID.
          example: acc_567236000909002
        profile_name:
          type: string
          nullable: true
          description: The name of the connected profile, usually an email address. It can contain any text, so escape it.
          example: ada@example.com
        provider_name:
          type: string
          nullable: true
          description: The calendar provider. More values may be added.
          example: google
    ConnectionTokens:
      type: object
      description: The tokens of a connection. Keep them on your server.
      required: [access_token, refresh_token, expires_at, scope]
      properties:
        access_token:
          type: string
          minLength: 1
          description: For the calls of this service, and for Cronofy's own API.
          example: example-access-token
        refresh_token:
          type: string
          nullable: true
          description: For \`refreshConnection\`. It may differ from the one that you used. Null if Cronofy sent none.
          example: example-refresh-token
        expires_at:
          type: string
          format: date-time
          description: When the access token expires. Cronofy calls it approximate.
          example: '2026-11-25T13:00:00.000Z'
        scope:
          type: string
          nullable: true
          description: The granted scopes, separated by spaces. Null if Cronofy sent none.
          example: read_write
    RefreshRequest:
      type: object
      additionalProperties: false
      description: A refresh token, and its data center.
      required: [data_center, refresh_token]
      properties:
        data_center:
          $ref: '#/components/schemas/DataCenter'
        refresh_token:
          type: string
          minLength: 1
          maxLength: 4096
          pattern: '^[\\x21-\\x7E]+$'
          description: The stored refresh token.
          example: example-refresh-token
    RefreshResult:
      type: object
      description: The new tokens.
      required: [tokens]
      properties:
        tokens:
          $ref: '#/components/schemas/ConnectionTokens'
    RevokeRequest:
      type: object
      additionalProperties: false
      description: A token, and its data center.
      required: [data_center, token]
      properties:
        data_center:
          $ref: '#/components/schemas/DataCenter'
        token:
          type: string
          minLength: 1
          maxLength: 4096
          pattern: '^[\\x21-\\x7E]+$'
          description: The refresh token or the access token.
          example: example-refresh-token
    RevokeResult:
      type: object
      description: The connection has ended.
      required: [status]
      properties:
        status:
          $ref: '#/components/schemas/RevokeStatus'
    BeginRequest:
      type: object
      additionalProperties: false
      description: Whose calendars, and which ones.
      required: [data_center, access_token, subject]
      properties:
        data_center:
          $ref: '#/components/schemas/DataCenter'
        access_token:
          type: string
          minLength: 1
          maxLength: 4096
          pattern: '^[\\x21-\\x7E]+$'
          description: The user's access token. It is used for this call only.
          example: example-access-token
        subject:
          type: string
          minLength: 1
          maxLength: 128
          description: Your own stable ID of the user, 1 to 128 bytes in UTF-8. Pass the same one to \`completePermissionRequest\`.
          example: user-42
        calendar_ids:
          type: array
          minItems: 1
          maxItems: 1000
          description: |
            The calendars to request. Duplicates count once. At most 250 can be requested at once.
          items:
            type: string
            minLength: 1
            description: The \`calendar_id\` of one of the user's calendars.
            example: cal_n23kjnwrw2_jsdfjksn234
        all_calendars:
          type: boolean
          description: |
            \`true\` requests every calendar that is not deleted, not read-only, and not yet unrestricted. \`false\` is an error:
            leave the field out instead.
          example: true
        choose_calendars:
          type: boolean
          description: |
            \`true\` lets the user choose on the worker's page. The access token must have at most 512 characters. \`false\` is
            an error: leave the field out instead.
          example: true
        access_token_expires_at:
          type: string
          format: date-time
          description: |
            With \`choose_calendars\` only: when the access token expires. The link works for at most five minutes, and the page for at
            most an hour. Both end when the token expires. With a time in the past, the response is 409 \`account_token_rejected\`:
            refresh the token first.
          example: '2026-11-25T13:00:00.000Z'
        return_to:
          type: string
          format: uri
          minLength: 1
          maxLength: 2048
          description: |
            Where the user goes after the decision. The worker's \`ALLOWED_RETURN_URLS\` must allow it. By default, the first of
            them.
          example: https://app.example.com/settings
    CompleteRequest:
      type: object
      additionalProperties: false
      description: A request, and who is signed in now.
      required: [sealed_request, data_center, access_token, subject]
      properties:
        sealed_request:
          type: string
          minLength: 1
          maxLength: 8192
          description: The sealed request, from \`beginPermissionRequest\` or from the URL that the user returned to.
          example: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
        permission_error:
          type: string
          minLength: 1
          maxLength: 100
          description: |
            The \`permission_error\` of the URL that the user returned to, if it has one. It gives a reason but never decides
            the outcome.
          example: access_denied
        data_center:
          $ref: '#/components/schemas/DataCenter'
        access_token:
          type: string
          minLength: 1
          maxLength: 4096
          pattern: '^[\\x21-\\x7E]+$'
          description: The access token of the user who is signed in now. It is used for this call only.
          example: example-access-token
        subject:
          type: string
          minLength: 1
          maxLength: 128
          description: Your own ID of the user who is signed in now, 1 to 128 bytes in UTF-8.
          example: user-42
    ReadRequest:
      type: object
      additionalProperties: false
      description: Whose calendars, and which ones.
      required: [data_center, access_token]
      properties:
        data_center:
          $ref: '#/components/schemas/DataCenter'
        access_token:
          type: string
          minLength: 1
          maxLength: 4096
          pattern: '^[\\x21-\\x7E]+$'
          description: The user's access token. It is used for this call only.
          example: example-access-token
        calendar_ids:
          type: array
          minItems: 1
          maxItems: 1000
          description: The calendars to read. By default, every calendar that is not deleted.
          items:
            type: string
            minLength: 1
            description: The \`calendar_id\` of one of the user's calendars.
            example: cal_n23kjnwrw2_jsdfjksn234
    BeginResult:
      type: object
      description: |
        What to do next. With \`status: redirect\`, \`redirect\` is present. With \`status: done\`, \`outcome\` is present.
      required: [status]
      properties:
        status:
          $ref: '#/components/schemas/BeginStatus'
        redirect:
          $ref: '#/components/schemas/BeginRedirect'
        outcome:
          $ref: '#/components/schemas/Outcome'
    BeginRedirect:
      type: object
      description: Where to send the user.
      required: [url, expires_at]
      properties:
        url:
          type: string
          format: uri
          description: |
            Cronofy's access page, or with \`choose_calendars\` the worker's page to choose calendars. Send the user there.
          example: https://app-de.cronofy.com/permissions
        sealed_request:
          type: string
          minLength: 1
          description: |
            The sealed request, for \`completePermissionRequest\`. The user brings it back in the query of \`return_to\`. Store
            it as well if you want to complete the request without the user. Absent with \`choose_calendars\`, because nothing
            is requested yet.
          example: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
        expires_at:
          type: string
          format: date-time
          description: When the sealed request expires, one hour from now. With \`choose_calendars\`, when the URL expires, in at most five minutes.
          example: '2026-11-25T13:00:00.000Z'
    Outcome:
      type: object
      description: The result of a request, as Cronofy's list of calendars shows it.
      required: [status, request_id, data_center, subject, return_to, calendars, missing_count, verified_at]
      properties:
        status:
          $ref: '#/components/schemas/OutcomeStatus'
        request_id:
          type: string
          format: uuid
          description: Identifies the request. It is the same in every outcome of one request, so use it as the key of your records.
          example: 6f1c2f0e-8f5b-4f7e-9d43-0c1de2b1a001
        data_center:
          $ref: '#/components/schemas/DataCenter'
        subject:
          type: string
          minLength: 1
          maxLength: 128
          description: The \`subject\` that began the request.
          example: user-42
        return_to:
          type: string
          format: uri
          maxLength: 2048
          description: Where the user goes at the end.
          example: https://app.example.com/settings
        calendars:
          type: array
          maxItems: 1000
          description: The requested calendars that Cronofy still lists.
          items:
            $ref: '#/components/schemas/CalendarPermission'
        missing_count:
          type: integer
          format: int32
          minimum: 0
          maximum: 1000
          description: How many requested calendars are deleted or no longer listed. They count as not granted.
          example: 0
        verified_at:
          type: string
          format: date-time
          description: When the calendars were read.
          example: '2026-11-25T12:00:00.000Z'
    ReadResult:
      type: object
      description: What is granted now.
      required: [status, data_center, calendars]
      properties:
        status:
          $ref: '#/components/schemas/ReadStatus'
        data_center:
          $ref: '#/components/schemas/DataCenter'
        calendars:
          type: array
          description: The calendars.
          items:
            $ref: '#/components/schemas/CalendarPermission'
    CalendarPermission:
      type: object
      description: What the application may do with one calendar now.
      required: [calendar_id, granted]
      properties:
        calendar_id:
          type: string
          minLength: 1
          description: Identifies the calendar. Opaque.
          example: cal_n23kjnwrw2_jsdfjksn234
        calendar_name:
          type: string
          description: The name that its owner gave it. It can contain any text, so escape it. Absent if Cronofy sends no name.
          example: Work
        permission_level:
          type: string
          description: Cronofy's value, such as \`sandbox\` or \`unrestricted\`. More values may be added. Absent if Cronofy sends none.
          example: unrestricted
        granted:
          type: boolean
          description: Whether the calendar is unrestricted.
          example: true
    Problem:
      type: object
      description: Why a call failed (RFC 9457). The \`type\` is \`about:blank\`. Programs should use \`code\`.
      required: [title, status, code, detail, instance]
      properties:
        title:
          type: string
          minLength: 1
          description: The reason phrase of the status.
          example: Conflict
        status:
          type: integer
          format: int32
          minimum: 400
          maximum: 599
          description: The status of the response.
          example: 409
        code:
          $ref: '#/components/schemas/ErrorCode'
        detail:
          type: string
          minLength: 1
          description: What is wrong and what to do next, for developers. It never contains a token or a sealed value.
          example: 'Cannot GET /v1/calendars in data center "de": the response has status 401. Refresh the access token and try again, or have the user authorize again.'
        instance:
          type: string
          format: uri
          description: Identifies this request in the worker's log.
          example: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
        errors:
          type: object
          description: What is wrong, by field name.
          additionalProperties:
            type: array
            description: What is wrong with one field.
            items:
              type: string
              description: One problem.
              example: is required
          example:
            access_token:
              - is required
    ConnectStatus:
      type: string
      enum: [redirect]
      description: Always \`redirect\`.
      example: redirect
    RevokeStatus:
      type: string
      enum: [revoked]
      description: Always \`revoked\`.
      example: revoked
    ReadStatus:
      type: string
      enum: [read]
      description: Always \`read\`.
      example: read
    BeginStatus:
      type: string
      enum: [redirect, done]
      description: |
        \`redirect\`: send the user to \`redirect.url\`. \`done\`: nothing is left to decide, and \`outcome\` is verified.
      example: redirect
    OutcomeStatus:
      type: string
      enum: [granted, partial, rejected, unconfirmed]
      description: |
        \`granted\`: every requested calendar is unrestricted now. \`partial\`: some are. \`rejected\`: none is, and the user
        returned with \`access_denied\`. \`unconfirmed\`: none is, for an unknown reason. For example, the user did not decide,
        the grant is not visible yet, or someone forged the return.
      example: granted
    ErrorCode:
      type: string
      pattern: '^[a-z_]+$'
      description: |
        What happened, for programs. A code never changes its meaning. More codes may be added, so this is not an \`enum\`, which
        strict clients would enforce. \`x-extensible-enum\` lists the codes.
      x-extensible-enum:
        - account_locked
        - account_mismatch
        - account_scope_insufficient
        - account_token_rejected
        - client_credentials_rejected
        - cross_origin_request
        - data_center_not_configured
        - expired_connection
        - expired_sealed_request
        - internal_error
        - invalid_connection
        - invalid_grant
        - invalid_provider_response
        - invalid_request
        - invalid_request_url
        - invalid_return_to
        - invalid_sealed_request
        - invalid_selection
        - method_not_allowed
        - no_calendars
        - not_found
        - plan_required
        - provider_bad_request
        - provider_not_found
        - provider_unavailable
        - provider_unreachable
        - provider_validation_failed
        - rate_limited
        - request_too_large
        - timeout
        - too_many_calendars
        - unauthorized
        - unknown_calendars
        - unsupported_media_type
        - untrusted_redirect
        - validation_failed
      example: account_token_rejected
  responses:
    BadRequest:
      description: '\`invalid_request\`: the body is not a JSON object in UTF-8, or it is truncated.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            invalidRequest:
              summary: A truncated body
              value:
                title: Bad Request
                status: 400
                code: invalid_request
                detail: 'The body is not JSON. Send the fields that the documentation describes.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    InvalidRequestUrl:
      description: '\`invalid_request_url\`: the URL or the \`Host\` header is invalid.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            invalidRequestUrl:
              summary: An invalid host
              value:
                title: Bad Request
                status: 400
                code: invalid_request_url
                detail: 'The URL or the Host header of the request is invalid. Send a request with a valid URL and Host header.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    Unauthorized:
      description: '\`unauthorized\`: the API key is missing or unknown. It never means the user''s token.'
      headers:
        WWW-Authenticate:
          description: Always \`Bearer\` (RFC 6750 section 3).
          schema:
            type: string
            example: Bearer
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            unauthorized:
              summary: No API key
              value:
                title: Unauthorized
                status: 401
                code: unauthorized
                detail: 'The API key is missing or unknown. Send \`Authorization: Bearer <key>\` with one of the keys in API_KEYS.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    AnotherAccount:
      description: '\`account_mismatch\`: another \`subject\` began the request or the connection, or the same one in another data center.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            accountMismatch:
              summary: Another user began it
              value:
                title: Forbidden
                status: 403
                code: account_mismatch
                detail: 'Another user, or the same user in another data center, began this request. Begin again as this user.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    ConnectionProblem:
      description: |
        \`invalid_grant\`: Cronofy no longer accepts the code or the token. The user must connect again. \`plan_required\`: the
        application's plan does not include the feature. \`account_scope_insufficient\`: the user must authorize again with a
        wider scope. \`account_locked\`: the user must sign in to their calendar provider.
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            invalidGrant:
              summary: The user has revoked the access
              value:
                title: Conflict
                status: 409
                code: invalid_grant
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 400. Have the user authorize again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            planRequired:
              summary: The plan does not include the feature
              value:
                title: Conflict
                status: 409
                code: plan_required
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 402. Ask Cronofy to add the feature to the application''s plan.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            accountScopeInsufficient:
              summary: The scope is not sufficient
              value:
                title: Conflict
                status: 409
                code: account_scope_insufficient
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 403. Have the user authorize again with a wider scope.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            accountLocked:
              summary: The account is locked
              value:
                title: Conflict
                status: 409
                code: account_locked
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 423. Ask the user to sign in to their calendar provider and to connect it again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    ConnectionFailed:
      description: |
        Cronofy failed, or its response cannot be used: \`provider_unavailable\`, \`provider_unreachable\`,
        \`invalid_provider_response\`, \`provider_bad_request\`, \`provider_not_found\`, or \`provider_validation_failed\` with
        Cronofy's \`errors\` by field name. A code may be used up, so connect again. You can repeat a refresh or a revocation.
      headers:
        Retry-After:
          description: How long to wait, in seconds. Present if Cronofy sends it.
          schema:
            type: integer
            minimum: 0
            example: 2
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            providerUnavailable:
              summary: Cronofy responds with 500
              value:
                title: Bad Gateway
                status: 502
                code: provider_unavailable
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 500. Try again later.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            providerUnreachable:
              summary: The connection fails
              value:
                title: Bad Gateway
                status: 502
                code: provider_unreachable
                detail: 'Cannot POST /oauth/token in data center "de": the connection failed (TypeError). Try again later.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            invalidProviderResponse:
              summary: A response of another shape
              value:
                title: Bad Gateway
                status: 502
                code: invalid_provider_response
                detail: 'Cannot POST /oauth/token in data center "de": the response is not JSON. Try again later, and report this if it persists.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            providerBadRequest:
              summary: Cronofy responds with 400
              value:
                title: Bad Gateway
                status: 502
                code: provider_bad_request
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 400. Report this as a bug.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            providerNotFound:
              summary: Cronofy responds with 404
              value:
                title: Bad Gateway
                status: 502
                code: provider_not_found
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 404. Check that the account belongs to this data center.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            providerValidationFailed:
              summary: Cronofy responds with 422
              value:
                title: Bad Gateway
                status: 502
                code: provider_validation_failed
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 422. Correct the fields that Cronofy rejected.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
                errors:
                  redirect_uri:
                    - errors.invalid
    ConnectionTimeout:
      description: '\`timeout\`: Cronofy sent no complete response in time. A code may be used up, so connect again. You can repeat a refresh or a revocation.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            timeout:
              summary: No response in time
              value:
                title: Gateway Timeout
                status: 504
                code: timeout
                detail: 'Cannot POST /oauth/token in data center "de": there was no complete response within 8000 ms. Try again later.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    ConnectionExpired:
      description: '\`expired_connection\`: the connection was not completed within ten minutes. Connect again.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            expiredConnection:
              summary: More than ten minutes have passed
              value:
                title: Gone
                status: 410
                code: expired_connection
                detail: 'The sealed connection has expired. Connect again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    InvalidConnection:
      description: |
        \`validation_failed\`: see \`errors\`. \`invalid_return_to\`: the worker does not allow this URL. \`invalid_connection\`: the
        sealed connection was changed, or sealed with other keys. \`data_center_not_configured\`: the worker has no
        credentials for this data center. The detail names those that it has.
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            validationFailed:
              summary: A field is missing
              value:
                title: Unprocessable Content
                status: 422
                code: validation_failed
                detail: 'The body is invalid. Correct the fields that \`errors\` names.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
                errors:
                  subject:
                    - is required
            invalidReturnTo:
              summary: A URL that the worker does not allow
              value:
                title: Unprocessable Content
                status: 422
                code: invalid_return_to
                detail: 'The return URL is not below any of the allowed return URLs. Pass an allowed URL of at most 2,048 characters, as URL.href returns it, or allow it with allowedReturnUrls or ALLOWED_RETURN_URLS.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            invalidConnection:
              summary: A sealed connection that was changed
              value:
                title: Unprocessable Content
                status: 422
                code: invalid_connection
                detail: 'The sealed connection was changed, or was not sealed with these keys. Connect again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            dataCenterNotConfigured:
              summary: No credentials for the data center
              value:
                title: Unprocessable Content
                status: 422
                code: data_center_not_configured
                detail: 'This worker has no credentials for the data center "sg". It has them for us, de. Use a data center that has credentials, or set CRONOFY_<ID>_CLIENT_ID and CRONOFY_<ID>_CLIENT_SECRET.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    InvalidQuery:
      description: '\`validation_failed\`: \`deep\` names something other than data centers. See \`errors\`.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            validationFailed:
              summary: An unknown data center
              value:
                title: Unprocessable Content
                status: 422
                code: validation_failed
                detail: 'The query is invalid. Correct the fields that \`errors\` names.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
                errors:
                  deep:
                    - 'must be IDs of data centers, separated by commas: us, au, ca, de, sg, uk'
    CredentialsRejected:
      description: |
        \`client_credentials_rejected\`: Cronofy rejects the client ID or the secret of this data center. \`internal_error\`: a
        bug or a wrong configuration of the worker. Look up \`instance\` in its log.
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            clientCredentialsRejected:
              summary: A wrong secret
              value:
                title: Internal Server Error
                status: 500
                code: client_credentials_rejected
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 401. Check the client ID and the secret of this data center.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            internalError:
              summary: A bug in the worker
              value:
                title: Internal Server Error
                status: 500
                code: internal_error
                detail: 'The worker failed. Look for the request ID in the worker''s log.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    AccountProblem:
      description: |
        Cronofy does not allow it for this account. \`account_token_rejected\`: the user's token is unknown, revoked, or
        expired. Refresh it. \`plan_required\`: the application's plan does not include the feature.
        \`account_scope_insufficient\`: the granted scope is not sufficient. The user must authorize again.
        \`account_locked\`: the user must sign in to their calendar provider.
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            accountTokenRejected:
              summary: 'The user''s token has expired'
              value:
                title: Conflict
                status: 409
                code: account_token_rejected
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 401. Refresh the access token and try again, or have the user authorize again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            planRequired:
              summary: The plan does not include the feature
              value:
                title: Conflict
                status: 409
                code: plan_required
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 402. Ask Cronofy to add the feature to the application''s plan.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            accountScopeInsufficient:
              summary: The scope is not sufficient
              value:
                title: Conflict
                status: 409
                code: account_scope_insufficient
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 403. Have the user authorize again with a wider scope.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            accountLocked:
              summary: The account is locked
              value:
                title: Conflict
                status: 409
                code: account_locked
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 423. Ask the user to sign in to their calendar provider and to connect it again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    Expired:
      description: '\`expired_sealed_request\`: the request is authentic but has expired. Begin again. What was granted stays granted.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            expiredSealedRequest:
              summary: More than an hour has passed
              value:
                title: Gone
                status: 410
                code: expired_sealed_request
                detail: 'The sealed request has expired. Begin again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    TooLarge:
      description: '\`request_too_large\`: the body is longer than 65,536 bytes.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            requestTooLarge:
              summary: A body that is too long
              value:
                title: Content Too Large
                status: 413
                code: request_too_large
                detail: 'The body is longer than 65536 bytes. Send a shorter body, such as with fewer calendars.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    UnsupportedMediaType:
      description: '\`unsupported_media_type\`: the body is not \`application/json\` in UTF-8, or it has a \`Content-Encoding\`.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            unsupportedMediaType:
              summary: A form
              value:
                title: Unsupported Media Type
                status: 415
                code: unsupported_media_type
                detail: 'The body is not application/json. Send JSON, or a form where forms are accepted, in UTF-8 and without Content-Encoding.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    Invalid:
      description: |
        \`validation_failed\`: see \`errors\`. \`unknown_calendars\`: a calendar does not exist or is deleted. \`no_calendars\`:
        there is no calendar to request. \`invalid_selection\`: none, or more than one, of the three selections is present.
        \`too_many_calendars\`: more than 250. \`invalid_return_to\`: the worker does not allow this URL.
        \`invalid_sealed_request\`: the sealed request was changed, or sealed with other keys.
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            validationFailed:
              summary: A field is missing
              value:
                title: Unprocessable Content
                status: 422
                code: validation_failed
                detail: 'The body is invalid. Correct the fields that \`errors\` names.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
                errors:
                  access_token:
                    - is required
            unknownCalendars:
              summary: A calendar of another account
              value:
                title: Unprocessable Content
                status: 422
                code: unknown_calendars
                detail: 'The user has no such calendar in this data center: "cal_n23kjnwrw2_jsdfjksn234". List the calendars again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            noCalendars:
              summary: Every calendar is read-only
              value:
                title: Unprocessable Content
                status: 422
                code: no_calendars
                detail: 'The user has no calendar that can be changed. Select a calendar, or ask the user to connect one that can be changed.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            invalidSelection:
              summary: No selection
              value:
                title: Unprocessable Content
                status: 422
                code: invalid_selection
                detail: 'The body has none, or more than one, of calendar_ids, all_calendars, and choose_calendars. Pass exactly one selection of calendars.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            tooManyCalendars:
              summary: More than 250 calendars
              value:
                title: Unprocessable Content
                status: 422
                code: too_many_calendars
                detail: '251 calendars are too many: at most 250 can be requested at once. Select fewer calendars.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            invalidReturnTo:
              summary: A URL that the worker does not allow
              value:
                title: Unprocessable Content
                status: 422
                code: invalid_return_to
                detail: 'The return URL is not below any of the allowed return URLs. Pass an allowed URL of at most 2,048 characters, as URL.href returns it, or allow it with allowedReturnUrls or ALLOWED_RETURN_URLS.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            invalidSealedRequest:
              summary: A sealed request that was changed
              value:
                title: Unprocessable Content
                status: 422
                code: invalid_sealed_request
                detail: 'The sealed request was changed, or was not sealed with these keys for this purpose and redirect URI. Begin again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    Internal:
      description: '\`internal_error\`: a bug or a wrong configuration of the worker. Look up \`instance\` in its log.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            internalError:
              summary: A bug in the worker
              value:
                title: Internal Server Error
                status: 500
                code: internal_error
                detail: 'The worker failed. Look for the request ID in the worker''s log.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    ProviderFailed:
      description: |
        Cronofy failed, or its response cannot be used: \`provider_unavailable\`, \`provider_unreachable\`,
        \`invalid_provider_response\`, \`untrusted_redirect\`, \`provider_bad_request\`, \`provider_not_found\`, or
        \`provider_validation_failed\` with Cronofy's \`errors\` by field name. Access may be granted already. Call
        \`readPermissions\` to find out.
      headers:
        Retry-After:
          description: How long to wait, in seconds. Present if Cronofy sends it.
          schema:
            type: integer
            minimum: 0
            example: 2
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            providerUnavailable:
              summary: Cronofy responds with 500
              value:
                title: Bad Gateway
                status: 502
                code: provider_unavailable
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 500. Try again later.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            providerUnreachable:
              summary: The connection fails
              value:
                title: Bad Gateway
                status: 502
                code: provider_unreachable
                detail: 'Cannot GET /v1/calendars in data center "de": the connection failed (TypeError). Try again later.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            invalidProviderResponse:
              summary: A response of another shape
              value:
                title: Bad Gateway
                status: 502
                code: invalid_provider_response
                detail: 'Cannot GET /v1/calendars in data center "de": the response is not JSON. Try again later, and report this if it persists.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            untrustedRedirect:
              summary: A URL of another host
              value:
                title: Bad Gateway
                status: 502
                code: untrusted_redirect
                detail: 'Cannot POST /v1/permissions in data center "de": the URL in the response is not on one of Cronofy''s app hosts. Do not send the user there, and report this.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            providerBadRequest:
              summary: Cronofy responds with 400
              value:
                title: Bad Gateway
                status: 502
                code: provider_bad_request
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 400. Report this as a bug.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            providerNotFound:
              summary: Cronofy responds with 404
              value:
                title: Bad Gateway
                status: 502
                code: provider_not_found
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 404. Check that the account belongs to this data center.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
            providerValidationFailed:
              summary: Cronofy responds with 422
              value:
                title: Bad Gateway
                status: 502
                code: provider_validation_failed
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 422. Correct the fields that Cronofy rejected.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
                errors:
                  redirect_uri:
                    - errors.invalid
    TryLater:
      description: '\`rate_limited\`: Cronofy received too many requests. Wait for \`Retry-After\`.'
      headers:
        Retry-After:
          description: How long to wait, in seconds. Present if Cronofy sends it.
          schema:
            type: integer
            minimum: 0
            example: 2
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            rateLimited:
              summary: Cronofy responds with 429
              value:
                title: Service Unavailable
                status: 503
                code: rate_limited
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 429. Wait before you try again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    ProviderTooSlow:
      description: '\`timeout\`: Cronofy sent no complete response in time. Access may be granted already. Call \`readPermissions\` to find out.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            timeout:
              summary: No response in time
              value:
                title: Gateway Timeout
                status: 504
                code: timeout
                detail: 'Cannot GET /v1/calendars in data center "de": there was no complete response within 5000 ms. Try again later.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
`
