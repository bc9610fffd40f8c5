import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { LegacyServer, Update } from '#contract/machine';
import type { MachineClient } from '../client/kioskClient';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';

/** What is asked for once more before it is done. */
type Asked = { action: 'restart' | 'shutDown' | 'migrate' } | { action: 'update'; update: Update };

/** What ends or replaces what runs on this machine, or the machine's own run. */
export function MachineActions({ machine }: { machine: MachineClient }) {
  const messages = useTranslation().messages.machineActions;
  const { describeFault } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [legacyServer, setLegacyServer] = useState<LegacyServer | null>(null);
  const [updates, setUpdates] = useState<readonly Update[] | 'looking' | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  };
  useEffect(() => {
    machine.legacyServer().then((answer) => {
      setLegacyServer(answer.original);
    }, failed);
  }, [machine]);
  const look = () => {
    setFault(null);
    setUpdates('looking');
    machine.updates().then(
      (answer) => {
        setUpdates(answer.updates);
      },
      (thrown: unknown) => {
        setUpdates(null);
        failed(thrown);
      },
    );
  };
  const ask = (next: Asked) => () => {
    setAsked(next);
  };
  return (
    <>
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      {legacyServer?.running && (
        <>
          <p>{messages.legacyServer(legacyServer.user, legacyServer.bucket)}</p>
          <button type="button" className="button button-main" onClick={ask({ action: 'migrate' })}>
            {messages.migrate}
          </button>
        </>
      )}
      <div className="set-up-buttons">
        <button type="button" className="button" disabled={updates === 'looking'} onClick={look}>
          {messages.update}
        </button>
        <button type="button" className="button" onClick={ask({ action: 'restart' })}>
          {messages.restart}
        </button>
        <button type="button" className="button" onClick={ask({ action: 'shutDown' })}>
          {messages.shutDown}
        </button>
      </div>
      <p role="status">
        {updates === 'looking' ? messages.looking : updates?.length === 0 && messages.noUpdate}
      </p>
      {updates !== 'looking' &&
        updates?.map((update) => (
          <button
            key={`${update.stick}/${update.file}`}
            type="button"
            className="button button-main"
            onClick={ask({ action: 'update', update })}
          >
            {messages.answers.update} {update.version}
          </button>
        ))}
      {asked && (
        <Question
          asked={asked}
          machine={machine}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

interface QuestionProps {
  asked: Asked;
  machine: MachineClient;
  onClose: () => void;
}

/** Asks once more; then says what is being done until the machine itself goes away. */
function Question({ asked, machine, onClose }: QuestionProps) {
  const { messages: all, describeFault } = useTranslation();
  const messages = all.machineActions;
  const [isDoing, setDoing] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const { action } = asked;
  const act = () => {
    setDoing(true);
    setFault(null);
    const done = asked.action === 'update' ? machine.update(asked.update) : machine[asked.action]();
    done.catch((thrown: unknown) => {
      setFault(asAppError(thrown).fault);
      setDoing(false);
    });
  };
  const question =
    asked.action === 'update'
      ? messages.questions.update(asked.update.version, asked.update.stick_name)
      : messages.questions[asked.action];
  return (
    <Dialog title={messages[action]} onClose={onClose}>
      <div className="machine-question">
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        <p role="status">{isDoing ? messages.doing[action] : question}</p>
        {!isDoing && (
          <div className="set-up-buttons">
            <button type="button" className="button" onClick={onClose}>
              {messages.back}
            </button>
            <button type="button" className="button button-main" onClick={act}>
              {messages.answers[action]}
            </button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
