<?php
// What both programs need: Guzzle, the generated clients, and the checks.
declare(strict_types=1);

// Debian's Guzzle. With Composer, this line is `require 'vendor/autoload.php';`.
require 'GuzzleHttp/autoload.php';

spl_autoload_register(function (string $class): void {
    [$package, $name] = explode('\\', $class, 2) + [1 => ''];
    $file = __DIR__ . '/' . lcfirst($package) . '/lib/' . strtr($name, '\\', '/') . '.php';
    if (is_file($file)) require $file;
});

/** Ends the program where a step fails: the next ones would have nothing to stand on. */
function check(string $what, bool $passed): void
{
    echo $passed ? 'ok' : 'not ok', " - $what\n";
    if (!$passed) exit(1);
}

/** Tells the emulator to accept, where in life the user is sent to the URL. */
function accept(?string $url): void
{
    (new GuzzleHttp\Client())->post(getenv('DECISIONS_URL'), ['json' => ['url' => $url, 'decision' => 'accept']]);
}
