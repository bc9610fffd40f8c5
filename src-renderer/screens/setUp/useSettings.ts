import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '../../../src-main/contract/errors';
import type { SettingsAnswer, SettingsRequest } from '../../../src-main/contract/setUp';
import type { SettingsClient } from '../../client/kioskClient';

/** The settings as a section of Set up has them, and how to change them. */
export interface SettingsInHand {
  /** Null until they are read. */
  readonly answer: SettingsAnswer | null;
  /** Why the last thing that was asked did not happen. */
  readonly fault: Fault | null;
  /** True from the wish for a restart on. */
  readonly isRestarting: boolean;
  readonly save: (settings: SettingsRequest['settings']) => void;
  readonly restart: () => void;
}

/** Reads the settings, and keeps what is told of them. */
export function useSettings(client: SettingsClient): SettingsInHand {
  const [answer, setAnswer] = useState<SettingsAnswer | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isRestarting, setRestarting] = useState(false);
  const told = (settings: SettingsAnswer) => {
    setAnswer(settings);
    setFault(null);
  };
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
    setRestarting(false);
  };
  useEffect(() => {
    client.read().then(told, failed);
  }, [client]);
  return {
    answer,
    fault,
    isRestarting,
    save: (settings) => {
      client.save(settings).then(told, failed);
    },
    restart: () => {
      setRestarting(true);
      client.restart().catch(failed);
    },
  };
}
