import { Icon } from '../ui/Icon';
import { useTranslation } from '../ui/useTranslation';

/** What the machine's own files say, and nobody can change on a screen. */
export function LockedSetting({ value }: { value: string }) {
  const { messages } = useTranslation();
  return (
    <p className="set-up-fixed">
      <Icon name="lock" />
      <b>{value}</b> {messages.settingIsFixed}
    </p>
  );
}
