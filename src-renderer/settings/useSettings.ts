import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { SettingsAnswer, SettingsRequest } from '#contract/settingsApi';
import type { SettingsClient } from '../client/kioskClient';

/** The settings as a section of Set up has them, and how to change them. */
export interface SettingsState<Answer = SettingsAnswer, Changes = SettingsRequest['settings']> {
  /** Null until they are read. */
  readonly answer: Answer | null;
  /** Why the last thing that was asked did not happen. */
  readonly fault: Fault | null;
  /** True from the wish for a restart on. */
  readonly isRestarting: boolean;
  /** Resolves with what is saved; null where it is not. */
  readonly save: (changes: Changes) => Promise<Answer | null>;
  readonly restart: () => void;
}

/** Reads the settings, and keeps what is told of them. */
export function useSettings<Answer, Changes>(
  client: SettingsClient<Answer, Changes>,
): SettingsState<Answer, Changes> {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isRestarting, setRestarting] = useState(false);
  const told = (settings: Answer) => {
    setAnswer(settings);
    setFault(null);
  };
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
    setRestarting(false);
  };
  useEffect(() => {
    client.read().then(setAnswer, failed);
  }, [client]);
  return {
    answer,
    fault,
    isRestarting,
    save: (changes) =>
      client.save(changes).then(
        (settings) => {
          told(settings);
          return settings;
        },
        (thrown: unknown) => {
          failed(thrown);
          return null;
        },
      ),
    restart: () => {
      setRestarting(true);
      client.restart().catch(failed);
    },
  };
}
