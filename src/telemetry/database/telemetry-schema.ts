// The tables of the telemetry file, as migrations: the first makes them, later ones change what earlier versions of
// Postern wrote.

/** Kept in SQLite's user_version. A migration brings version n (its index) to n + 1. */
export const TELEMETRY_MIGRATIONS: readonly string[] = [
  `CREATE TABLE metric_series (
     id INTEGER PRIMARY KEY,
     account TEXT NOT NULL,
     region TEXT NOT NULL,
     namespace TEXT NOT NULL,
     metric_name TEXT NOT NULL,
     dimensions TEXT NOT NULL,
     unit TEXT NOT NULL,
     last_at INTEGER NOT NULL,
     UNIQUE (account, region, namespace, metric_name, dimensions, unit)
   );
   CREATE TABLE metric_point (
     grain INTEGER NOT NULL,
     series_id INTEGER NOT NULL,
     start_at INTEGER NOT NULL,
     sample_count REAL NOT NULL,
     sum REAL NOT NULL,
     minimum REAL NOT NULL,
     maximum REAL NOT NULL,
     distribution BLOB,
     PRIMARY KEY (grain, series_id, start_at)
   ) WITHOUT ROWID;
   CREATE TABLE log_group (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     account TEXT NOT NULL,
     region TEXT NOT NULL,
     name TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     retention_days INTEGER,
     stored_bytes INTEGER NOT NULL DEFAULT 0,
     group_class TEXT NOT NULL,
     kms_key_id TEXT NOT NULL,
     tags TEXT NOT NULL,
     UNIQUE (account, region, name)
   );
   CREATE TABLE log_stream (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     group_id INTEGER NOT NULL,
     name TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     first_event_at INTEGER,
     last_event_at INTEGER,
     last_ingestion_at INTEGER,
     stored_bytes INTEGER NOT NULL DEFAULT 0,
     UNIQUE (group_id, name)
   );
   CREATE TABLE log_event (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     group_id INTEGER NOT NULL,
     stream_id INTEGER NOT NULL,
     at INTEGER NOT NULL,
     ingested_at INTEGER NOT NULL,
     bytes INTEGER NOT NULL,
     message TEXT NOT NULL
   );
   CREATE INDEX log_event_by_stream ON log_event (stream_id, at);
   CREATE INDEX log_event_by_group ON log_event (group_id, at);
   CREATE TABLE log_rubbish (
     kind TEXT NOT NULL,
     id INTEGER NOT NULL,
     PRIMARY KEY (kind, id)
   ) WITHOUT ROWID;
   CREATE TABLE journey (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     request_id TEXT NOT NULL,
     trace_id TEXT NOT NULL,
     started_at REAL NOT NULL,
     status INTEGER NOT NULL,
     failed INTEGER NOT NULL,
     resources TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     body TEXT NOT NULL
   );
   CREATE INDEX journey_by_request ON journey (request_id);
   CREATE INDEX journey_by_start ON journey (started_at);`,
  `CREATE TABLE log_metric_filter (
     group_id INTEGER NOT NULL,
     name TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     namespace TEXT NOT NULL,
     metric_name TEXT NOT NULL,
     pattern TEXT NOT NULL,
     metric TEXT NOT NULL,
     PRIMARY KEY (group_id, name)
   ) WITHOUT ROWID;`,
];
