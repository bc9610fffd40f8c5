import { wifiKeySchema } from '#contract/wifi';
import { TextPad } from '../../ui/TextPad';
import { useTranslation } from '../../ui/useTranslation';

interface WifiPasswordDialogProps {
  network: string;
  onDone: (key: string) => void;
  onClose: () => void;
}

/** Hexadecimal digits; typed keys have 63 at most. */
const MAX_KEY = 64;

/** The key of a Wi-Fi network, on the screen's own keyboard. */
export function WifiPasswordDialog({ network, onDone, onClose }: WifiPasswordDialogProps) {
  const messages = useTranslation().messages.wifi;
  return (
    <TextPad
      title={messages.keyOf(network)}
      hint={messages.keyRule}
      initial=""
      maxLength={MAX_KEY}
      isSecret
      isFit={(key) => wifiKeySchema.safeParse(key).success}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
