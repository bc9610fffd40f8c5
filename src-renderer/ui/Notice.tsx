import { Icon } from './Icon';
import './Notice.css';

interface NoticeProps {
  tone: 'warning' | 'error';
  message: string;
  fix: string;
}

/** Something is wrong, in words: what it is and what to do. */
export function Notice({ tone, message, fix }: NoticeProps) {
  return (
    <p className={`notice notice-${tone}`} role="alert">
      <Icon name="warning" />
      <span>
        <b>{message}</b> {fix}
      </span>
    </p>
  );
}
