import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '../../../src-main/contract/errors';
import type { RemoteAccess as Access } from '../../../src-main/contract/kiosk';
import type { KioskClient } from '../../client/kioskClient';
import { useTranslation } from '../../i18n/useTranslation';
import { Notice } from '../../components/Notice';
import './RemoteSection.css';

/** How to reach this machine from elsewhere. The password is in memory no longer than it is looked at. */
export function RemoteSection({ source }: { source: NonNullable<KioskClient['remoteAccess']> }) {
  const { faultWords } = useTranslation();
  const [access, setAccess] = useState<Access | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);

  const told = (answer: Access) => {
    setAccess(answer);
    setFault(null);
  };
  const failed = (thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  };
  useEffect(() => {
    source.read().then(told, failed);
  }, [source]);

  return (
    <>
      {fault && <Notice tone="error" {...faultWords(fault)} />}
      {access && (
        <AccessTold access={access} onNewPassword={() => void source.newPassword().then(told, failed)} />
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
