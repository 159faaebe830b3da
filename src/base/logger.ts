// Postern's own log: one line per event on stderr, for the person who runs it. Access logs, execution logs and
// journeys are telemetry and do not pass through here.

export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Logger {
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

function formatValue(value: unknown): string {
  if (value instanceof Error) return JSON.stringify(value.stack ?? value.message);
  if (typeof value === "string") return /[\s"=]/.test(value) ? JSON.stringify(value) : value;
  return JSON.stringify(value) ?? String(value);
}

/** A logger that hands every line at `level` or above to `write`, line end included. */
export function createLogger(level: LogLevel, write: (line: string) => void): Logger {
  const threshold = LOG_LEVELS.indexOf(level);
  const logAt = (lineLevel: LogLevel) => {
    if (LOG_LEVELS.indexOf(lineLevel) > threshold) return () => {};
    return (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      let line = `${new Date().toISOString()} ${lineLevel} ${message}`;
      for (const [name, value] of Object.entries(fields)) line += ` ${name}=${formatValue(value)}`;
      write(`${line}\n`);
    };
  };
  return { error: logAt("error"), warn: logAt("warn"), info: logAt("info"), debug: logAt("debug") };
}

/** Says nothing; for tests. */
export const silentLogger: Logger = createLogger("error", () => {});
