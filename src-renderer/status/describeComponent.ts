import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import type { MachinePart } from './problems';

/** What a part of the machine is called, and how it stands in a word; null where that has no word of its own. */
interface PartWords {
  label: string;
  value: string | null;
}

/** The words of a part. */
export function usePartWords(part: MachinePart, overview: Overview): PartWords {
  const { words, diskSpace, temperature, clockTime } = useTranslation();
  const { health, store, temperature_c: degrees } = overview;
  switch (part) {
    case 'cameras':
      return { label: words.camerasLabel, value: null };
    case 'store':
      return { label: store.kind === 's3' ? words.bucket : words.folder, value: store.place };
    case 'disk':
      return { label: words.freeDisk, value: diskSpace(health.disk_free_mb) };
    case 'temperature':
      return { label: words.temperature, value: degrees === null ? null : temperature(degrees) };
    case 'time':
      return { label: words.clock, value: clockTime(overview.now) };
    case 'machine':
      return { label: words.areas.machine, value: null };
  }
}
