import { useSyncExternalStore } from 'react';
import { LANGUAGES } from '#contract/errors';
import { createStore } from '../client/store';
import { WEIGHT_UNITS } from './goatForm';
import { THEMES, DIM_MINUTES, SWITCH } from '#contract/screens';

/** What a person chose for this screen; kept in the browser's or the kiosk's own storage. */
export interface Preference<T extends string> {
  readonly choices: readonly T[];
  readonly get: () => T;
  readonly set: (choice: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export const preferences = {
  language: preference('language', LANGUAGES, spoken),
  theme: preference('theme', THEMES, () => 'bright'),
  /** Minutes without a touch after which the kiosk's screen goes dark. */
  dim: preference('dim', DIM_MINUTES, () => '15'),
  unit: preference('unit', WEIGHT_UNITS, () => 'lbs'),
  /** A flash for each second of a capture: animals may shy at it. */
  flash: preference('flash', SWITCH, () => 'on'),
  /** A soft sound with each of them. */
  tick: preference('tick', SWITCH, () => 'off'),
};

/** The choice as it is now, and how to make another. */
export function usePreference<T extends string>(kept: Preference<T>): [T, (choice: T) => void] {
  return [useSyncExternalStore(kept.subscribe, kept.get), kept.set];
}

function preference<T extends string>(
  name: string,
  choices: readonly T[],
  byDefault: () => T,
): Preference<T> {
  const key = `goat-capture.${name}`;
  const kept = window.localStorage.getItem(key);
  const store = createStore<T>(choices.find((choice) => choice === kept) ?? byDefault());
  return {
    choices,
    get: store.get,
    subscribe: store.subscribe,
    set(choice) {
      window.localStorage.setItem(key, choice);
      store.set(choice);
    },
  };
}

/** The browser's language where we speak it, else English. */
function spoken() {
  return LANGUAGES.find((language) => navigator.language.startsWith(language)) ?? 'en';
}
