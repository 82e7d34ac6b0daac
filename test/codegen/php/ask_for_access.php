<?php
// Asks for unrestricted access to a calendar, with the client that OpenAPI Generator writes for openapi.yaml.
declare(strict_types=1);

use Cronofy\Api\CalendarsApi;
use Cronofy\Api\OAuthApi;
use Cronofy\Api\PermissionsApi;
use Cronofy\ApiException;
use Cronofy\Configuration;
use Cronofy\Model\PermissionRequestItem;
use Cronofy\Model\PermissionsRequest;
use Cronofy\Model\PermissionsRequestResult;
use Cronofy\Model\RevokeRequest;
use Cronofy\Model\TokenRequest;

require __DIR__ . '/setup.php';

// docs:begin listCalendars
function connect(string $accessToken): Configuration
{
    // The account's data center, such as https://api-de.cronofy.com.
    return (new Configuration())->setHost(getenv('API_URL'))->setAccessToken($accessToken);
}

/** @return Cronofy\Model\Calendar[] */
function listCalendars(Configuration $user): array
{
    return (new CalendarsApi(config: $user))->listCalendars()->getCalendars();
}
// docs:end

// docs:begin requestPermissions
/** `getUrl()` is where to send the user, or `getAccepted()` says that access was granted at once. */
function requestPermissions(Configuration $user, string $calendarId): PermissionsRequestResult
{
    $item = new PermissionRequestItem(['calendar_id' => $calendarId, 'permission_level' => 'unrestricted']);
    $request = new PermissionsRequest([
        'permissions' => [$item],
        'redirect_uri' => 'https://app.example.com/permissions/return',
    ]);
    return (new PermissionsApi(config: $user))->requestPermissions($request)->getPermissionsRequest();
}
// docs:end

/** @return string[] */
function calendarIds(Configuration $user, string $level): array
{
    $calendars = array_filter(listCalendars($user), fn($one) => $one->getPermissionLevel() === $level);
    return array_values(array_map(fn($one) => $one->getCalendarId(), $calendars));
}

$user = connect(getenv('ACCESS_TOKEN'));
[$calendarId] = calendarIds($user, 'sandbox') + [''];
check('the calendars are listed', $calendarId !== '');

$url = requestPermissions($user, $calendarId)->getUrl();
check('unrestricted access is asked for', $url !== null);
accept($url);
check('the calendar reads unrestricted', in_array($calendarId, calendarIds($user, 'unrestricted')));

try {
    requestPermissions($user, 'cal_unknown');
    check('an unknown calendar is refused', false);
} catch (ApiException $error) {
    check('an unknown calendar is refused', $error->getCode() === 422);
    $errors = json_decode($error->getResponseBody(), true)['errors'];
    check('the refusal names the field', isset($errors['permissions[0].calendar_id'][0]['description']));
}

$employee = connect(getenv('ENTERPRISE_ACCESS_TOKEN'));
$result = requestPermissions($employee, listCalendars($employee)[0]->getCalendarId());
check('Enterprise Connect is accepted at once', $result->getAccepted() === true);

check('a user without a name is read', (new CalendarsApi(config: $user))->getUserInfo()->getName() === null);

$oauth = new OAuthApi(config: $user);
$credentials = ['client_id' => getenv('CLIENT_ID'), 'client_secret' => getenv('CLIENT_SECRET')];
$grant = ['grant_type' => 'refresh_token', 'refresh_token' => getenv('REFRESH_TOKEN')];
$tokens = $oauth->requestToken(new TokenRequest([...$credentials, ...$grant]));
check('the tokens are refreshed', $tokens->getAccessToken() !== '');
$oauth->revokeToken(new RevokeRequest([...$credentials, 'token' => $tokens->getAccessToken()]));
try {
    listCalendars(connect($tokens->getAccessToken()));
    check('a revoked token is refused', false);
} catch (ApiException $error) {
    check('a revoked token is refused', $error->getCode() === 401);
}
