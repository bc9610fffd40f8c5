import { useState } from 'react';
import type { KioskClient } from '../client/kioskClient';
import { useTranslation } from '../ui/useTranslation';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { LookChoices } from '../ui/AppearanceChoices';
import './Menu.css';

interface MenuProps {
  client: KioskClient;
  loggedIn: boolean;
  /** Leads to Set up; null where that is not to be had now. */
  onSetUp: (() => void) | null;
  /** Shows what was captured. */
  onSessions: () => void;
  /** Shows what can be copied to a USB stick. */
  onStick: () => void;
}

/** The button behind which all is found that is seldom wanted: how this screen looks and speaks, and ways from and to it. */
export function Menu({ client, loggedIn, onSetUp, onSessions, onStick }: MenuProps) {
  const { words } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { account } = client;
  return (
    <>
      <button
        type="button"
        className="button"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Icon name="menu" />
        {words.menu}
      </button>
      {isOpen && (
        <Dialog
          title={words.menu}
          onClose={() => {
            setOpen(false);
          }}
        >
          <div className="menu">
            <LookChoices />
            <div className="menu-buttons">
              <button
                type="button"
                className="button"
                onClick={() => {
                  setOpen(false);
                  onSessions();
                }}
              >
                {words.sessions.title}
              </button>
              <button
                type="button"
                className="button"
                onClick={() => {
                  setOpen(false);
                  onStick();
                }}
              >
                {words.sticks.title}
              </button>
              {onSetUp && (
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    setOpen(false);
                    onSetUp();
                  }}
                >
                  <Icon name="gear" />
                  {words.setUp}
                </button>
              )}
              {account && loggedIn && (
                <button type="button" className="button" onClick={() => void account.logout()}>
                  {words.logout}
                </button>
              )}
              <button
                type="button"
                className="button button-main"
                onClick={() => {
                  setOpen(false);
                }}
              >
                {words.close}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
