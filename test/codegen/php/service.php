<?php
// Asks a user for unrestricted access through the worker, with the client that OpenAPI Generator writes for its API.
declare(strict_types=1);

use Worker\Api\PermissionRequestsApi;
use Worker\Api\PermissionsApi;
use Worker\ApiException;
use Worker\Configuration;
use Worker\Model\BeginRequest;
use Worker\Model\CompleteRequest;
use Worker\Model\Problem;
use Worker\Model\ReadRequest;

require __DIR__ . '/setup.php';

$backend = (new Configuration())->setHost(getenv('SERVICE_URL'))->setAccessToken(getenv('API_KEY'));
$reading = new PermissionsApi(config: $backend);
$flow = new PermissionRequestsApi(config: $backend);
$account = ['data_center' => 'de', 'access_token' => getenv('ACCESS_TOKEN')];
$user = [...$account, 'subject' => 'user-42'];

/** The problem that a call ends with. */
function problemOf(callable $call): Problem
{
    try {
        $call();
    } catch (ApiException $error) {
        return $error->getResponseObject();
    }
    return new Problem();
}

check('the permissions are read', count($reading->readPermissions(new ReadRequest($account))->getCalendars()) > 0);

$begun = $flow->beginPermissionRequest(new BeginRequest([...$user, 'all_calendars' => true]));
check('the user has to decide', $begun->getStatus() === 'redirect');
accept($begun->getRedirect()->getUrl());
$complete = new CompleteRequest([...$user, 'sealed_request' => $begun->getRedirect()->getSealedRequest()]);
check('access is granted', $flow->completePermissionRequest($complete)->getStatus() === 'granted');

$unknown = new ReadRequest([...$account, 'access_token' => 'unknown']);
$rejected = problemOf(fn() => $reading->readPermissions($unknown));
check('an unknown token is a problem', $rejected->getCode() === 'account_token_rejected');

// Short enough in characters, so that the client sends it, but too long in bytes.
$long = new BeginRequest([...$user, 'subject' => str_repeat('ü', 100), 'all_calendars' => true]);
$invalid = problemOf(fn() => $flow->beginPermissionRequest($long));
check('a field that is not valid is a problem', $invalid->getCode() === 'validation_failed');
check('that problem names the field', isset($invalid->getErrors()['subject'][0]));
