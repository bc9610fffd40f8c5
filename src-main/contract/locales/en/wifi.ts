import type { WifiNetwork } from '../../wifi';
import type { Strength } from '../../screens';

/** The words of Wi-Fi in English. */
export const enWifi = {
  absent: 'This machine has no Wi-Fi that could be set here.',
  isOff: 'The Wi-Fi is switched off.',
  switchOn: 'Switch the Wi-Fi on',
  switchingOn: 'Switching the Wi-Fi on…',
  looking: 'Looking for networks…',
  noneFound: 'No network is in reach.',
  choose: 'Touch the network to join.',
  rescan: 'Look again',
  networks: 'Networks',
  strengths: { strong: 'strong', medium: 'medium', weak: 'weak' } satisfies Record<
    Strength,
    string
  > as Record<Strength, string>,
  locks: { open: 'open', key: 'with a key', other: 'not from here' } satisfies Record<
    WifiNetwork['lock'],
    string
  > as Record<WifiNetwork['lock'], string>,
  connected: 'connected',
  known: 'key is kept',
  connectedAt: (address: string) => `Connected. The address of this machine is ${address}.`,
  connectedNow: 'Connected.',
  openWarning: 'This network is open: everybody nearby can join it, and read along.',
  otherWarning: 'This network wants more than a key, or its lock is too old: it cannot be joined from here.',
  join: 'Join',
  typeKey: 'Type the key',
  keyOf: (network: string) => `Key of ${network}`,
  keyRule: '8 to 63 characters, as on the label of the router',
  joining: (network: string) => `Joining ${network}… This can take a minute or two.`,
  forget: 'Forget the network',
  forgetting: 'Forgetting…',
  unseen: 'known, out of reach or hidden',
  unseenText:
    'This machine joins it by itself where it is in reach. Once forgotten, it has to be joined anew.',
  forgetWarning: 'Its key has to be typed again to join it later.',
  other: 'Network with a hidden name',
  otherName: 'Name of the network',
  otherIsOpen: 'It has no key',
};
