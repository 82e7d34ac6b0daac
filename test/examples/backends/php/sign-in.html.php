<?php http_response_code(401) ?>
<!doctype html>
<html lang="en">
<title>Acme Scheduling</title>
<h1>Sign in to Acme Scheduling</h1>
<?php foreach (USERS as $user => $name): ?>
<p><a href="/sign-in?user=<?= $user ?>"><?= html($name) ?></a></p>
<?php endforeach ?>
