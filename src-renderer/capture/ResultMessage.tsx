import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import './ResultMessage.css';

const ICONS = { success: 'check', neutral: 'stop', error: 'warning' } as const;

interface ResultMessageProps {
  tone: keyof typeof ICONS;
  title: string;
  message: string;
  fix: string;
  /** The buttons that lead on. */
  children: ReactNode;
}

/** One large message: what happened, what to do, and how to go on. */
export function ResultMessage({ tone, title, message, fix, children }: ResultMessageProps) {
  return (
    <section className={`panel end end-${tone}`}>
      <div className="end-sign">
        <Icon name={ICONS[tone]} />
      </div>
      <div className="end-words" role={tone === 'error' ? 'alert' : 'status'}>
        <h2>{title}</h2>
        <p className="end-message">{message}</p>
        <p>{fix}</p>
      </div>
      <div className="end-buttons">{children}</div>
    </section>
  );
}
