/**
 * This file was generated from openapi.yaml by `npm run generate`.
 * Do not make direct changes to the file.
 */

/** A JSON Schema; references point to `#/$defs/`, where `schemas` of the description belongs. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** The schema of each media type of a body; empty where there is no body. */
export type Content = { readonly [mediaType: string]: JsonSchema }

/** What openapi.yaml says, without its prose and examples. */
export interface Description {
  readonly servers: readonly { readonly url: string; readonly country: string }[]
  readonly operations: readonly {
    readonly operationId: string
    readonly method: string
    readonly path: string
    /** Whether it takes the access token of a user. */
    readonly bearer: boolean
    readonly request: Content
    readonly responses: { readonly [status: string]: Content }
  }[]
  readonly schemas: { readonly [name: string]: JsonSchema }
}

export const description: Description = {
  "servers": [
    {
      "url": "https://api.cronofy.com",
      "country": "United States"
    },
    {
      "url": "https://api-au.cronofy.com",
      "country": "Australia"
    },
    {
      "url": "https://api-ca.cronofy.com",
      "country": "Canada"
    },
    {
      "url": "https://api-de.cronofy.com",
      "country": "Germany"
    },
    {
      "url": "https://api-sg.cronofy.com",
      "country": "Singapore"
    },
    {
      "url": "https://api-uk.cronofy.com",
      "country": "United Kingdom"
    }
  ],
  "operations": [
    {
      "operationId": "requestToken",
      "method": "POST",
      "path": "/oauth/token",
      "bearer": false,
      "request": {
        "application/json": {
          "$ref": "#/$defs/TokenRequest"
        },
        "application/x-www-form-urlencoded": {
          "$ref": "#/$defs/TokenRequest"
        }
      },
      "responses": {
        "200": {
          "application/json": {
            "$ref": "#/$defs/TokenResponse"
          }
        },
        "400": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "401": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "402": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "403": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "404": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "422": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "423": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "429": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "500": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "502": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "503": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "504": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        }
      }
    },
    {
      "operationId": "revokeToken",
      "method": "POST",
      "path": "/oauth/token/revoke",
      "bearer": false,
      "request": {
        "application/json": {
          "$ref": "#/$defs/RevokeRequest"
        },
        "application/x-www-form-urlencoded": {
          "$ref": "#/$defs/RevokeRequest"
        }
      },
      "responses": {
        "200": {},
        "400": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "401": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "402": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "403": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "404": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "422": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "423": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "429": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "500": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "502": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "503": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "504": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        }
      }
    },
    {
      "operationId": "listCalendars",
      "method": "GET",
      "path": "/v1/calendars",
      "bearer": true,
      "request": {},
      "responses": {
        "200": {
          "application/json": {
            "$ref": "#/$defs/CalendarList"
          }
        },
        "400": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "401": {},
        "402": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "403": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "404": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "422": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "423": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "429": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "500": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "502": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "503": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "504": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        }
      }
    },
    {
      "operationId": "requestPermissions",
      "method": "POST",
      "path": "/v1/permissions",
      "bearer": true,
      "request": {
        "application/json": {
          "$ref": "#/$defs/PermissionsRequest"
        }
      },
      "responses": {
        "200": {
          "application/json": {
            "$ref": "#/$defs/PermissionsResponse"
          }
        },
        "202": {
          "application/json": {
            "$ref": "#/$defs/PermissionsResponse"
          }
        },
        "400": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "401": {},
        "402": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "403": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "404": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "422": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "423": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "429": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "500": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "502": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "503": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "504": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        }
      }
    },
    {
      "operationId": "getUserInfo",
      "method": "GET",
      "path": "/v1/userinfo",
      "bearer": true,
      "request": {},
      "responses": {
        "200": {
          "application/json": {
            "$ref": "#/$defs/UserInfo"
          }
        },
        "400": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "401": {},
        "402": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "403": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "404": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "422": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "423": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "429": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "500": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "502": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "503": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        },
        "504": {
          "application/json": {
            "$ref": "#/$defs/ErrorResponse"
          }
        }
      }
    }
  ],
  "schemas": {
    "PermissionsRequest": {
      "type": "object",
      "required": [
        "permissions",
        "redirect_uri"
      ],
      "properties": {
        "permissions": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/PermissionRequestItem"
          }
        },
        "redirect_uri": {
          "type": "string",
          "format": "uri",
          "minLength": 1
        }
      }
    },
    "PermissionRequestItem": {
      "type": "object",
      "required": [
        "calendar_id",
        "permission_level"
      ],
      "properties": {
        "calendar_id": {
          "type": "string",
          "minLength": 1
        },
        "permission_level": {
          "type": "string",
          "enum": [
            "unrestricted"
          ]
        }
      }
    },
    "PermissionsResponse": {
      "type": "object",
      "required": [
        "permissions_request"
      ],
      "properties": {
        "permissions_request": {
          "$ref": "#/$defs/PermissionsRequestResult"
        }
      }
    },
    "PermissionsRequestResult": {
      "type": "object",
      "properties": {
        "url": {
          "type": "string",
          "format": "uri",
          "minLength": 1
        },
        "accepted": {
          "type": "boolean"
        }
      }
    },
    "CalendarList": {
      "type": "object",
      "required": [
        "calendars"
      ],
      "properties": {
        "sub": {
          "type": "string"
        },
        "calendars": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/Calendar"
          }
        }
      }
    },
    "Calendar": {
      "type": "object",
      "required": [
        "calendar_id"
      ],
      "properties": {
        "provider_name": {
          "type": "string"
        },
        "profile_id": {
          "type": "string"
        },
        "profile_name": {
          "type": "string"
        },
        "calendar_id": {
          "type": "string",
          "minLength": 1
        },
        "calendar_name": {
          "type": "string"
        },
        "calendar_readonly": {
          "type": "boolean"
        },
        "calendar_deleted": {
          "type": "boolean"
        },
        "calendar_primary": {
          "type": "boolean"
        },
        "calendar_integrated_conferencing_available": {
          "type": "boolean"
        },
        "calendar_attachments_available": {
          "type": "boolean"
        },
        "permission_level": {
          "type": "string"
        }
      }
    },
    "UserInfo": {
      "type": "object",
      "required": [
        "sub"
      ],
      "properties": {
        "sub": {
          "type": "string",
          "minLength": 1
        },
        "email": {
          "type": "string"
        },
        "name": {
          "type": "string",
          "nullable": true
        },
        "zoneinfo": {
          "type": "string"
        },
        "cronofy.type": {
          "type": "string"
        },
        "cronofy.data": {
          "$ref": "#/$defs/UserInfoData"
        }
      }
    },
    "UserInfoData": {
      "type": "object",
      "properties": {
        "authorization": {
          "$ref": "#/$defs/UserInfoAuthorization"
        },
        "profiles": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/UserInfoProfile"
          }
        }
      }
    },
    "UserInfoAuthorization": {
      "type": "object",
      "properties": {
        "scope": {
          "type": "string"
        },
        "status": {
          "type": "string"
        },
        "delegated_scope": {
          "type": "string"
        }
      }
    },
    "UserInfoProfile": {
      "type": "object",
      "required": [
        "profile_id"
      ],
      "properties": {
        "provider_name": {
          "type": "string"
        },
        "provider_service": {
          "type": "string"
        },
        "profile_id": {
          "type": "string",
          "minLength": 1
        },
        "profile_name": {
          "type": "string"
        },
        "profile_connected": {
          "type": "boolean"
        },
        "profile_initial_sync_required": {
          "type": "boolean"
        },
        "profile_relink_url": {
          "type": "string",
          "format": "uri"
        },
        "profile_calendars": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/Calendar"
          }
        }
      }
    },
    "TokenRequest": {
      "type": "object",
      "required": [
        "client_id",
        "client_secret",
        "grant_type"
      ],
      "properties": {
        "client_id": {
          "type": "string",
          "minLength": 1
        },
        "client_secret": {
          "type": "string",
          "minLength": 1
        },
        "grant_type": {
          "type": "string",
          "enum": [
            "authorization_code",
            "refresh_token"
          ]
        },
        "code": {
          "type": "string",
          "minLength": 1
        },
        "redirect_uri": {
          "type": "string",
          "format": "uri",
          "minLength": 1
        },
        "code_verifier": {
          "type": "string"
        },
        "refresh_token": {
          "type": "string",
          "minLength": 1
        }
      }
    },
    "TokenResponse": {
      "type": "object",
      "required": [
        "token_type",
        "access_token"
      ],
      "properties": {
        "token_type": {
          "type": "string",
          "pattern": "^[Bb][Ee][Aa][Rr][Ee][Rr]$"
        },
        "access_token": {
          "type": "string",
          "minLength": 1,
          "pattern": "^[\\x20-\\x7E]+$"
        },
        "expires_in": {
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 2147483647
        },
        "refresh_token": {
          "type": "string",
          "minLength": 1,
          "pattern": "^[\\x20-\\x7E]+$"
        },
        "scope": {
          "type": "string",
          "pattern": "^[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*$"
        },
        "account_id": {
          "type": "string",
          "minLength": 1
        },
        "sub": {
          "type": "string",
          "minLength": 1
        },
        "linking_profile": {
          "$ref": "#/$defs/LinkingProfile"
        }
      }
    },
    "LinkingProfile": {
      "type": "object",
      "properties": {
        "provider_name": {
          "type": "string"
        },
        "provider_service": {
          "type": "string"
        },
        "profile_id": {
          "type": "string",
          "minLength": 1
        },
        "profile_name": {
          "type": "string"
        }
      }
    },
    "RevokeRequest": {
      "type": "object",
      "minProperties": 3,
      "required": [
        "client_id",
        "client_secret"
      ],
      "properties": {
        "client_id": {
          "type": "string",
          "minLength": 1
        },
        "client_secret": {
          "type": "string",
          "minLength": 1
        },
        "token": {
          "type": "string",
          "minLength": 1
        },
        "token_type_hint": {
          "type": "string",
          "enum": [
            "access_token",
            "refresh_token"
          ]
        },
        "sub": {
          "type": "string",
          "minLength": 1
        }
      }
    },
    "ErrorResponse": {
      "type": "object",
      "properties": {
        "error": {
          "type": "string"
        },
        "error_description": {
          "type": "string"
        },
        "errors": {
          "type": "object",
          "additionalProperties": {
            "type": "array",
            "items": {
              "$ref": "#/$defs/FieldError"
            }
          }
        }
      }
    },
    "FieldError": {
      "type": "object",
      "properties": {
        "key": {
          "type": "string"
        },
        "description": {
          "type": "string"
        }
      }
    }
  }
}
