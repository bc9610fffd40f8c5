import { useState } from 'react';
import type { KioskClient } from '../client/kioskClient';
import { useTranslation } from '../i18n/useTranslation';
import { preferences, usePreference, type Preference } from '../preferences';
import { BusTest } from './BusTest';
import { Choices } from './Choices';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { RemoteAccess } from './RemoteAccess';
import './Menu.css';

/** The button behind which all is found that is seldom wanted: how this screen looks and speaks, and ways from and to it. */
export function Menu({ client, loggedIn }: { client: KioskClient; loggedIn: boolean }) {
  const { words } = useTranslation();
  const [open, setOpen] = useState<'menu' | 'bus-test' | 'remote-access' | null>(null);
  const { remoteAccess, account } = client;
  const close = () => {
    setOpen(null);
  };
  return (
    <>
      <button
        type="button"
        className="button"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen('menu');
        }}
      >
        <Icon name="menu" />
        {words.menu}
      </button>
      {open === 'menu' && (
        <Dialog title={words.menu} onClose={close}>
          <div className="menu">
            <Chosen
              label={words.languageLabel}
              preference={preferences.language}
              choiceWords={words.languages}
            />
            <Chosen label={words.theme} preference={preferences.theme} choiceWords={words.themes} />
            <Chosen label={words.flash} preference={preferences.flash} choiceWords={words.switch} />
            <Chosen label={words.tick} preference={preferences.tick} choiceWords={words.switch} />
            <div className="menu-buttons">
              <button
                type="button"
                className="button"
                onClick={() => {
                  setOpen('bus-test');
                }}
              >
                {words.busTest}
              </button>
              {remoteAccess && (
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    setOpen('remote-access');
                  }}
                >
                  {words.remoteAccess}
                </button>
              )}
              {account && loggedIn && (
                <button type="button" className="button" onClick={() => void account.logout()}>
                  {words.logout}
                </button>
              )}
              <button type="button" className="button button-main" onClick={close}>
                {words.close}
              </button>
            </div>
          </div>
        </Dialog>
      )}
      {open === 'bus-test' && <BusTest client={client} onClose={close} />}
      {open === 'remote-access' && remoteAccess && <RemoteAccess source={remoteAccess} onClose={close} />}
    </>
  );
}

interface ChosenProps<T extends string> {
  label: string;
  preference: Preference<T>;
  choiceWords: Readonly<Record<T, string>>;
}

function Chosen<T extends string>({ label, preference, choiceWords }: ChosenProps<T>) {
  const [chosen, choose] = usePreference(preference);
  return (
    <div className="menu-choice">
      <h3 className="label">{label}</h3>
      <Choices
        label={label}
        choices={preference.choices}
        chosen={chosen}
        words={choiceWords}
        columns="two"
        onTouch={choose}
      />
    </div>
  );
}
