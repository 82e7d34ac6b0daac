CREATE TABLE connections (
  sub TEXT NOT NULL,
  data_center TEXT NOT NULL,
  profile_name TEXT,
  access_token TEXT NOT NULL,
  refresh_token TEXT,
  expires_at_ms INTEGER NOT NULL,
  PRIMARY KEY (sub, data_center)
);

CREATE TABLE outcomes (
  request_id TEXT PRIMARY KEY,
  sub TEXT NOT NULL,
  data_center TEXT NOT NULL,
  status TEXT NOT NULL,
  verified_at TEXT NOT NULL
);
