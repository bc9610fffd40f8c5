import { useEffect, useRef, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { UsbExportAnswer } from '#contract/usbExport';
import type { UsbExportClient } from '../client/kioskClient';

/** Sticks come and go without a word: while somebody looks they are looked for again after so many ms. */
const POLL_INTERVAL_MS = 1000;

export interface UsbExportState {
  /** Null before the first answer. */
  answer: UsbExportAnswer | null;
  /** Why the last look, or the last deed, failed. */
  fault: Fault | null;
  isBusy: boolean;
  /** Does something with sticks; its answer shows at once. */
  act: (action: () => Promise<UsbExportAnswer>) => void;
}

/** The sticks at the machine, as long as this is on the screen. */
export function useUsbExport(client: UsbExportClient): UsbExportState {
  const [answer, setAnswer] = useState<UsbExportAnswer | null>(null);
  const [lookFault, setLookFault] = useState<Fault | null>(null);
  const [rejection, setRejection] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** Grows with each deed: a look that began before does not know of it. */
  const actions = useRef(0);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async () => {
      const begun = actions.current;
      try {
        const found = await client.read();
        if (!isOver && begun === actions.current) setAnswer(found);
        setLookFault(null);
      } catch (thrown) {
        setLookFault(asAppError(thrown).fault);
      }
      if (!isOver) timer = setTimeout(() => void look(), POLL_INTERVAL_MS);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client]);

  const act = (action: () => Promise<UsbExportAnswer>) => {
    actions.current += 1;
    setBusy(true);
    setRejection(null);
    action()
      .then(setAnswer, (thrown: unknown) => {
        setRejection(asAppError(thrown).fault);
      })
      .finally(() => {
        actions.current += 1;
        setBusy(false);
      });
  };
  return { answer, fault: rejection ?? lookFault, isBusy, act };
}
