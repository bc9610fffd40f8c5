import type { Overview } from '../../../src-main/contract/kiosk';
import { useTranslation } from '../../i18n/useTranslation';
import './AboutSection.css';

/** What this is. */
export function AboutSection({ overview }: { overview: Overview }) {
  const { words } = useTranslation();
  const { health, store } = overview;
  return (
    <dl className="about">
      <dt>{words.program}</dt>
      <dd>{words.appName}</dd>
      <dt>{words.version}</dt>
      <dd>{health.version}</dd>
      <dt>{store.kind === 's3' ? words.bucket : words.folder}</dt>
      <dd>{store.place}</dd>
      <dt>{words.font}</dt>
      <dd>Inter, SIL Open Font License 1.1</dd>
    </dl>
  );
}
