import { useEffect, useRef, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { SticksAnswer } from '#contract/usbExport';
import type { SticksClient } from '../client/kioskClient';

/** Sticks come and go without a word: while somebody looks they are looked for again after so many ms. */
const LOOK_AGAIN_MS = 1000;

export interface Sticks {
  /** Null before the first answer. */
  answer: SticksAnswer | null;
  /** Why the last look, or the last deed, failed. */
  fault: Fault | null;
  isBusy: boolean;
  /** Does something with sticks; its answer shows at once. */
  act: (deed: () => Promise<SticksAnswer>) => void;
}

/** The sticks at the machine, as long as this is on the screen. */
export function useSticks(client: SticksClient): Sticks {
  const [answer, setAnswer] = useState<SticksAnswer | null>(null);
  const [lookFault, setLookFault] = useState<Fault | null>(null);
  const [refusal, setRefusal] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** Grows with each deed: a look that began before does not know of it. */
  const deeds = useRef(0);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async () => {
      const begun = deeds.current;
      try {
        const found = await client.read();
        if (!isOver && begun === deeds.current) setAnswer(found);
        setLookFault(null);
      } catch (thrown) {
        setLookFault(asAppError(thrown).fault);
      }
      if (!isOver) timer = setTimeout(() => void look(), LOOK_AGAIN_MS);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client]);

  const act = (deed: () => Promise<SticksAnswer>) => {
    deeds.current += 1;
    setBusy(true);
    setRefusal(null);
    deed()
      .then(setAnswer, (thrown: unknown) => {
        setRefusal(asAppError(thrown).fault);
      })
      .finally(() => {
        deeds.current += 1;
        setBusy(false);
      });
  };
  return { answer, fault: refusal ?? lookFault, isBusy, act };
}
