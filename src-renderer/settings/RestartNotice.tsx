import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import type { SettingsInHand } from './useSettings';

interface RestartNoticeProps {
  settings: Pick<SettingsInHand<{ needs_restart: boolean }>, 'answer' | 'fault' | 'isRestarting' | 'restart'>;
}

/** What stands in the way of a change, and the restart that makes it hold. */
export function RestartNotice({ settings }: RestartNoticeProps) {
  const { words, faultWords } = useTranslation();
  const { answer, fault, isRestarting, restart } = settings;
  return (
    <>
      {fault && <Notice tone="error" {...faultWords(fault)} />}
      {answer?.needs_restart && (
        <div className="set-up-restart" role="status">
          <Icon name="info" />
          <p>{isRestarting ? words.restarting : words.needsRestart}</p>
          <button type="button" className="button button-main" disabled={isRestarting} onClick={restart}>
            {words.restart}
          </button>
        </div>
      )}
    </>
  );
}
