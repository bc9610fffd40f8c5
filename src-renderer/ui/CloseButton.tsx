import { useTranslation } from './useTranslation';

/** The way out of a dialog, the last and strongest of its buttons. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  const { messages } = useTranslation();
  return (
    <button type="button" className="button button-main" onClick={onClose}>
      {messages.close}
    </button>
  );
}
