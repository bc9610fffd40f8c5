const SIGNS_OF_LIFE = ['pointerdown', 'keydown'] as const;

/** Calls back whenever somebody touches the page or types; returns what ends that. */
export function onSignOfLife(page: EventTarget, listener: () => void): () => void {
  for (const sign of SIGNS_OF_LIFE) page.addEventListener(sign, listener);
  return () => {
    for (const sign of SIGNS_OF_LIFE) page.removeEventListener(sign, listener);
  };
}
