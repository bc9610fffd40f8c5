import { wifiKeySchema } from '#contract/wifi';
import { TextPad } from '../../ui/TextPad';
import { useTranslation } from '../../ui/useTranslation';

interface KeyPadProps {
  network: string;
  onDone: (key: string) => void;
  onClose: () => void;
}

/** Hexadecimal digits; typed keys have 63 at most. */
const LONGEST_KEY = 64;

/** The key of a Wi-Fi network, on the screen's own keyboard. */
export function KeyPad({ network, onDone, onClose }: KeyPadProps) {
  const words = useTranslation().words.wifi;
  return (
    <TextPad
      title={words.keyOf(network)}
      hint={words.keyRule}
      initial=""
      maxLength={LONGEST_KEY}
      isSecret
      isFit={(key) => wifiKeySchema.safeParse(key).success}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
