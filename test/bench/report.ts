import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';

const RESULTS = 'bench-results';

/** A line of the table. */
export interface Row {
  name: string;
  /** Why there are no numbers. */
  failed?: string;
}

/** A number that is held against what was promised. */
export interface Bar {
  name: string;
  value: number;
  bar: string;
  met: boolean;
}

export const atLeast = (name: string, value: number, bar: number): Bar => ({
  name,
  value,
  bar: `>= ${bar}`,
  met: value >= bar,
});

export const below = (name: string, value: number, bar: number): Bar => ({
  name,
  value,
  bar: `< ${bar}`,
  met: value < bar,
});

/**
 * Prints the rows and the bars, and writes them to a file.
 * @param columns what the table shows of each row, by the column's title.
 * @returns the exit code: 1 where a bar is missed.
 */
export async function report<R extends Row>(
  what: Record<string, unknown>,
  rows: R[],
  columns: (row: R) => Record<string, number | undefined>,
  bars: Bar[],
): Promise<number> {
  const round = (value: number | undefined) => (value === undefined ? '' : value.toFixed(2));
  const numbersOf = (row: R) =>
    Object.fromEntries(Object.entries(columns(row)).map(([title, value]) => [title, round(value)]));
  const lineOf = (row: R) => (row.failed === undefined ? numbersOf(row) : { failed: row.failed });
  console.table(Object.fromEntries(rows.map((row) => [row.name, lineOf(row)])));
  console.table(
    Object.fromEntries(bars.map(({ name, value, bar, met }) => [name, { value: round(value), bar, met }])),
  );
  const at = new Date().toISOString();
  const machine = { processors: cpus().length, model: cpus()[0]?.model, node: process.version };
  await mkdir(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${at.replaceAll(':', '-')}.json`);
  await writeFile(file, `${JSON.stringify({ at, machine, ...what, rows, bars }, null, 2)}\n`);
  say(`Written to ${file}`);
  return bars.every(({ met }) => met) ? 0 : 1;
}

/** Says what is going on. */
export function say(text: string): void {
  process.stdout.write(`==> ${text}\n`);
}
