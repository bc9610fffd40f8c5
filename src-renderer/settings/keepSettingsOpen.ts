import type { PinAnswer } from '#contract/authApi';
import type { PinClient } from '../client/kioskClient';
import { onUserActivity } from '../ui/userActivity';

/** An open door is looked at this often, in ms. */
const POLL_INTERVAL_MS = 10_000;

/**
 * Looks whether Set up is still open, and keeps it open where somebody has touched `page` since the last look.
 * @param onClosed takes the answer that it is closed. Returns what ends the watch.
 */
export function keepSettingsOpen(
  pin: Pick<PinClient, 'read' | 'stayOpen'>,
  page: EventTarget,
  onClosed: (answer: PinAnswer) => void,
): () => void {
  // Who has just typed the PIN is there.
  let isTouched = true;
  let isOver = false;
  const stopListening = onUserActivity(page, () => {
    isTouched = true;
  });
  const timer = setInterval(() => {
    const asked = isTouched ? pin.stayOpen() : pin.read();
    isTouched = false;
    asked.then(
      (answer) => {
        if (!isOver && !answer.is_open) onClosed(answer);
      },
      // Where it can't be told, the next look tells it.
      () => undefined,
    );
  }, POLL_INTERVAL_MS);
  return () => {
    isOver = true;
    clearInterval(timer);
    stopListening();
  };
}
