import { useState } from 'react';
import type { KioskClient } from '../client/kioskClient';
import { useTranslation } from '../ui/useTranslation';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { AppearanceChoices } from '../ui/AppearanceChoices';
import './Menu.css';

interface MenuProps {
  client: KioskClient;
  loggedIn: boolean;
  /** Leads to Set up; null where that is not to be had now. */
  onSettings: (() => void) | null;
  /** Shows what was captured. */
  onSessions: () => void;
  /** Shows what can be copied to a USB stick. */
  onUsbExport: () => void;
}

/** The button behind which all is found that is seldom wanted: how this screen looks and speaks, and ways from and to it. */
export function Menu({ client, loggedIn, onSettings, onSessions, onUsbExport }: MenuProps) {
  const { messages } = useTranslation();
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
        {messages.menu}
      </button>
      {isOpen && (
        <Dialog
          title={messages.menu}
          onClose={() => {
            setOpen(false);
          }}
        >
          <div className="menu">
            <AppearanceChoices />
            <div className="menu-buttons">
              <button
                type="button"
                className="button"
                onClick={() => {
                  setOpen(false);
                  onSessions();
                }}
              >
                {messages.sessions.title}
              </button>
              <button
                type="button"
                className="button"
                onClick={() => {
                  setOpen(false);
                  onUsbExport();
                }}
              >
                {messages.usbExport.title}
              </button>
              {onSettings && (
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    setOpen(false);
                    onSettings();
                  }}
                >
                  <Icon name="gear" />
                  {messages.settings}
                </button>
              )}
              {account && loggedIn && (
                <button type="button" className="button" onClick={() => void account.logout()}>
                  {messages.logout}
                </button>
              )}
              <button
                type="button"
                className="button button-main"
                onClick={() => {
                  setOpen(false);
                }}
              >
                {messages.close}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
