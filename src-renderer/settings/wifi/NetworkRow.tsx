import type { ReactNode } from 'react';
import type { WifiNetwork } from '#contract/wifi';
import { Icon } from '../../ui/Icon';
import { useTranslation } from '../../ui/useTranslation';
import { filledBars, strengthLabel } from './signalStrength';

/** Heights of the bars on a grid of 24. */
const HEIGHTS = [6, 11, 16, 21];

/** A network: how strong it is, its name, and whether it wants a key. */
export function NetworkRow({ network, onTouch }: { network: WifiNetwork; onTouch: () => void }) {
  const messages = useTranslation().messages.wifi;
  const { name, strength, lock, connected, known } = network;
  const told = [
    ...(connected ? [messages.connected] : []),
    messages.strengths[strengthLabel(strength)],
    messages.locks[lock],
    ...(known && !connected ? [messages.known] : []),
  ];
  return (
    <Row name={name} bars={filledBars(strength)} isConnected={connected} onTouch={onTouch}>
      {connected && <Icon name="check" />}
      {lock !== 'open' && <Icon name="lock" />}
      {told.join(', ')}
    </Row>
  );
}

/** A network that is known, and not seen now. */
export function OutOfRangeRow({ name, onTouch }: { name: string; onTouch: () => void }) {
  const messages = useTranslation().messages.wifi;
  return (
    <Row name={name} bars={0} isConnected={false} onTouch={onTouch}>
      {messages.unseen}
    </Row>
  );
}

interface RowProps {
  name: string;
  /** How many of the bars are filled. */
  bars: number;
  isConnected: boolean;
  onTouch: () => void;
  /** What is told of it. */
  children: ReactNode;
}

function Row({ name, bars, isConnected, onTouch, children }: RowProps) {
  return (
    <button type="button" className="button wifi-row" aria-current={isConnected} onClick={onTouch}>
      <svg className="wifi-bars" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        {HEIGHTS.map((height, index) => (
          <rect
            key={height}
            className={index < bars ? 'wifi-bar wifi-bar-filled' : 'wifi-bar'}
            x={1 + 6 * index}
            y={23 - height}
            width="4"
            height={height}
          />
        ))}
      </svg>
      <span className="wifi-name">{name}</span>
      <span className="wifi-told">{children}</span>
    </button>
  );
}
