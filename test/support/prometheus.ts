/** A sample of Prometheus' text format. */
interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Family {
  type: string;
  help: string;
  samples: Sample[];
}

const LABELS = /^(?:([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)",?)/;
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (-?[\d.]+(?:e[+-]?\d+)?|[+-]Inf|NaN)$/i;
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];

/**
 * Reads Prometheus' text format, version 0.0.4, and is strict about it: HELP and TYPE once and before their samples,
 * no sample twice, the buckets of a histogram growing up to its count, a line feed at the end.
 * @throws Error that quotes the line that is wrong.
 */
export function readPrometheus(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current = { name: '', help: '' };
  for (const line of text.split('\n').filter((some) => some !== '')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (families.has(name)) throw new Error(`told twice: ${line}`);
      current = { name, help: rest };
    } else if (kind === 'TYPE') {
      if (name !== current.name || !TYPES.includes(rest)) throw new Error(`not expected: ${line}`);
      families.set(name, { type: rest, help: current.help, samples: [] });
    } else {
      const sample = readSample(line);
      const family = families.get(current.name);
      const id = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (!family || !namesOf(current.name, family.type).includes(sample.name) || seen.has(id))
        throw new Error(`not expected: ${line}`);
      seen.add(id);
      family.samples.push(sample);
    }
  }
  for (const [name, family] of families) if (family.type === 'histogram') checkHistogram(name, family);
  return families;
}

function namesOf(name: string, type: string): string[] {
  if (type === 'histogram') return ['_bucket', '_sum', '_count'].map((ending) => name + ending);
  return type === 'summary' ? [name, `${name}_sum`, `${name}_count`] : [name];
}

function readSample(line: string): Sample {
  const [, name, labelText = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  for (let rest = labelText; rest !== '';) {
    const [read = '', label = '', text = ''] = LABELS.exec(rest) ?? [];
    if (read === '' || label in labels) throw new Error(`bad labels: ${line}`);
    labels[label] = text;
    rest = rest.slice(read.length);
  }
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) };
}

function checkHistogram(name: string, { samples }: Family): void {
  const without = (labels: Record<string, string>) =>
    JSON.stringify(Object.entries(labels).filter(([label]) => label !== 'le'));
  for (const count of samples.filter((sample) => sample.name === `${name}_count`)) {
    const buckets = samples.filter(
      (sample) => sample.name === `${name}_bucket` && without(sample.labels) === without(count.labels),
    );
    const values = buckets.map(({ value }) => value);
    const grows = values.every((value, index) => value >= (values[index - 1] ?? 0));
    const last = buckets.at(-1);
    if (!grows || last?.labels.le !== '+Inf' || last.value !== count.value)
      throw new Error(`the buckets of ${name} do not add up`);
  }
}
