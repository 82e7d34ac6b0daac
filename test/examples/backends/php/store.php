<?php
/** What is kept, in SQLite: the connections of each user, and the newest outcome of each request. */

declare(strict_types=1);

function database(): PDO
{
    static $database = null;
    if ($database === null) {
        $database = new PDO('sqlite:' . (getenv('DATABASE') ?: sys_get_temp_dir() . '/acme.sqlite'));
        $database->exec('CREATE TABLE IF NOT EXISTS connections (id INTEGER PRIMARY KEY, subject, data_center, sub,
            connection, UNIQUE (subject, data_center, sub));
            CREATE TABLE IF NOT EXISTS outcomes (request_id PRIMARY KEY, subject, status, verified_at)');
    }
    return $database;
}

function query(string $sql, array $values): array
{
    $statement = database()->prepare($sql);
    $statement->execute($values);
    return $statement->fetchAll(PDO::FETCH_ASSOC);
}

function save_connection(string $subject, array $connection): void
{
    $key = [$subject, $connection['data_center'], $connection['account']['sub'] ?? ''];
    query('INSERT INTO connections (subject, data_center, sub, connection) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET connection = excluded.connection', [...$key, json_encode($connection)]);
}

function connections_of(string $subject): array
{
    $rows = query('SELECT id, connection FROM connections WHERE subject = ? ORDER BY id', [$subject]);
    return array_map(fn (array $row) => ['id' => $row['id']] + json_decode($row['connection'], true), $rows);
}

function remove_connection(int $id): void
{
    query('DELETE FROM connections WHERE id = ?', [$id]);
}

// `unconfirmed` never replaces a decision.
function save_outcome(array $outcome): void
{
    query("INSERT INTO outcomes VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET status = excluded.status,
        verified_at = excluded.verified_at WHERE excluded.verified_at >= verified_at AND excluded.status <> 'unconfirmed'",
        [$outcome['request_id'], $outcome['subject'], $outcome['status'], $outcome['verified_at']]);
}

function statuses_of(string $subject): array
{
    return array_column(query('SELECT status FROM outcomes WHERE subject = ? ORDER BY rowid DESC', [$subject]), 'status');
}
