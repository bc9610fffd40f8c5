import { useId, type KeyboardEventHandler, type ReactNode } from 'react';
import './Dialog.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  onKeyDown?: KeyboardEventHandler;
  children: ReactNode;
}

/** A panel over the screen: the rest waits, keys stay inside, Escape closes it. It is open as long as it is drawn. */
export function Dialog({ title, onClose, onKeyDown, children }: DialogProps) {
  const titleId = useId();
  return (
    <dialog
      ref={openModal}
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

function openModal(dialog: HTMLDialogElement | null): void {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  // Not the first button: Enter and the digits of a keyboard are then the panel's own.
  dialog.focus();
}
