import { appError } from '#contract/errors';
import type { Clock } from '#engine/platform/clock';
import { contentTypeOf } from '#engine/upload/objects';
import type { Store } from '#engine/upload/store';
import { memoryCheckpoint } from '#engine/upload/uploadCheckpoint';
import { readChecked, type ExportedGoat } from './exportedGoats';

export interface ImportTools {
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Brings a goat from a stick to a store, as the queue does: its first object is the claim to the number, and what it
 * replaces is copied aside. What an earlier try has brought there is not sent again; the stick is only read.
 * @returns `there` where the store held all of it before.
 * @throws AppError GOAT_EXISTS where the number is taken by other pictures, IMPORT_DAMAGED, the store's.
 */
export async function importGoat(
  goat: ExportedGoat,
  store: Store,
  { clock, signal }: ImportTools,
): Promise<'sent' | 'there'> {
  const { folder, goatId, overwrite, objects } = goat;
  const held = new Set<string>();
  for (const object of objects) if (await store.holds(object, signal)) held.add(object.key);
  if (held.size === objects.length) return 'there';
  // Where something of it is there an earlier try has done so.
  if (overwrite && held.size === 0) {
    await store.copyAside(goatId, clock.now().toISOString().replace(/[-:.]/g, ''), signal);
  }
  const notes = memoryCheckpoint();
  for (const [index, object] of objects.entries()) {
    const { key } = object;
    if (held.has(key)) continue;
    const onlyIfNew = index === 0 && !overwrite;
    const open = () => readChecked(folder, object);
    const result = await store.put({
      key,
      contentType: contentTypeOf(key),
      open,
      onlyIfNew,
      checkpoint: notes,
      signal,
    });
    if (result.outcome === 'stored') continue;
    await store.abandon(notes, signal);
    if (result.outcome === 'taken') throw appError('GOAT_EXISTS', { goat_id: goatId });
    throw appError('STORE_CORRUPT', { bucket: store.place, key });
  }
  await store.sweep(goatId, signal);
  return 'sent';
}
