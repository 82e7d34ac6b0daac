/**
 * This file was generated from edge/worker/openapi.yaml by `npm run generate`.
 * Do not make direct changes to the file.
 */

/** The description of the worker's own API, as YAML. */
export const serviceDescription: string = `openapi: 3.0.3
info:
  title: Extended Permissions Service
  version: 0.1.0
  description: |
    A worker for backends in any language. It asks a Cronofy user for unrestricted access to their calendars, and sends
    the user through Cronofy's access page and back. Then it reports for each calendar what was actually granted.

    The worker stores nothing. What must survive the user's trip travels sealed in the URL. Each call brings its tokens,
    from server to server. This is independent work. Cronofy neither publishes nor endorses it.

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
       or with \`connection_id\` and \`connection_error\`: \`access_denied\` or \`canceled\` (the user did not want to),
       \`authorization_expired\` (more than ten minutes), \`authorization_failed\` (Cronofy rejected the request: check the
       scope), \`invalid_authorization_response\`, or another code of a page with an error. Let the user connect again.
    3. Check that \`connection_id\` is in the user's session and not used, mark it as used, and call \`completeConnection\`
       with the \`subject\` of the signed-in user. Then redirect the browser to a URL without the seal.
    4. Show \`account.profile_name\` and ask the user to confirm. Someone may have given their link to another person. Then
       store the tokens with \`data_center\`.
    5. Call \`refreshConnection\` before \`tokens.expires_at\`, and store the refresh token that it returns. Call
       \`revokeConnection\` when the user disconnects.

    ## Choosing calendars

    Without a page of your own to choose calendars, call \`beginPermissionRequest\` with \`choose_calendars: true\` and
    redirect the user to \`redirect.url\`. This is the only URL that contains a token, sealed. It opens for five minutes.
    Everyone who opens it can see the names of the calendars and request access, so send it by a redirect to the signed-in
    user only. The user returns to \`return_to\` with \`sealed_request\`, also if nothing was left to decide, or with
    \`permission_error\`: \`canceled\`, \`account_token_rejected\` (refresh the token and begin again), or another code of a page
    with an error, such as \`plan_required\`. The token is not checked before the page is opened.

    ## The browser's steps

    \`GET /connections/start\` and \`GET /permission-requests/choose\` are the links. Cronofy sends the user to
    \`GET /connections/callback/<id>\` and \`GET /permission-requests/return\`. Clients do not call these paths, so they are not
    operations here. They set cookies, so a user has to finish in the browser in which they began. If a URL was changed, is
    too old, or belongs to another browser, they respond with a page. For \`HEAD\` and prefetch requests, they do nothing and
    respond with 204. Forms are accepted from the worker's own pages only (\`Origin\`, \`Sec-Fetch-Site\`).

    ## Repeating a call

    You can repeat every call except \`completeConnection\`. \`completePermissionRequest\` and \`readPermissions\` only read.
    \`beginPermissionRequest\` requests only what is not granted yet. A second call returns a second URL, or \`done\` if
    everything is granted. A code works once, and a second use can end its tokens.

    ## Errors

    Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`. A 401 always means your API key. A rejected
    user token is 409 \`account_token_rejected\`. \`detail\` says what to do next. Errors never contain tokens or sealed
    values. \`instance\` identifies the request in the worker's log.

    Unknown fields are rejected, because a misspelled field would silently have no effect. A wrong method is 405
    \`method_not_allowed\`, and an unknown route is 404 \`not_found\`. CORS is off, because tokens must stay on servers. A
    preflight request is 403 \`cross_origin_request\`.

    ## Operating it

    \`GET /healthz\` responds if the worker runs, and \`GET /readyz\` if it is configured. With \`?deep\` and an API key,
    \`/readyz\` also calls the data centers. With \`Prefer: server-timing\`, a response says how long it took, and how much of
    that Cronofy took. A \`traceparent\` header (W3C Trace Context) is forwarded to Cronofy.
  license:
    name: MIT
    url: https://opensource.org/license/mit
servers:
  - url: /
    description: The worker that serves this description
security:
  - apiKey: []
tags:
  - name: Connections
    description: Connect a user to Cronofy, and refresh and revoke the tokens.
  - name: Flow
    description: Ask a user for unrestricted access, and read the result.
  - name: Reading
    description: Read what is granted now.
paths:
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
        one connection in one place at a time, because a replaced refresh token no longer works.
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
      summary: Ask a user for unrestricted access
      tags: [Flow]
      description: |
        Lists the user's calendars and, except with \`choose_calendars\`, requests unrestricted access to those that are not unrestricted yet. Name the
        calendars in \`calendar_ids\`, send \`all_calendars: true\`, or let the user choose with \`choose_calendars: true\`. None
        or several of them is an error, and nothing is requested.

        With \`status: redirect\`, the user must decide: send them to \`redirect.url\`. With \`status: done\`, nothing is left to
        decide: the account is an Enterprise Connect account, or all calendars are unrestricted already.

        An Enterprise Connect account is elevated at once. Check for cross-site requests before you make this call.
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
      tags: [Flow]
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
      tags: [Reading]
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
          description: Your own stable ID of the user, 1 to 128 bytes. Pass the same one to \`completeConnection\`.
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
          type: string
          enum: [redirect]
          description: Always \`redirect\`.
          example: redirect
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
          description: When the link expires, in ten minutes. A sign-in that has begun has ten minutes of its own.
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
          description: Your own ID of the user who is signed in now, 1 to 128 bytes.
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
          type: string
          enum: [revoked]
          description: Always \`revoked\`.
          example: revoked
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
          description: Your own stable ID of the user, 1 to 128 bytes. Pass the same one to \`completePermissionRequest\`.
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
            With \`choose_calendars\` only: when the access token expires. The link and the page work until then, and the page
            at most for an hour. A time in the past is 409 \`account_token_rejected\`: refresh the token first.
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
          description: Your own ID of the user who is signed in now, 1 to 128 bytes.
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
          type: string
          enum: [redirect, done]
          description: |
            \`redirect\`: send the user to \`redirect.url\`. \`done\`: nothing is left to decide, and \`outcome\` is verified.
          example: redirect
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
          description: When the sealed request expires, one hour from now. With \`choose_calendars\`, when the URL expires, in five minutes.
          example: '2026-11-25T13:00:00.000Z'
    Outcome:
      type: object
      description: The result of a request, as Cronofy's list of calendars shows it.
      required: [status, request_id, data_center, subject, return_to, calendars, missing_count, verified_at]
      properties:
        status:
          type: string
          enum: [granted, partial, rejected, unconfirmed]
          description: |
            \`granted\`: every requested calendar is unrestricted now. \`partial\`: some are. \`rejected\`: none is, and the user
            returned with \`access_denied\`. \`unconfirmed\`: none is, for an unknown reason. The user did not decide, the grant
            is not visible yet, or the return was forged.
          example: granted
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
          description: Where the user goes at the end.
          example: https://app.example.com/settings
        calendars:
          type: array
          description: The requested calendars that Cronofy still lists.
          items:
            $ref: '#/components/schemas/CalendarPermission'
        missing_count:
          type: integer
          format: int32
          minimum: 0
          description: How many requested calendars are deleted or no longer listed. They count as not granted.
          example: 0
        verified_at:
          type: string
          format: date-time
          description: When the calendars were read.
          example: '2026-11-25T12:00:00.000Z'
    ReadResult:
      type: object
      description: Read what is granted now.
      required: [status, data_center, calendars]
      properties:
        status:
          type: string
          enum: [read]
          description: Always \`read\`.
          example: read
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
          type: string
          pattern: '^[a-z_]+$'
          description: What happened, for programs. Stable. More codes may be added.
          example: account_token_rejected
        detail:
          type: string
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
                detail: The body is not a JSON object. Send a JSON object as /openapi.yaml describes it.
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    Unauthorized:
      description: '\`unauthorized\`: the API key is missing or unknown. It never means the user''s token.'
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
                detail: Another user, or the same user in another data center, began this request. Begin again as this user.
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
    ConnectionFailed:
      description: |
        Cronofy failed, or its response cannot be used: \`provider_unavailable\`, \`provider_unreachable\`,
        \`invalid_provider_response\`, \`provider_bad_request\`, \`provider_not_found\`, or \`provider_validation_failed\` with
        Cronofy's \`errors\` by field name. A code may be used up: connect again. Repeat a refresh or a revocation.
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
    ConnectionTimeout:
      description: '\`timeout\`: Cronofy sent no complete response in time. A code may be used up: connect again. Repeat a refresh or a revocation.'
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
            expired:
              summary: More than ten minutes have passed
              value:
                title: Gone
                status: 410
                code: expired_connection
                detail: The sealed connection has expired. Connect again.
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
            notConfigured:
              summary: No credentials for the data center
              value:
                title: Unprocessable Content
                status: 422
                code: data_center_not_configured
                detail: 'This worker has no credentials for the data center "sg". It has them for us, de. Use another data center, or configure its credentials.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    CredentialsRejected:
      description: |
        \`client_credentials_rejected\`: Cronofy rejects the client ID or the secret of this data center. \`internal_error\`: a
        bug or a wrong configuration of the worker. Look up \`instance\` in its log.
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            credentials:
              summary: A wrong secret
              value:
                title: Internal Server Error
                status: 500
                code: client_credentials_rejected
                detail: 'Cannot POST /oauth/token in data center "de": the response has status 401. Check the client ID and the secret of this data center.'
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
              summary: The user's token has expired
              value:
                title: Conflict
                status: 409
                code: account_token_rejected
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 401. Refresh the access token and try again, or have the user authorize again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    Expired:
      description: '\`expired_sealed_request\`: the request is authentic but has expired. Begin again. What was granted stays granted.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            expired:
              summary: More than an hour has passed
              value:
                title: Gone
                status: 410
                code: expired_sealed_request
                detail: The sealed request has expired. Begin again.
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    TooLarge:
      description: '\`request_too_large\`: the body is longer than 64 KiB.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            tooLarge:
              summary: A body that is too long
              value:
                title: Content Too Large
                status: 413
                code: request_too_large
                detail: The body is longer than 65536 bytes. Select fewer calendars.
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
                detail: The body is not application/json. Send the body as application/json.
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    Invalid:
      description: |
        \`validation_failed\`: see \`errors\`. \`unknown_calendars\`: a calendar does not exist or is deleted. \`no_calendars\`:
        there is no calendar to request. \`invalid_selection\`: not exactly one of the three selections is present.
        \`too_many_calendars\`: more than 250. \`invalid_return_to\`: the worker does not allow
        this URL. \`invalid_sealed_request\`: the sealed request was changed, or sealed with other keys.
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
    Internal:
      description: '\`internal_error\`: a bug or a wrong configuration of the worker. Look up \`instance\` in its log.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            internal:
              summary: A bug in the worker
              value:
                title: Internal Server Error
                status: 500
                code: internal_error
                detail: "The worker failed. Look for the request ID in the worker's log."
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
