CREATE TABLE connections (
  user_id TEXT PRIMARY KEY,
  data_center TEXT NOT NULL,
  access_token TEXT NOT NULL,
  refresh_token TEXT,
  expires_at_ms INTEGER NOT NULL
);

CREATE TABLE outcomes (
  request_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL,
  verified_at TEXT NOT NULL
);
