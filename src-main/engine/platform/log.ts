import { EventEmitter } from 'node:events';
import pino from 'pino';
import { Secrets } from './secrets';

export type Logger = pino.Logger;

/** Hands each line of the log on to whoever listens. */
export class LogLines extends EventEmitter<{ line: [line: string] }> {
  /** @param line JSON, without secrets. */
  write(line: string): void {
    this.emit('line', line);
  }
}

/** The log, who listens to it, and what is kept out of it. */
export interface Journal {
  log: Logger;
  lines: LogLines;
  secrets: Secrets;
}

/** The log of a program in this environment, to standard error. */
export function openJournal(environment: Readonly<Record<string, string | undefined>>): Journal {
  const lines = new LogLines();
  const secrets = new Secrets(environment);
  return { log: createLogger(toAll(standardError(), lines), secrets), lines, secrets };
}

/** Standard error, where systemd's journal takes the log up. */
const standardError = (): pino.DestinationStream => pino.destination({ fd: 2, sync: true });

/** Writes each line to all of these. */
const toAll = (...destinations: readonly pino.DestinationStream[]): pino.DestinationStream => ({
  write: (line) => {
    for (const destination of destinations) destination.write(line);
  },
});

/** The program's log: one JSON object a line, with the time in ISO 8601 and without secrets. */
export function createLogger(destination = standardError(), secrets = new Secrets()): Logger {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      // JSON has no words for an error of its own.
      serializers: { error: pino.stdSerializers.err, cause: pino.stdSerializers.err },
      hooks: { streamWrite: (line) => secrets.without(line) },
    },
    destination,
  );
}
