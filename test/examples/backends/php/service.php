<?php
/** The calls to the service, and the tokens that they need. */

declare(strict_types=1);

/** An error of the service. The message is its code. */
class ServiceError extends Exception {}

function call(string $path, array $body): array
{
    $curl = curl_init(getenv('SERVICE_URL') . $path);
    curl_setopt_array($curl, [
        CURLOPT_POSTFIELDS => json_encode($body, JSON_THROW_ON_ERROR),
        CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('API_KEY'), 'Content-Type: application/json'],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 30,
    ]);
    $response = curl_exec($curl);
    $result = is_string($response) ? json_decode($response, true) : null;
    if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) === 200 && is_array($result)) {
        return $result;
    }
    // The worker's log has more under the instance.
    error_log('The service responded with ' . ($result['code'] ?? curl_error($curl)) . ' ' . ($result['instance'] ?? ''));
    throw new ServiceError($result['code'] ?? '');
}

function read_calendars(array $connection): array
{
    // docs:begin readPermissions
    $body = ['data_center' => $connection['data_center'], 'access_token' => $connection['tokens']['access_token']];
    return call('/permissions/read', $body)['calendars'];
    // docs:end
}

function revoke(array $connection): void
{
    ['access_token' => $accessToken, 'refresh_token' => $refreshToken] = $connection['tokens'];
    // docs:begin revokeConnection
    call('/connections/revoke', ['data_center' => $connection['data_center'], 'token' => $refreshToken ?? $accessToken]);
    // docs:end
}

/** The connection that a form or a URL names, if it is the signed-in user's. */
function require_connection(string|int $id): array
{
    foreach (connections_of($_SESSION['user']) as $connection) {
        if ((string) $connection['id'] === (string) $id) {
            return $connection;
        }
    }
    throw new ServiceError('invalid_grant');
}

/** Calls with a connection, and once more with fresh tokens if Cronofy rejects its access token. */
function with_tokens(string|int $id, callable $use): mixed
{
    try {
        return $use(require_connection($id));
    } catch (ServiceError $error) {
        if ($error->getMessage() !== 'account_token_rejected') {
            throw $error;
        }
        return $use(refresh(require_connection($id)));
    }
}

/** A refresh token may work only once. The lock of the session keeps two pages from using it at the same time. */
function refresh(array $connection): array
{
    ['data_center' => $dataCenter, 'tokens' => ['refresh_token' => $refreshToken]] = $connection;
    if ($refreshToken === null) {
        throw new ServiceError('invalid_grant');
    }
    // docs:begin refreshConnection
    $body = ['data_center' => $dataCenter, 'refresh_token' => $refreshToken];
    $connection['tokens'] = call('/connections/refresh', $body)['tokens'];
    $connection['tokens']['refresh_token'] ??= $refreshToken; // Cronofy may send no new one.
    save_connection($_SESSION['user'], $connection);
    // docs:end
    return $connection;
}
