<?php
/**
 * A backend in PHP. It connects its users to Cronofy, lets them choose calendars, and shows what was granted, through the
 * service. PORT, SERVICE_URL, and API_KEY say where it listens and what it calls.
 */

declare(strict_types=1);

require __DIR__ . '/service.php';
require __DIR__ . '/store.php';

const USERS = ['ada' => 'Ada Lovelace', 'ben' => 'Ben Adams', 'di' => 'Di Evans'];
const SORRY = 'That did not work. Try again';
const OUTCOMES = [
    'granted' => 'Granted: full access to all requested calendars',
    'partial' => 'Partly granted: full access to some of the requested calendars',
    'rejected' => 'Rejected: full access was not granted',
    'unconfirmed' => 'Unconfirmed: Cronofy does not show full access',
];
const ERRORS = [
    'account_mismatch' => 'Refused: another user began this. Start again',
    'expired_sealed_request' => 'Expired: start again. What was granted stays granted',
    'expired_connection' => 'Expired: connect again',
    'access_denied' => 'Not connected: you did not allow it',
    'canceled' => 'Canceled: nothing was requested',
    'invalid_grant' => 'Disconnected: connect your calendar again',
];

$baseUrl = 'http://127.0.0.1:' . getenv('PORT');
$route = $_SERVER['REQUEST_METHOD'] . ' ' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
header('Cache-Control: no-store');

// On https, add 'secure' => true. A session is locked while a page of it runs, so two loads never overlap.
session_name('acme-' . getenv('PORT'));
session_set_cookie_params(['path' => '/', 'httponly' => true, 'samesite' => 'Lax']);

if ($route === 'GET /sign-in') {
    $user = $_GET['user'] ?? '';
    if (!isset(USERS[$user])) {
        respond(404, 'No such user');
    }
    session_id(bin2hex(random_bytes(32)));
    session_start();
    $_SESSION = ['user' => $user, 'csrf' => bin2hex(random_bytes(32)), 'begun' => [], 'notice' => '', 'pending' => null];
    redirect('/settings');
}

// Only the session says who is signed in, never a URL.
session_start();
if (!isset($_SESSION['user'])) {
    require __DIR__ . '/sign-in.html.php';
    exit;
}
// Coming back uses up what the URL carries, so a browser must not do it in advance.
$purpose = $_SERVER['HTTP_SEC_PURPOSE'] ?? $_SERVER['HTTP_PURPOSE'] ?? '';
if ($_SERVER['REQUEST_METHOD'] === 'HEAD' || str_contains($purpose, 'prefetch')) {
    respond(204);
}
// An Enterprise Connect account is given access at once, and the service cannot see the browser.
if ($_SERVER['REQUEST_METHOD'] === 'POST' && !hash_equals($_SESSION['csrf'], (string) ($_POST['csrf'] ?? ''))) {
    respond(403, 'This form is not from our page');
}

try {
    match ($route) {
        'POST /connect' => connect($baseUrl),
        'GET /connected' => connected(),
        'POST /confirm' => confirm(),
        'POST /allow' => allow($baseUrl),
        'GET /returned' => returned(),
        'POST /disconnect' => disconnect(),
        'GET /settings' => settings(),
        default => respond(404, 'Not found'),
    };
} catch (ServiceError $error) {
    show_settings(ERRORS[$error->getMessage()] ?? SORRY);
}

function connect(string $baseUrl): never
{
    // docs:begin beginConnection
    $body = ['subject' => $_SESSION['user'], 'return_to' => "$baseUrl/connected"];
    ['redirect' => $link] = call('/connections', $body);
    $_SESSION['begun'][$link['connection_id']] = true;
    redirect($link['url']);
    // docs:end
}

function connected(): never
{
    $id = $_GET['connection_id'] ?? '';
    if (!isset($_SESSION['begun'][$id])) {
        show_settings();
    }
    // Removed before the call: a code works once.
    unset($_SESSION['begun'][$id]);
    if (isset($_GET['connection_error'])) {
        throw new ServiceError($_GET['connection_error']);
    }
    // docs:begin completeConnection
    $body = ['sealed_connection' => $_GET['sealed_connection'] ?? '', 'subject' => $_SESSION['user']];
    $connection = call('/connections/complete', $body);
    // docs:end
    // Someone may have lured the user here with another account, so the user has to confirm it.
    $_SESSION['pending'] = $connection;
    show_settings();
}

function confirm(): never
{
    $pending = $_SESSION['pending'];
    $_SESSION['pending'] = null;
    if ($pending === null) {
        show_settings();
    }
    if (($_POST['answer'] ?? '') === 'yes') {
        save_connection($_SESSION['user'], $pending);
        show_settings('Connected');
    }
    revoke($pending);
    show_settings('Removed');
}

function allow(string $baseUrl): never
{
    $id = $_POST['connection'] ?? '';
    $url = with_tokens($id, function (array $connection) use ($baseUrl, $id): string {
        // docs:begin beginPermissionRequest
        $body = [
            'data_center' => $connection['data_center'],
            'access_token' => $connection['tokens']['access_token'],
            'access_token_expires_at' => $connection['tokens']['expires_at'],
            'subject' => $_SESSION['user'],
            'choose_calendars' => true,
            'return_to' => "$baseUrl/returned?connection=$id",
        ];
        return call('/permission-requests', $body)['redirect']['url'];
        // docs:end
    });
    redirect($url);
}

function returned(): never
{
    if (!isset($_GET['sealed_request'])) {
        throw new ServiceError($_GET['permission_error'] ?? '');
    }
    // The URL proves nothing. The service reads what was granted.
    $outcome = with_tokens($_GET['connection'] ?? '', function (array $connection): array {
        // docs:begin completePermissionRequest
        $body = [
            'sealed_request' => $_GET['sealed_request'],
            'data_center' => $connection['data_center'],
            'access_token' => $connection['tokens']['access_token'],
            'subject' => $_SESSION['user'],
        ];
        if (!empty($_GET['permission_error'])) {
            $body['permission_error'] = $_GET['permission_error'];
        }
        return call('/permission-requests/complete', $body);
        // docs:end
    });
    save_outcome($outcome);
    show_settings();
}

function disconnect(): never
{
    $connection = require_connection($_POST['connection'] ?? '');
    revoke($connection);
    remove_connection($connection['id']);
    show_settings('Disconnected');
}

function settings(): never
{
    $connections = connections_of($_SESSION['user']);
    foreach ($connections as &$connection) {
        try {
            $connection['calendars'] = with_tokens($connection['id'], read_calendars(...));
        } catch (ServiceError $error) {
            $_SESSION['notice'] = $_SESSION['notice'] ?: ERRORS[$error->getMessage()] ?? SORRY;
            $connection['calendars'] = [];
        }
    }
    $outcomes = array_map(fn (string $status) => OUTCOMES[$status] ?? $status, statuses_of($_SESSION['user']));
    $notice = $_SESSION['notice'];
    $_SESSION['notice'] = '';
    require __DIR__ . '/settings.html.php';
    exit;
}

function show_settings(string $notice = ''): never
{
    $_SESSION['notice'] = $notice;
    redirect('/settings');
}

function redirect(string $url): never
{
    header("Location: $url", true, 303);
    exit;
}

function respond(int $status, string $text = ''): never
{
    http_response_code($status);
    exit($text);
}

function html(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES);
}
