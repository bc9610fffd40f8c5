const ACTIVITY_EVENTS = ['pointerdown', 'keydown'] as const;

/** Calls back whenever somebody touches the page or types; returns what ends that. */
export function onUserActivity(page: EventTarget, listener: () => void): () => void {
  for (const sign of ACTIVITY_EVENTS) page.addEventListener(sign, listener);
  return () => {
    for (const sign of ACTIVITY_EVENTS) page.removeEventListener(sign, listener);
  };
}
