<?php
$button = fn (string $action, string $label, string $field = '', string|int $value = '') =>
    "<form method=\"post\" action=\"$action\"><input type=\"hidden\" name=\"csrf\" value=\"{$_SESSION['csrf']}\">"
    . "<input type=\"hidden\" name=\"$field\" value=\"$value\"><button>$label</button></form>";
?>
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Acme Scheduling</title>
<h1>Settings of <?= html(USERS[$_SESSION['user']]) ?></h1>
<p role="status"><?= html($notice) ?></p>
<?php if ($_SESSION['pending'] !== null): ?>
<p>You connected <strong><?= html($_SESSION['pending']['account']['profile_name'] ?? 'an account without a name') ?></strong>. Is this your account?</p>
<?= $button('/confirm', 'Yes, keep it', 'answer', 'yes') ?><?= $button('/confirm', 'No, remove it', 'answer', 'no') ?>
<?php endif ?>
<?php foreach ($connections as $own): ?>
<h2><?= html($own['account']['profile_name'] ?? 'Account without a name') ?></h2>
<ul>
<?php foreach ($own['calendars'] as $calendar): ?>
<li><?= html($calendar['calendar_name'] ?? '') ?>: <?= $calendar['granted'] ? 'full access' : 'limited access' ?></li>
<?php endforeach ?>
</ul>
<?= $button('/allow', 'Choose calendars', 'connection', $own['id']) ?><?= $button('/disconnect', 'Disconnect', 'connection', $own['id']) ?>
<?php endforeach ?>
<?= $button('/connect', $connections === [] ? 'Connect a calendar' : 'Connect another calendar') ?>
<h2>Results</h2>
<ol>
<?php foreach ($outcomes as $outcome): ?>
<li><?= html($outcome) ?></li>
<?php endforeach ?>
</ol>
