import { useState } from 'react';
import type { UsbExportAnswer } from '#contract/usbExport';
import type { UsbExportClient } from '../client/kioskClient';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { CopyProgress } from './CopyProgress';
import { CopyResult } from './CopyResult';
import { VolumeChoice } from './VolumeChoice';
import { useUsbExport } from './useUsbExport';
import './UsbExportPanel.css';

const ENDS: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

/** From a stick that is put in to "You can pull it out now". Closing it ends nothing: the copying goes on. */
export function UsbExportPanel({ client, onClose }: { client: UsbExportClient; onClose: () => void }) {
  const { messages, describeFault } = useTranslation();
  const { answer, fault, isBusy, act } = useUsbExport(client);
  /** True where how the last copying ended has been read. */
  const [isRead, setRead] = useState(false);
  return (
    <Dialog title={messages.usbExport.title} onClose={onClose}>
      <div className="dialog-long sticks">
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        {answer ? content(answer) : <p role="status">{messages.usbExport.looking}</p>}
      </div>
    </Dialog>
  );

  function content({ export: last, ...found }: UsbExportAnswer) {
    if (last && !ENDS.has(last.phase)) {
      const cancel = () => {
        act(client.cancel);
      };
      return <CopyProgress copying={last} isCancelling={isBusy} onCancel={cancel} onClose={onClose} />;
    }
    if (last && !isRead) {
      const goOn = () => {
        setRead(true);
      };
      return <CopyResult copying={last} onNext={goOn} onClose={onClose} />;
    }
    const copy = (stick: string, again: boolean) => {
      setRead(false);
      act(() => client.copy(stick, again));
    };
    const delivered = () => {
      act(client.delivered);
    };
    return (
      <VolumeChoice {...found} isBusy={isBusy} onCopy={copy} onDelivered={delivered} onClose={onClose} />
    );
  }
}
