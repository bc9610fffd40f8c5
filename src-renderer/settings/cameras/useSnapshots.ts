import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';

/** Between one device and the next, in ms: with what a picture takes, each second or two comes one. */
const REST_MS = 400;

/** A device's newest picture, as the address of an image, or why there is none. */
export interface Snapshot {
  readonly picture: string | null;
  readonly fault: Fault | null;
}

/** Looks through one device after the other, over and over, as long as this is drawn and the page is looked at. */
export function useSnapshots(
  take: (device: string) => Promise<string>,
  devices: readonly string[],
): ReadonlyMap<string, Snapshot> {
  const [snapshots, setSnapshots] = useState<ReadonlyMap<string, Snapshot>>(new Map());
  const list = devices.join('\n');
  useEffect(() => {
    const stopping = new AbortController();
    const isOver = () => stopping.signal.aborted;
    const look = async () => {
      const all = list === '' ? [] : list.split('\n');
      for (let turn = 0; all.length > 0 && !isOver(); turn += 1) {
        const device = all[turn % all.length] ?? '';
        if (document.visibilityState === 'visible') {
          const snapshot = await take(device).then(
            (jpeg) => ({ picture: `data:image/jpeg;base64,${jpeg}`, fault: null }),
            (thrown: unknown) => ({ picture: null, fault: asAppError(thrown).fault }),
          );
          if (!isOver()) setSnapshots((before) => new Map(before).set(device, snapshot));
        }
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
    };
    void look();
    return () => {
      stopping.abort();
    };
  }, [take, list]);
  return snapshots;
}
