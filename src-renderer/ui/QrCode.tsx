import { encode } from 'uqr';
import './QrCode.css';

/** The margin that readers need around a code, in modules: four (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** An address as a code that a phone's camera reads, dark on white in every theme, as readers expect it. */
export function QrCode({ address, label }: { address: string; label: string }) {
  const { size, path } = drawing(address);
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}

/** A code as a path of squares of one unit, in a square of `size` units. */
function drawing(text: string): { size: number; path: string } {
  // M: still read with 15 % of it lost to dust and glare.
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  return { size, path: squares.join('') };
}
