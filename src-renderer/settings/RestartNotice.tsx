import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import type { SettingsState } from './useSettings';

interface RestartNoticeProps {
  settings: Pick<SettingsState<{ needs_restart: boolean }>, 'answer' | 'fault' | 'isRestarting' | 'restart'>;
}

/** What stands in the way of a change, and the restart that makes it hold. */
export function RestartNotice({ settings }: RestartNoticeProps) {
  const { messages, describeFault } = useTranslation();
  const { answer, fault, isRestarting, restart } = settings;
  return (
    <>
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      {answer?.needs_restart && (
        <div className="set-up-restart" role="status">
          <Icon name="info" />
          <p>{isRestarting ? messages.restarting : messages.needsRestart}</p>
          <button type="button" className="button button-main" disabled={isRestarting} onClick={restart}>
            {messages.restart}
          </button>
        </div>
      )}
    </>
  );
}
