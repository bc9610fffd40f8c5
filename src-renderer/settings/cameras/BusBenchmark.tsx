import { useState } from 'react';
import type { BusStream, BusBenchmark as Result } from '#contract/captureApi';
import { asAppError, type Fault } from '#contract/errors';
import type { KioskClient } from '../../client/kioskClient';
import { useTranslation } from '../../ui/useTranslation';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import './BusBenchmark.css';

type Stage =
  { name: 'ready' | 'running' } | { name: 'done'; result: Result } | { name: 'failed'; fault: Fault };

/** Measures what the cameras deliver alone and together; captures go by it from then on. Closing it ends it. */
export function BusBenchmark({ client, onClose }: { client: KioskClient; onClose: () => void }) {
  const { messages, describeFault } = useTranslation();
  const [stage, setStage] = useState<Stage>({ name: 'ready' });
  const isRunning = stage.name === 'running';
  const start = () => {
    setStage({ name: 'running' });
    client.benchmarkBus().then(
      (result) => {
        setStage({ name: 'done', result });
      },
      (thrown: unknown) => {
        setStage({ name: 'failed', fault: asAppError(thrown).fault });
      },
    );
  };
  const close = () => {
    // A test that can't be ended ends by itself; its result is then in the diagnostics.
    if (isRunning) client.cancel().catch(() => undefined);
    onClose();
  };
  return (
    <Dialog title={messages.busBenchmark} onClose={close}>
      <div className="dialog-long">
        <p role="status">{isRunning ? messages.busBenchmarkRunning : messages.busBenchmarkText}</p>
        {stage.name === 'failed' && <Notice tone="error" {...describeFault(stage.fault)} />}
        {stage.name === 'done' && <Steps result={stage.result} />}
        <div className="bus-buttons">
          <button type="button" className="button" disabled={isRunning} onClick={start}>
            {messages.busBenchmarkStart}
          </button>
          <button type="button" className="button button-main" onClick={close}>
            {isRunning ? messages.cancel : messages.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function Steps({ result }: { result: Result }) {
  const { messages, number } = useTranslation();
  const { learned: concurrencyLimit, steps } = result;
  return (
    <>
      {concurrencyLimit && (
        <p className="bus-learned">{messages.busBenchmarkResult(number(concurrencyLimit.total))}</p>
      )}
      {/* It scrolls, so that it can be reached without a pointer too. */}
      <ul className="bus-steps" tabIndex={0} aria-label={messages.busBenchmark}>
        {steps.map(({ streams }) => (
          <li key={streams.map(({ camera }) => camera).join()}>
            {streams.map((stream) => (
              <Stream key={stream.camera} stream={stream} />
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

const BYTES_PER_MB = 1e6;

function Stream({ stream }: { stream: BusStream }) {
  const { messages, number, describeFault } = useTranslation();
  const { camera, fault, lost_frames: lost } = stream;
  return (
    <div className={fault ? 'bus-bad' : 'bus-good'}>
      <Icon name={fault ? 'cross' : 'check'} />
      <b>{messages.cameras[camera]}</b>{' '}
      {fault
        ? describeFault(fault).message
        : messages.busStream(
            number(Math.round(stream.frames_per_second * 10) / 10),
            number(Math.round((stream.bytes_per_second / BYTES_PER_MB) * 10) / 10),
            number(lost),
          )}
    </div>
  );
}
