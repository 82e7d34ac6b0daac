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
    One worker for a backend in any language: it asks Cronofy for unrestricted access to a user's calendars, takes the
    user through the provider's access page and back, and says, calendar by calendar, what was really granted.

    It stores nothing. What has to survive the user's trip travels sealed in the address, and tokens are sent along with
    each call, from server to server. It is independent work, neither published nor endorsed by Cronofy.

    ## The flow

    1. Your own page asks the user. Check that the request comes from that page: for an Enterprise Connect account
       \`beginPermissionRequest\` gives access at once, and the service cannot see the browser.
    2. Call \`beginPermissionRequest\`. With \`status: redirect\`, send the user to \`redirect.url\`. With \`status: done\`,
       \`outcome\` is the verified result already.
    3. The user decides on the provider's page and comes back to \`return_to\`, with \`sealed_request\` in its query,
       and \`permission_error=access_denied\` where they refused. That proves nothing: anybody can type such an address.
    4. Find out who is signed in by your own session, and call \`completePermissionRequest\` with that user's \`subject\`.
       It refuses a request that another user began. Where the user never comes back, call it with the
       \`sealed_request\` that step 2 gave you.

    ## The browser's step

    \`GET /permission-requests/return\` is where the provider sends the user back to. No client calls it, so it is no
    operation here. It answers 303 to \`return_to\`, and 400 with a page where the address was changed on its way. A look
    ahead (\`HEAD\`, \`Sec-Purpose: prefetch\`) is answered 204, and is no return.

    ## Repeating a call

    Every call may be repeated. \`completePermissionRequest\` and \`readPermissions\` only read. \`beginPermissionRequest\` asks
    only for what is not granted yet: a second call gives a second address of the same kind, and where all is granted
    already it says so.

    ## Errors

    Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`. 401 means your API key, and never the user's
    token: that is 409 \`account_token_rejected\`. \`detail\` says what to do next; no error holds a token or a sealed value.
    \`instance\` names the request, as the worker's log does.

    A field that is unknown is refused: a misspelt \`calendar_ids\` would silently mean every calendar. Another method is 405
    \`method_not_allowed\`, another address 404 \`not_found\`. CORS is off on purpose, since tokens stay on servers: a
    browser that asks is answered 403 \`cross_origin_request\`.

    ## Operating it

    \`GET /healthz\` says that the worker is alive, \`GET /readyz\` that it is configured, and with \`?deep\` and an API key that it
    reaches the data centers. With \`Prefer: server-timing\` an answer says how long it took, and how much of that was the
    provider's. A \`traceparent\` (W3C Trace Context) is handed on to the provider.
  license:
    name: MIT
    url: https://opensource.org/license/mit
servers:
  - url: /
    description: The worker that serves this description
security:
  - apiKey: []
tags:
  - name: Flow
    description: Ask a user for unrestricted access, and find out what came of it.
  - name: Reading
    description: What is granted now.
paths:
  /permission-requests:
    post:
      operationId: beginPermissionRequest
      summary: Ask a user for unrestricted access
      tags: [Flow]
      description: |
        Lists the user's calendars and asks the provider for unrestricted access to those that are not unrestricted yet.

        With \`status: redirect\`, the user must decide: send them to \`redirect.url\`. With \`status: done\`, nothing is left to
        decide: the account is an Enterprise Connect account, or all calendars are unrestricted already.

        An Enterprise Connect account is given access at once. Your own check against cross-site requests has to stand
        before this call.
      requestBody:
        required: true
        description: The user's account, and what is asked for.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/BeginRequest'
            examples:
              everyCalendar:
                summary: Every calendar that can be changed and is not unrestricted yet
                value:
                  data_center: de
                  access_token: example-access-token
                  subject: user-42
              someCalendars:
                summary: Two calendars, and where the user goes afterwards
                value:
                  data_center: de
                  access_token: example-access-token
                  subject: user-42
                  calendar_ids: [cal_n23kjnwrw2_jsdfjksn234, cal_n23kjnwrw2_n1k323nkj23]
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
      summary: Find out what came of a request
      tags: [Flow]
      description: |
        Reads the user's calendars and says of each one that was asked for whether it is unrestricted now. It only reads, so
        it may be repeated, also when the user never came back.

        The \`subject\` and the \`data_center\` have to be those of whoever began the request. Take the \`subject\` from your own
        session, never from the address: this is what keeps one user from completing the request of another.
      requestBody:
        required: true
        description: The request, and the account of whoever is signed in now.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/CompleteRequest'
            examples:
              cameBack:
                summary: The user came back
                value:
                  sealed_request: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
                  data_center: de
                  access_token: example-access-token
                  subject: user-42
              refused:
                summary: The user came back with permission_error=access_denied
                value:
                  sealed_request: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
                  permission_error: access_denied
                  data_center: de
                  access_token: example-access-token
                  subject: user-42
      responses:
        '200':
          description: What was really granted.
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
        Says of each calendar whether it is unrestricted now: to show or hide a button, or to notice a loss. It is a POST
        because a token has no place in an address; it changes nothing.
      requestBody:
        required: true
        description: The account, and which calendars.
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
        One of the keys in the worker's \`API_KEYS\`. Several may be in force at once, so that they can be changed without a
        gap. Every key may do everything: they share one trust domain.
  schemas:
    BeginRequest:
      type: object
      additionalProperties: false
      description: Whose calendars, and which.
      required: [data_center, access_token, subject]
      properties:
        data_center:
          type: string
          enum: [us, au, ca, de, sg, uk]
          description: The data center in which the account lives. No answer of the provider says it, so remember it.
          example: de
        access_token:
          type: string
          minLength: 1
          maxLength: 4096
          pattern: '^[\\x21-\\x7E]+$'
          description: The user's access token. It is used for this call, and not kept.
          example: example-access-token
        subject:
          type: string
          minLength: 1
          maxLength: 128
          description: Your own stable id of the user, 1 to 128 bytes. The same has to come with \`completePermissionRequest\`.
          example: user-42
        calendar_ids:
          type: array
          minItems: 1
          maxItems: 1000
          description: |
            The calendars to ask for; duplicates count once. By default every one that is not deleted, not read-only and not
            yet unrestricted. At most 250 may be asked for at once.
          items:
            type: string
            minLength: 1
            description: The \`calendar_id\` of one of the user's calendars.
            example: cal_n23kjnwrw2_jsdfjksn234
        return_to:
          type: string
          format: uri-reference
          minLength: 1
          maxLength: 2048
          description: |
            Where the user goes after the decision: an address on the worker's \`ALLOWED_RETURN_URLS\`. By default the first of them.
          example: https://app.example.com/settings
    CompleteRequest:
      type: object
      additionalProperties: false
      description: A request, and who is there now.
      required: [sealed_request, data_center, access_token, subject]
      properties:
        sealed_request:
          type: string
          minLength: 1
          description: The sealed request, from \`beginPermissionRequest\` or from the address that the user came back to.
          example: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
        permission_error:
          type: string
          minLength: 1
          maxLength: 100
          description: |
            The \`permission_error\` of the address that the user came back to, where it has one. It gives a reason, and
            decides nothing.
          example: access_denied
        data_center:
          type: string
          enum: [us, au, ca, de, sg, uk]
          description: The data center in which the request was begun.
          example: de
        access_token:
          type: string
          minLength: 1
          maxLength: 4096
          pattern: '^[\\x21-\\x7E]+$'
          description: The access token of the user who is signed in now. It is used for this call, and not kept.
          example: example-access-token
        subject:
          type: string
          minLength: 1
          maxLength: 128
          description: Your own id of the user who is signed in now, 1 to 128 bytes.
          example: user-42
    ReadRequest:
      type: object
      additionalProperties: false
      description: Whose calendars, and which.
      required: [data_center, access_token]
      properties:
        data_center:
          type: string
          enum: [us, au, ca, de, sg, uk]
          description: The data center in which the account lives.
          example: de
        access_token:
          type: string
          minLength: 1
          maxLength: 4096
          pattern: '^[\\x21-\\x7E]+$'
          description: The user's access token. It is used for this call, and not kept.
          example: example-access-token
        calendar_ids:
          type: array
          minItems: 1
          maxItems: 1000
          description: The calendars to look at. By default every one that is not deleted.
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
      required: [url, sealed_request, expires_at]
      properties:
        url:
          type: string
          format: uri
          description: Cronofy's access page. Send the user there.
          example: https://app-de.cronofy.com/permissions
        sealed_request:
          type: string
          minLength: 1
          description: |
            The sealed request, for \`completePermissionRequest\`. The user brings it back in the query of \`return_to\`. Store
            it as well if you want to complete the request without the user.
          example: eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA
        expires_at:
          type: string
          format: date-time
          description: When the sealed request expires, one hour from now.
          example: '2026-11-25T13:00:00.000Z'
    Outcome:
      type: object
      description: What came of a request, as the provider's own list of calendars shows it.
      required: [status, request_id, data_center, subject, return_to, calendars, missing_count, verified_at]
      properties:
        status:
          type: string
          enum: [granted, partial, rejected, unconfirmed]
          description: |
            \`granted\`: every calendar asked for now reads \`unrestricted\`. \`partial\`: some do. \`rejected\`: none does, and the
            user came back with \`access_denied\`. \`unconfirmed\`: none does, and nothing says why: not acted on, not visible
            yet, or the return was made up.
          example: granted
        request_id:
          type: string
          format: uuid
          description: Names the flow. The same for every outcome of one request, so key what you record by it.
          example: 6f1c2f0e-8f5b-4f7e-9d43-0c1de2b1a001
        data_center:
          type: string
          enum: [us, au, ca, de, sg, uk]
          description: Where the account lives.
          example: de
        subject:
          type: string
          minLength: 1
          maxLength: 128
          description: The \`subject\` that began the request.
          example: user-42
        return_to:
          type: string
          format: uri
          description: Where the user was to go afterwards.
          example: https://app.example.com/settings
        calendars:
          type: array
          description: The calendars that were asked for and are still listed.
          items:
            $ref: '#/components/schemas/CalendarPermission'
        missing_count:
          type: integer
          format: int32
          minimum: 0
          description: How many of those asked for are no longer listed. A missing one is not granted.
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
          type: string
          enum: [read]
          description: That the calendars were read.
          example: read
        data_center:
          type: string
          enum: [us, au, ca, de, sg, uk]
          description: Where the account lives.
          example: de
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
          description: Whether it reads \`unrestricted\`.
          example: true
    Problem:
      type: object
      description: Why a call failed (RFC 9457). The \`type\` is \`about:blank\`; programs look at \`code\`.
      required: [title, status, code, detail, instance]
      properties:
        title:
          type: string
          description: The status in words.
          example: Conflict
        status:
          type: integer
          format: int32
          minimum: 400
          maximum: 599
          description: The status of the answer.
          example: 409
        code:
          type: string
          pattern: '^[a-z_]+$'
          description: What happened, for programs. Stable; more may be added.
          example: account_token_rejected
        detail:
          type: string
          description: What happened and what to do next, for people. Never a token or a sealed value.
          example: 'Cannot GET /v1/calendars in data center "de": the response has status 401. Refresh the access token and try again, or have the user authorize again.'
        instance:
          type: string
          format: uri
          description: This one occurrence, as the worker's log has it.
          example: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
        errors:
          type: object
          description: What is wrong, by the name of the field.
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
      description: '\`invalid_request\`: the body is no JSON object.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            invalidRequest:
              summary: The body is cut short
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
      description: '\`account_mismatch\`: another \`subject\`, or the same in another data center, began the request.'
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
    AccountProblem:
      description: |
        Something is in the way at the provider. \`account_token_rejected\`: the user's token is unknown, revoked or expired;
        refresh it. \`plan_required\`: the application's plan lacks the feature. \`account_scope_insufficient\`: the granted
        scope is not enough; the user has to authorize again. \`account_locked\`: the user has to sign in to their calendar provider.
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
      description: '\`expired_sealed_request\`: the request is authentic, but too old. Begin again; what was granted stays.'
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
      description: '\`unsupported_media_type\`: the body is not \`application/json\`.'
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
        \`validation_failed\`: \`errors\` says why, by field. \`unknown_calendars\`: a calendar does not exist or is deleted.
        \`no_calendars\`: there is none to ask for. \`too_many_calendars\`: more than 250. \`invalid_return_to\`: the address is not
        on the worker's list. \`invalid_sealed_request\`: the sealed request was changed, or sealed by other keys.
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
      description: '\`internal_error\`: a fault of the worker. Its log has more, under \`instance\`.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            internal:
              summary: A fault of the worker
              value:
                title: Internal Server Error
                status: 500
                code: internal_error
                detail: "The worker failed. Look for the request ID in the worker's log."
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    ProviderFailed:
      description: |
        The provider failed, or gave an answer that cannot be used: \`provider_unavailable\`, \`provider_unreachable\`,
        \`invalid_provider_response\`, \`untrusted_redirect\`, \`provider_bad_request\`, \`provider_not_found\`, or
        \`provider_validation_failed\` with the provider's \`errors\` by field. Access may be in force already: \`readPermissions\` tells.
      headers:
        Retry-After:
          description: How long to wait, in seconds. Sent where the provider says it.
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
              summary: The provider answered 500
              value:
                title: Bad Gateway
                status: 502
                code: provider_unavailable
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 500. Try again later.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    TryLater:
      description: '\`rate_limited\`: too many requests reached the provider. Come back after \`Retry-After\`.'
      headers:
        Retry-After:
          description: How long to wait, in seconds. Sent where the provider says it.
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
              summary: The provider answered 429
              value:
                title: Service Unavailable
                status: 503
                code: rate_limited
                detail: 'Cannot GET /v1/calendars in data center "de": the response has status 429. Wait before you try again.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
    ProviderTooSlow:
      description: '\`timeout\`: the provider gave no complete answer in time. Access may be in force already: \`readPermissions\` tells.'
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
          examples:
            timeout:
              summary: No answer in time
              value:
                title: Gateway Timeout
                status: 504
                code: timeout
                detail: 'Cannot GET /v1/calendars in data center "de": there was no complete response within 5000 ms. Try again later.'
                instance: urn:uuid:0f6b0c1a-93c4-4b0e-8d0a-6f5d0f0a7c11
`
