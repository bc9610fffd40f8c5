import { useCallback, useEffect, useRef, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { Wifi, WifiAnswer, WifiJoinRequest } from '#contract/wifi';
import type { WifiClient } from '../../client/kioskClient';

/** The Wi-Fi as the screen has it, and what can be done with it. */
export interface WifiState {
  /** `unread` until the machine has answered; null where it has none. */
  readonly wifi: Wifi | null | 'unread';
  readonly address: string | null;
  /** What is being done at this moment. */
  readonly doing: 'look' | 'switchOn' | 'join' | 'forget' | null;
  /** Why the last deed did not happen. */
  readonly fault: Fault | null;
  readonly clearFault: () => void;
  readonly look: () => Promise<boolean>;
  readonly switchOn: () => Promise<boolean>;
  /** Resolves with whether it is joined. */
  readonly join: (request: WifiJoinRequest) => Promise<boolean>;
  readonly forget: (name: string) => Promise<boolean>;
}

/** Reads the Wi-Fi, looks for networks once, and keeps what is told of them. */
export function useWifi(client: WifiClient): WifiState {
  const [wifi, setWifi] = useState<WifiState['wifi']>('unread');
  const [doing, setDoing] = useState<WifiState['doing']>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const begun = useRef(0);
  const attempt = useCallback(async (action: WifiState['doing'], work: () => Promise<WifiAnswer>) => {
    begun.current += 1;
    const mine = begun.current;
    // Somebody may join while the look goes on: what was begun last is what is told.
    const isLast = () => mine === begun.current;
    setDoing(action);
    setFault(null);
    try {
      const answer = await work();
      if (isLast()) setWifi(answer.wifi);
      return true;
    } catch (thrown) {
      if (isLast()) setFault(asAppError(thrown).fault);
      return false;
    } finally {
      if (isLast()) setDoing(null);
    }
  }, []);
  const look = useCallback(() => attempt('look', () => client.read(true)), [attempt, client]);
  useEffect(() => {
    // What is known already is there at once; the look takes seconds.
    const first = async () => {
      if ((await attempt('look', () => client.read(false))) && begun.current === 1) await look();
    };
    void first();
  }, [attempt, client, look]);
  return {
    wifi,
    address: wifi === 'unread' ? null : (wifi?.address ?? null),
    doing,
    fault,
    clearFault: () => {
      setFault(null);
    },
    look,
    switchOn: async () => (await attempt('switchOn', client.switchOn)) && look(),
    join: (request) => attempt('join', () => client.join(request)),
    forget: (name) => attempt('forget', () => client.forget(name)),
  };
}
