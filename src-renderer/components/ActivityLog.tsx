import type { Activity } from '../../src-main/contract/kiosk';
import { activityWords } from '../i18n/activityWords';
import { useTranslation } from '../i18n/useTranslation';
import { Icon, type IconName } from './Icon';
import './ActivityLog.css';

const ICONS: Record<Activity['level'], IconName> = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  error: 'cross',
};

/** What happened, the newest line first. */
export function ActivityLog({ activity }: { activity: readonly Activity[] }) {
  const { words, language, timeOfLine } = useTranslation();
  const newestFirst = [...activity].sort((a, b) => b.id - a.id);
  return (
    // Reachable by keyboard, so that those without a touchscreen can scroll it.
    <div className="log" role="log" aria-label={words.activity} tabIndex={0}>
      {newestFirst.length === 0 && <p className="log-empty">{words.noActivity}</p>}
      <ol className="log-lines">
        {newestFirst.map((line) => (
          <li key={line.id} className={`log-line log-${line.level}`}>
            <time dateTime={line.at}>{timeOfLine(line.at)}</time>
            <Icon name={ICONS[line.level]} />
            <span>{activityWords(line, language)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
