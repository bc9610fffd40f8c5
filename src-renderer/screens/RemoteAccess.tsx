import { useState } from 'react';
import { asAppError, type Fault } from '../../src-main/contract/errors';
import type { RemoteAccess as Access } from '../../src-main/contract/kiosk';
import type { KioskClient } from '../client/kioskClient';
import { Dialog } from '../components/Dialog';
import { Notice } from '../components/Notice';
import { useTranslation } from '../i18n/useTranslation';
import './RemoteAccess.css';

/** The kiosk's button that tells how to reach it from elsewhere, and the panel behind it. */
export function RemoteAccess({ source }: { source: NonNullable<KioskClient['remoteAccess']> }) {
  const { words, faultWords } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [access, setAccess] = useState<Access | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);

  const show = async (reading: Promise<Access>) => {
    try {
      setAccess(await reading);
      setFault(null);
    } catch (thrown) {
      setFault(asAppError(thrown).fault);
    }
  };
  const close = () => {
    setOpen(false);
    // A password is not kept any longer than it is looked at.
    setAccess(null);
  };

  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => {
          setOpen(true);
          void show(source.read());
        }}
      >
        {words.remoteAccess}
      </button>
      {isOpen && (
        <Dialog title={words.remoteAccess} onClose={close}>
          {fault && <Notice tone="error" {...faultWords(fault)} />}
          {access && <AccessTold access={access} onNewPassword={() => void show(source.newPassword())} />}
          <div className="remote-buttons">
            <button type="button" className="button button-main" onClick={close}>
              {words.close}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function AccessTold({ access, onNewPassword }: { access: Access; onNewPassword: () => void }) {
  const { words } = useTranslation();
  const { addresses, auth, password, password_is_fixed: isFixed } = access;
  return (
    <div className="remote">
      <p>{addresses.length > 0 ? words.remoteText : words.remoteNoAddress}</p>
      <ul className="remote-addresses">
        {addresses.map((address) => (
          <li key={address}>{address}</li>
        ))}
      </ul>
      {auth === 'none' ? (
        <p className="remote-open">{words.remoteOpen}</p>
      ) : (
        <div className="remote-password">
          {password === null ? (
            <p>{isFixed ? words.remoteFixed : words.remoteHidden}</p>
          ) : (
            <dl>
              <dt>{words.password}</dt>
              <dd>{password}</dd>
            </dl>
          )}
          {!isFixed && (
            <div>
              <button type="button" className="button" onClick={onNewPassword}>
                {words.newPassword}
              </button>
              <p className="remote-hint">{words.newPasswordHint}</p>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
