import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { RemoteAccess as Access } from '#contract/useCases';
import { isLoopbackUrl } from '#contract/loopback';
import type { KioskClient } from '../client/kioskClient';
import { Notice } from '../ui/Notice';
import { QrCode } from '../ui/QrCode';
import { useTranslation } from '../ui/useTranslation';
import './RemoteAccessSection.css';

/** How to reach this machine from elsewhere. The password is in memory no longer than it is looked at. */
export function RemoteAccessSection({ source }: { source: NonNullable<KioskClient['remoteAccess']> }) {
  const { describeFault } = useTranslation();
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
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      {access && (
        <AccessTold access={access} onNewPassword={() => void source.newPassword().then(told, failed)} />
      )}
    </>
  );
}

function AccessTold({ access, onNewPassword }: { access: Access; onNewPassword: () => void }) {
  const { messages } = useTranslation();
  const { addresses, auth, password, password_is_fixed: isFixed } = access;
  return (
    <div className="remote">
      {addresses.length === 0 && <p>{messages.remoteNoAddress}</p>}
      {addresses.length > 0 && <Addresses addresses={addresses} />}
      {auth === 'none' ? (
        <p className="remote-open">{messages.remoteOpen}</p>
      ) : (
        <div className="remote-password">
          {password === null ? (
            <p>{isFixed ? messages.remoteFixed : messages.remoteHidden}</p>
          ) : (
            <dl>
              <dt>{messages.password}</dt>
              <dd>{password}</dd>
            </dl>
          )}
          {!isFixed && (
            <div>
              <button type="button" className="button" onClick={onNewPassword}>
                {messages.newPassword}
              </button>
              <p className="remote-hint">{messages.newPasswordHint}</p>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** The addresses, and the code of one of them: of the first, until another one is touched. */
function Addresses({ addresses }: { addresses: readonly string[] }) {
  const { messages } = useTranslation();
  const [chosen, setChosen] = useState(addresses[0]);
  const shown = chosen !== undefined && addresses.includes(chosen) ? chosen : addresses[0];
  if (shown === undefined) return null;
  return (
    <div className="remote-addresses">
      <div className="remote-ways">
        <p>{messages.remoteText}</p>
        <p className="remote-address">{shown}</p>
        {isLoopbackUrl(shown) ? (
          <p className="remote-hint">{messages.remoteOnlyHere}</p>
        ) : (
          <p>{messages.remoteScan}</p>
        )}
        {addresses.length > 1 && (
          <div className="set-up-buttons">
            {addresses
              .filter((address) => address !== shown)
              .map((address) => (
                <button
                  key={address}
                  type="button"
                  className="button"
                  onClick={() => {
                    setChosen(address);
                  }}
                >
                  {address}
                </button>
              ))}
          </div>
        )}
      </div>
      {!isLoopbackUrl(shown) && <QrCode address={shown} label={messages.remoteCode(shown)} />}
    </div>
  );
}
