import { memo } from 'react';
import type { Activity } from '#contract/useCases';
import { describeActivity } from '../ui/describeActivity';
import { useTranslation } from '../ui/useTranslation';
import { Icon, type IconName } from '../ui/Icon';
import './ActivityLog.css';

const ICONS: Record<Activity['level'], IconName> = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  error: 'cross',
};

/** What happened, the newest line first. */
export function ActivityLog({ activity }: { activity: readonly Activity[] }) {
  const { messages, timeOfLine } = useTranslation();
  const newestFirst = [...activity].sort((a, b) => b.id - a.id);
  return (
    // Reachable by keyboard, so that those without a touchscreen can scroll it.
    <div className="log" role="log" aria-label={messages.activity} tabIndex={0}>
      {newestFirst.length === 0 && <p className="log-empty">{messages.noActivity}</p>}
      <ol className="log-lines">
        {newestFirst.map((line) => (
          <Line key={line.id} line={line} time={timeOfLine(line.at)} />
        ))}
      </ol>
    </div>
  );
}

interface LineProps {
  line: Activity;
  /** In words: with its day once that is over. */
  time: string;
}

/** All lines come anew with each overview, and none ever changes; a program that was started again counts from the first one. */
const isSame = (before: LineProps, next: LineProps) =>
  before.line.id === next.line.id && before.line.at === next.line.at && before.time === next.time;

const Line = memo(function Line({ line, time }: LineProps) {
  const { language } = useTranslation();
  return (
    <li className={`log-line log-${line.level}`}>
      <time dateTime={line.at}>{time}</time>
      <Icon name={ICONS[line.level]} />
      <span>{describeActivity(line, language)}</span>
    </li>
  );
}, isSame);
