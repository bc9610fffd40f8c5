import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import type { MachineComponent } from './problems';

/** What a part of the machine is called, and how it stands in a word; null where that has no word of its own. */
interface ComponentDescription {
  label: string;
  value: string | null;
}

/** The words of a part. */
export function useComponentDescription(part: MachineComponent, overview: Overview): ComponentDescription {
  const { messages, diskSpace, temperature, clockTime } = useTranslation();
  const { health, store, temperature_c: degrees } = overview;
  switch (part) {
    case 'cameras':
      return { label: messages.camerasLabel, value: null };
    case 'store':
      return { label: store.kind === 's3' ? messages.bucket : messages.folder, value: store.place };
    case 'disk':
      return { label: messages.freeDisk, value: diskSpace(health.disk_free_mb) };
    case 'temperature':
      return { label: messages.temperature, value: degrees === null ? null : temperature(degrees) };
    case 'time':
      return { label: messages.clock, value: clockTime(overview.now) };
    case 'machine':
      return { label: messages.areas.machine, value: null };
  }
}
