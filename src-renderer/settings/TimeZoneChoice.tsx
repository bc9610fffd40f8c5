import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { ClockClient } from '../client/kioskClient';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { TextPad } from '../ui/TextPad';
import { useTranslation } from '../ui/useTranslation';
import { useFetch } from '../client/useFetch';
import { nameZone, regionsOf, zonesFor } from './timeZones';

interface TimeZoneChoiceProps {
  client: ClockClient;
  /** The machine's zone at this moment. */
  present: string;
  onChoose: (zone: string) => void;
  onClose: () => void;
}

const MAX_SEARCH = 30;

/** A time zone by touch: its region and then its city, or by a part of its name. */
export function TimeZoneChoice({ client, present, onChoose, onClose }: TimeZoneChoiceProps) {
  const { messages: all, describeFault } = useTranslation();
  const messages = all.machineTime;
  const { value, fault } = useFetch(client.timeZones, 0);
  const [region, setRegion] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isTyping, setTyping] = useState(false);
  const zones = value?.time_zones.map(nameZone) ?? [];
  const regionNames = (name: string) => messages.regions[name] ?? name;
  const isAtRegions = region === null && text === '';
  const found = zonesFor(zones, { region, text, present });
  const row = (key: string, label: string, isPresent: boolean, onTouch: () => void) => (
    <li key={key}>
      <button type="button" className="button zone-row" aria-current={isPresent} onClick={onTouch}>
        {isPresent && <Icon name="check" />}
        {label}
      </button>
    </li>
  );
  return (
    <Dialog title={messages.changeZone} onClose={onClose}>
      <div className="dialog-long">
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        <p role="status">{zonesSaid()}</p>
        {/* It scrolls, so that it can be reached without a pointer too. */}
        <div className="zone-rows" tabIndex={0} role="group" aria-label={messages.changeZone}>
          <ul>
            {isAtRegions
              ? regionsOf(zones, present).map((name) =>
                  row(name, regionNames(name), name === nameZone(present).region, () => {
                    setRegion(name);
                  }),
                )
              : found.map(({ zone, region: its, city }) =>
                  row(zone, text === '' ? city : `${city} (${regionNames(its)})`, zone === present, () => {
                    onChoose(zone);
                  }),
                )}
          </ul>
        </div>
        <div className="set-up-buttons">
          <button
            type="button"
            className="button"
            onClick={() => {
              if (isAtRegions) onClose();
              setRegion(null);
              setText('');
            }}
          >
            {all.back}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              setTyping(true);
            }}
          >
            {messages.search}
          </button>
        </div>
      </div>
      {isTyping &&
        createPortal(
          <TextPad
            title={messages.searchFor}
            initial={text}
            maxLength={MAX_SEARCH}
            onDone={(typed) => {
              setText(typed.trim());
              setTyping(false);
            }}
            onClose={() => {
              setTyping(false);
            }}
          />,
          document.body,
        )}
    </Dialog>
  );

  function zonesSaid(): string {
    if (!value) return fault ? '' : messages.readingZones;
    if (text !== '') return messages.found(String(found.length), text);
    return region === null ? messages.chooseRegion : regionNames(region);
  }
}
