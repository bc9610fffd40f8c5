import { useState } from 'react';
import type { Wifi } from '#contract/wifi';
import type { WifiClient } from '../../client/kioskClient';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import { HiddenNetwork } from './HiddenNetwork';
import { NetworkDialog } from './NetworkDialog';
import { NetworkRow, OutOfRangeRow } from './NetworkRow';
import { OutOfRangeDialog } from './OutOfRangeDialog';
import { useWifi } from './useWifi';
import './WifiSection.css';

/** Which Wi-Fi network the machine is on, and the way to another one. */
export function WifiSection({ client }: { client: WifiClient }) {
  const { messages: all, describeFault } = useTranslation();
  const messages = all.wifi;
  const inHand = useWifi(client);
  const { wifi, doing, fault } = inHand;
  const [chosen, setChosen] = useState<string | null>(null);
  const [isHidden, setHidden] = useState(false);
  const networks = wifi === 'unread' ? [] : (wifi?.networks ?? []);
  const network = networks.find(({ name }) => name === chosen);
  const unseen = wifi === 'unread' ? [] : (wifi?.unseen ?? []);
  const chosenUnseen = unseen.find((name) => name === chosen);
  const open = (name: string | null) => {
    inHand.clearFault();
    setChosen(name);
  };
  return (
    <>
      {fault && !network && chosenUnseen === undefined && !isHidden && (
        <Notice tone="error" {...describeFault(fault)} />
      )}
      <p role="status">{said(wifi)}</p>
      {wifi !== 'unread' && wifi && !wifi.on && (
        <button
          type="button"
          className="button button-main wifi-on"
          disabled={doing !== null}
          onClick={() => void inHand.switchOn()}
        >
          {messages.switchOn}
        </button>
      )}
      {wifi !== 'unread' && wifi?.on && (
        <>
          <ul className="wifi-rows" aria-label={messages.networks}>
            {networks.map((one) => (
              // Names that can't be written may look the same.
              <li key={`${one.name} ${one.lock} ${String(one.strength)}`}>
                <NetworkRow
                  network={one}
                  onTouch={() => {
                    open(one.name);
                  }}
                />
              </li>
            ))}
            {unseen.map((name) => (
              <li key={name}>
                <OutOfRangeRow
                  name={name}
                  onTouch={() => {
                    open(name);
                  }}
                />
              </li>
            ))}
          </ul>
          <div className="set-up-buttons">
            <button
              type="button"
              className="button"
              disabled={doing !== null}
              onClick={() => void inHand.look()}
            >
              {messages.rescan}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => {
                inHand.clearFault();
                setHidden(true);
              }}
            >
              {messages.other}
            </button>
          </div>
        </>
      )}
      {network && (
        <NetworkDialog
          network={network}
          wifi={inHand}
          onClose={() => {
            open(null);
          }}
        />
      )}
      {chosenUnseen !== undefined && (
        <OutOfRangeDialog
          name={chosenUnseen}
          wifi={inHand}
          onClose={() => {
            open(null);
          }}
        />
      )}
      {isHidden && (
        <HiddenNetwork
          wifi={inHand}
          onClose={() => {
            inHand.clearFault();
            setHidden(false);
          }}
        />
      )}
    </>
  );

  function said(told: Wifi | null | 'unread'): string {
    if (doing === 'switchOn') return messages.switchingOn;
    if (told === 'unread') return fault ? '' : messages.looking;
    if (!told) return messages.absent;
    if (!told.on) return messages.isOff;
    if (doing === 'look') return messages.looking;
    return networks.length === 0 ? messages.noneFound : messages.choose;
  }
}
