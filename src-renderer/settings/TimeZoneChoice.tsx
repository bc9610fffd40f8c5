import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { ClockClient } from '../client/kioskClient';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { TextPad } from '../ui/TextPad';
import { useTranslation } from '../ui/useTranslation';
import { useReading } from '../client/useFetch';
import { nameZone, regionsOf, zonesFor } from './timeZones';

interface ZoneChoiceProps {
  client: ClockClient;
  /** The machine's zone at this moment. */
  present: string;
  onChoose: (zone: string) => void;
  onClose: () => void;
}

const LONGEST_SEARCH = 30;

/** A time zone by touch: its region and then its city, or by a part of its name. */
export function ZoneChoice({ client, present, onChoose, onClose }: ZoneChoiceProps) {
  const { words: all, faultWords } = useTranslation();
  const words = all.machineTime;
  const { value, fault } = useReading(client.timeZones, 0);
  const [region, setRegion] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isTyping, setTyping] = useState(false);
  const zones = value?.time_zones.map(nameZone) ?? [];
  const regionWords = (name: string) => words.regions[name] ?? name;
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
    <Dialog title={words.changeZone} onClose={onClose}>
      <div className="dialog-long">
        {fault && <Notice tone="error" {...faultWords(fault)} />}
        <p role="status">{zonesSaid()}</p>
        {/* It scrolls, so that it can be reached without a pointer too. */}
        <div className="zone-rows" tabIndex={0} role="group" aria-label={words.changeZone}>
          <ul>
            {isAtRegions
              ? regionsOf(zones, present).map((name) =>
                  row(name, regionWords(name), name === nameZone(present).region, () => {
                    setRegion(name);
                  }),
                )
              : found.map(({ zone, region: its, city }) =>
                  row(zone, text === '' ? city : `${city} (${regionWords(its)})`, zone === present, () => {
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
            {words.search}
          </button>
        </div>
      </div>
      {isTyping &&
        createPortal(
          <TextPad
            title={words.searchFor}
            initial={text}
            maxLength={LONGEST_SEARCH}
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
    if (!value) return fault ? '' : words.readingZones;
    if (text !== '') return words.found(String(found.length), text);
    return region === null ? words.chooseRegion : regionWords(region);
  }
}
