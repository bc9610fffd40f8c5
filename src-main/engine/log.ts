import pino from 'pino';

export type Logger = pino.Logger;

/** What never goes into a log, wherever it stands in an entry. */
const SECRETS = ['password', 'secretAccessKey', 'sessionToken', 'token', 'cookie', 'authorization'];

/** The program's log: one JSON object a line, with the time in ISO 8601 and without secrets. */
export function createLogger(
  destination: pino.DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: SECRETS.flatMap((name) => [name, `*.${name}`]),
    },
    destination,
  );
}
