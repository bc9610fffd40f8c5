import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { Original, Update } from '#contract/machine';
import type { MachineClient } from '../client/kioskClient';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';

/** What is asked for once more before it is done. */
type Asked = { deed: 'restart' | 'shutDown' | 'takeOver' } | { deed: 'update'; update: Update };

/** What ends or replaces what runs on this machine, or the machine's own run. */
export function MachineActions({ machine }: { machine: MachineClient }) {
  const words = useTranslation().words.machineActions;
  const { faultWords } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [original, setOriginal] = useState<Original | null>(null);
  const [updates, setUpdates] = useState<readonly Update[] | 'looking' | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  };
  useEffect(() => {
    machine.original().then((answer) => {
      setOriginal(answer.original);
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
      {fault && <Notice tone="error" {...faultWords(fault)} />}
      {original?.running && (
        <>
          <p>{words.original(original.user, original.bucket)}</p>
          <button type="button" className="button button-main" onClick={ask({ deed: 'takeOver' })}>
            {words.takeOver}
          </button>
        </>
      )}
      <div className="set-up-buttons">
        <button type="button" className="button" disabled={updates === 'looking'} onClick={look}>
          {words.update}
        </button>
        <button type="button" className="button" onClick={ask({ deed: 'restart' })}>
          {words.restart}
        </button>
        <button type="button" className="button" onClick={ask({ deed: 'shutDown' })}>
          {words.shutDown}
        </button>
      </div>
      <p role="status">{updates === 'looking' ? words.looking : updates?.length === 0 && words.noUpdate}</p>
      {updates !== 'looking' &&
        updates?.map((update) => (
          <button
            key={`${update.stick}/${update.file}`}
            type="button"
            className="button button-main"
            onClick={ask({ deed: 'update', update })}
          >
            {words.answers.update} {update.version}
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
  const { words: all, faultWords } = useTranslation();
  const words = all.machineActions;
  const [isDoing, setDoing] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const { deed } = asked;
  const act = () => {
    setDoing(true);
    setFault(null);
    const done = asked.deed === 'update' ? machine.update(asked.update) : machine[asked.deed]();
    done.catch((thrown: unknown) => {
      setFault(asAppError(thrown).fault);
      setDoing(false);
    });
  };
  const question =
    asked.deed === 'update'
      ? words.questions.update(asked.update.version, asked.update.stick_name)
      : words.questions[asked.deed];
  return (
    <Dialog title={words[deed]} onClose={onClose}>
      <div className="machine-question">
        {fault && <Notice tone="error" {...faultWords(fault)} />}
        <p role="status">{isDoing ? words.doing[deed] : question}</p>
        {!isDoing && (
          <div className="set-up-buttons">
            <button type="button" className="button" onClick={onClose}>
              {words.back}
            </button>
            <button type="button" className="button button-main" onClick={act}>
              {words.answers[deed]}
            </button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
