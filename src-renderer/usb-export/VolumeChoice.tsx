import { useState } from 'react';
import type { Stick, UsbExportAnswer } from '#contract/usbExport';
import { Icon } from '../ui/Icon';
import { useTranslation } from '../ui/useTranslation';

interface VolumeChoiceProps extends Omit<UsbExportAnswer, 'export'> {
  isBusy: boolean;
  onCopy: (stick: string, again: boolean) => void;
  onDelivered: () => void;
  onClose: () => void;
}

/** Which stick, what would be copied to it, and whether that has room; and what is on sticks already. */
export function VolumeChoice(props: VolumeChoiceProps) {
  const { sticks, waiting, exported, isBusy, onCopy, onDelivered, onClose } = props;
  const { messages, number, diskSpace } = useTranslation();
  const [touched, setTouched] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const usable = sticks.filter(({ fault }) => fault === null);
  // A single one needs no choice.
  const chosen = usable.find(({ id }) => id === touched) ?? (usable.length === 1 ? usable[0] : undefined);
  const goats = (count: number) => messages.waitingSessions(count, number(count));
  const again = waiting.sessions === 0;
  const toCopy = again ? exported : waiting;
  if (isAsking) {
    return (
      <>
        <p className="sticks-state">{messages.usbExport.askDelivered}</p>
        <p>{messages.usbExport.askDeliveredText}</p>
        <div className="sticks-buttons">
          <button
            type="button"
            className="button button-main"
            onClick={() => {
              setAsking(false);
            }}
          >
            {messages.back}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              setAsking(false);
              onDelivered();
            }}
          >
            {messages.usbExport.delivered}
          </button>
        </div>
      </>
    );
  }
  return (
    <>
      {waiting.sessions > 0 && (
        <p className="sticks-state">
          {messages.usbExport.waits(goats(waiting.sessions), diskSpace(waiting.bytes / 1e6))}
        </p>
      )}
      {toCopy.sessions === 0 && <p>{messages.usbExport.nothingWaits}</p>}
      {exported.sessions > 0 && (
        <div className="sticks-out">
          <p>{messages.usbExport.onSticks(goats(exported.sessions))}</p>
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => {
              setAsking(true);
            }}
          >
            {messages.usbExport.delivered}
          </button>
        </div>
      )}
      {sticks.length === 0 ? (
        <p className="sticks-put-in" role="status">
          <Icon name="disk" />
          {messages.usbExport.putIn}
        </p>
      ) : (
        <ul className="sticks-list" aria-label={messages.usbExport.choose}>
          {sticks.map((stick) => (
            <li key={stick.id}>
              <VolumeButton stick={stick} isChosen={stick === chosen} onChoose={setTouched} />
            </li>
          ))}
        </ul>
      )}
      {chosen?.free_bytes != null && toCopy.sessions > 0 && (
        <p role="status">
          {toCopy.bytes <= chosen.free_bytes ? messages.usbExport.allFit : messages.usbExport.someFit}
        </p>
      )}
      <div className="sticks-buttons">
        <button type="button" className="button" onClick={onClose}>
          {messages.close}
        </button>
        {toCopy.sessions > 0 && sticks.length > 0 && (
          <button
            type="button"
            className="button button-main"
            disabled={isBusy || !chosen}
            onClick={() => {
              if (chosen) onCopy(chosen.id, again);
            }}
          >
            {again ? messages.usbExport.copyAgain : messages.usbExport.copy}
          </button>
        )}
      </div>
    </>
  );
}

interface VolumeButtonProps {
  stick: Stick;
  isChosen: boolean;
  onChoose: (id: string) => void;
}

function VolumeButton({ stick, isChosen, onChoose }: VolumeButtonProps) {
  const { messages, describeFault, diskSpace } = useTranslation();
  const { id, name, size_bytes: size, free_bytes: free, fault } = stick;
  const whole = diskSpace(size / 1e6);
  return (
    <button
      type="button"
      className="button stick"
      aria-pressed={isChosen}
      disabled={fault !== null}
      onClick={() => {
        onChoose(id);
      }}
    >
      <Icon name={isChosen ? 'check' : 'disk'} />
      <span className="stick-words">
        <b>{name}</b>
        <span>{free === null ? whole : messages.usbExport.room(diskSpace(free / 1e6), whole)}</span>
        {fault && (
          <span className="stick-fault">{`${describeFault(fault).message} ${describeFault(fault).fix}`}</span>
        )}
      </span>
    </button>
  );
}
