import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { MachineAnswer, MachineTime, TimeRequest } from '#contract/machine';
import type { ClockClient } from '../client/kioskClient';
import { Choices } from '../ui/Choices';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { useClockOf } from '../ui/useSeconds';
import { ManualClock } from './ManualClock';
import './TimeSection.css';
import { TimeZoneChoice } from './TimeZoneChoice';
import { draftAt, knownZone } from './manualClock';

/** What the machine has answered, and when: its clock need not be that of the browser. */
interface Told {
  time: MachineTime | null;
  /** Milliseconds that the machine's clock is ahead of this page's. */
  aheadMs: number;
}

/** The machine's clock and its time zone. */
export function TimeSection({ client }: { client: ClockClient }) {
  const { messages: all, describeFault } = useTranslation();
  const messages = all.machineTime;
  const [told, setTold] = useState<Told | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isRestarting, setRestarting] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const answered = ({ time }: MachineAnswer) => {
    setTold({ time, aheadMs: time ? Date.parse(time.now) - Date.now() : 0 });
  };
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  };
  useEffect(() => {
    client.read().then(answered, failed);
  }, [client]);
  const change = async (request: TimeRequest) => {
    setFault(null);
    setBusy(true);
    try {
      answered(await client.setTime(request));
      setRestarting(request.time_zone !== undefined);
    } catch (thrown) {
      failed(thrown);
    }
    setBusy(false);
  };
  const time = told?.time;
  return (
    <>
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      {told && !time && <p>{messages.notHere}</p>}
      {time && (
        <>
          <Clock time={time} aheadMs={told.aheadMs} />
          <p role="status">{isRestarting ? all.restarting : stateOf(time)}</p>
          {time.can_be_automatic ? (
            <Choices
              label={messages.setBy}
              choices={['network', 'hand']}
              chosen={time.automatic ? 'network' : 'hand'}
              labels={messages.ways}
              columns="two"
              onTouch={(way) => {
                if (!isBusy) void change({ automatic: way === 'network' });
              }}
            />
          ) : (
            <p>{messages.noNetworkClock}</p>
          )}
          {!time.automatic && (
            <ManualClock
              initial={draftAt(Date.parse(time.now), time.time_zone)}
              isBusy={isBusy}
              onSet={(now) => void change({ now })}
            />
          )}
          <div>
            <h3 className="label">{messages.zone}</h3>
            <p className="clock-zone">{time.time_zone.replaceAll('_', ' ')}</p>
          </div>
          <button
            type="button"
            className="button clock-change"
            disabled={isBusy || isRestarting}
            onClick={() => {
              setChoosing(true);
            }}
          >
            {messages.changeZone}
          </button>
          {isChoosing && (
            <TimeZoneChoice
              client={client}
              present={time.time_zone}
              onChoose={(zone) => {
                setChoosing(false);
                void change({ time_zone: zone });
              }}
              onClose={() => {
                setChoosing(false);
              }}
            />
          )}
        </>
      )}
    </>
  );

  function stateOf({ automatic, synchronised }: MachineTime): string {
    if (!automatic) return messages.byHand;
    return synchronised ? messages.synchronised : messages.notSynchronised;
  }
}

function Clock({ time, aheadMs }: { time: MachineTime; aheadMs: number }) {
  const { timeIn, dayIn } = useTranslation();
  const zone = knownZone(time.time_zone);
  const nowMs = useClockOf(aheadMs);
  return (
    <p className="clock">
      <b>{timeIn(nowMs, zone)}</b> {dayIn(nowMs, zone)}
    </p>
  );
}
