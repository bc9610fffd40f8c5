import type { Strength } from '#contract/screens';

/** Below these, in percent as NetworkManager has it, a network is weaker. */
const STRONG = 65;
const MEDIUM = 40;
const BARS = 4;

export function strengthLabel(percent: number): Strength {
  if (percent >= STRONG) return 'strong';
  return percent >= MEDIUM ? 'medium' : 'weak';
}

/** How many of the four bars are filled: one at least, for what is listed is there. */
export function filledBars(percent: number): number {
  return Math.max(1, Math.min(BARS, Math.ceil((percent * BARS) / 100)));
}
