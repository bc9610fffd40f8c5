import { useId, type KeyboardEventHandler, type ReactNode, type RefObject } from 'react';
import './Dialog.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  onKeyDown?: KeyboardEventHandler;
  /** What has the focus at first; the panel itself where not given, so that Enter and digits are its own. */
  focusOn?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

/** A panel over the screen: the rest waits, keys stay inside, Escape closes it. It is open as long as it is drawn. */
export function Dialog({ title, onClose, onKeyDown, focusOn, children }: DialogProps) {
  const titleId = useId();
  return (
    <dialog
      ref={(dialog) => {
        if (!dialog || dialog.open) return;
        dialog.showModal();
        (focusOn?.current ?? dialog).focus();
      }}
      className="dialog"
      tabIndex={-1}
      aria-labelledby={titleId}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <h2 id={titleId} className="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
