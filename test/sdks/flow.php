<?php

/**
 * Walks through the flow with a copy of Cronofy's PHP SDK.
 *
 * usage: php flow.php SANDBOX_URL DATA_CENTER_URL SOURCE
 *
 * Prints `ok - what` or `not ok - what: why` for each check, and ends with 1 where one failed.
 */

declare(strict_types=1);

[, $sandbox, $dataCenter, $source] = $argv;

spl_autoload_register(function (string $class) use ($source): void {
    $file = $source . '/src/' . str_replace('\\', '/', substr($class, strlen('Cronofy\\'))) . '.php';
    if (str_starts_with($class, 'Cronofy\\') && is_file($file)) {
        require $file;
    }
});

const CREDENTIALS = ['client_id' => 'sandbox', 'client_secret' => 'sandbox-secret'];
const CALLBACK_URI = 'https://app.example.com/callback';
const RETURN_URI = 'https://app.example.com/return?a=b';

$failed = 0;

function check(string $what, callable $run): void
{
    global $failed;
    try {
        $run();
        echo "ok - $what\n";
    } catch (Throwable $error) {
        $failed++;
        echo "not ok - $what: " . get_class($error) . ': ' . $error->getMessage() . "\n";
    }
}

function equal(mixed $actual, mixed $expected): void
{
    if ($actual !== $expected) {
        throw new RuntimeException(json_encode($actual) . ' is not ' . json_encode($expected));
    }
}

/** Sends a request, and returns its status, its `Location`, and its body. */
function send(string $url, array $options = []): array
{
    $curl = curl_init($url);
    curl_setopt_array($curl, $options + [CURLOPT_RETURNTRANSFER => true]);
    $body = curl_exec($curl);
    return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), curl_getinfo($curl, CURLINFO_REDIRECT_URL), $body];
}

function control(string $path, array $body): array
{
    global $sandbox;
    $options = [CURLOPT_POSTFIELDS => json_encode($body), CURLOPT_HTTPHEADER => ['content-type: application/json']];
    [$status, , $response] = send("$sandbox/sandbox/$path", $options);
    equal($status, 200);
    return json_decode($response, true);
}

/** The SDK as it is but for its base URLs and its `Host` header, which are public. */
function client(array $config = []): Cronofy\Cronofy
{
    global $dataCenter;
    $client = new Cronofy\Cronofy($config + CREDENTIALS);
    $client->apiRootUrl = $client->appRootUrl = $dataCenter;
    $client->hostDomain = parse_url($dataCenter, PHP_URL_HOST) . ':' . parse_url($dataCenter, PHP_URL_PORT);
    return $client;
}

/** Signs in on the authorize page, and returns the code. */
function signIn(string $link): string
{
    equal(send($link)[0], 200);
    [$status, $location] = send($link, [CURLOPT_POSTFIELDS => 'account=google']);
    equal($status, 303);
    parse_str((string) parse_url($location, PHP_URL_QUERY), $query);
    return $query['code'];
}

$client = client();

check('the authorize page and the code', function () use ($client): void {
    $link = $client->getAuthorizationURL(['redirect_uri' => CALLBACK_URI, 'scope' => ['read_write'], 'state' => 's']);
    equal($client->requestToken(['code' => signIn($link), 'redirect_uri' => CALLBACK_URI]), true);
    equal($client->tokens['sub'], 'acc_de_google');
});

check('the calendars of de', function () use ($client): void {
    equal(count($client->listCalendars()['calendars']), 11);
    equal($client->getUserInfo()['sub'], 'acc_de_google');
});

check('unrestricted access, after the user accepts', function () use ($client, $dataCenter): void {
    $permissions = [['calendar_id' => 'cal_de_google1_work', 'permission_level' => 'unrestricted']];
    $asked = $client->elevatedPermissions(['permissions' => $permissions, 'redirect_uri' => RETURN_URI]);
    $url = $asked['permissions_request']['url'];
    equal(str_starts_with($url, "$dataCenter/permissions/"), true);
    equal(send($url)[0], 200);
    equal(control('decisions', ['url' => $url, 'decision' => 'accept'])['redirect_to'], RETURN_URI);
    $levels = array_column($client->listCalendars()['calendars'], 'permission_level', 'calendar_id');
    equal($levels['cal_de_google1_work'], 'unrestricted');
});

check('Enterprise Connect: accepted at once', function (): void {
    $tokens = control('tokens', ['account' => 'enterprise', 'data_center' => 'de']);
    $permissions = [['calendar_id' => 'cal_de_enterprise1_work', 'permission_level' => 'unrestricted']];
    $asked = client(['access_token' => $tokens['access_token']])
        ->elevatedPermissions(['permissions' => $permissions, 'redirect_uri' => RETURN_URI]);
    equal($asked, ['permissions_request' => ['accepted' => true]]);
});

check('a refreshed token', function () use ($client): void {
    equal($client->refreshToken(), true);
    equal(count($client->listCalendars()['calendars']), 11);
});

check('a revoked authorization', function () use ($client): void {
    $client->revokeAuthorization(['token' => $client->refreshToken]);
    try {
        $client->listCalendars();
    } catch (Cronofy\Exception\CronofyException $error) {
        equal($error->getCode(), 401);
        return;
    }
    throw new RuntimeException('the token still works');
});

exit($failed === 0 ? 0 : 1);
