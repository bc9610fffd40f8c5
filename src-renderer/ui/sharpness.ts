import type { SharpnessLabel } from '#contract/screens';

export interface Sharpness {
  /** From 0 to 1. */
  level: number;
  label: SharpnessLabel;
}

/** The part of a preview that is looked at, in px: its middle, where the goat is, in the camera's own pixels. */
const MIDDLE = { width: 320, height: 240 };
/** The variances that stand for 0 and 1: a wall out of focus, and straw in focus. Between them it goes by ratios, as eyes do. */
const BLURRED_VARIANCE = 8;
const SHARP_VARIANCE = 2048;
const FAIR_LEVEL = 0.35;
const SHARP_LEVEL = 0.65;
/** What a new measurement counts for against those before: so that the bar does not tremble. */
const WEIGHT_OF_NEW = 0.4;

/** The middle of a picture of so many px. */
export function middleOf(width: number, height: number) {
  const size = { width: Math.min(MIDDLE.width, width), height: Math.min(MIDDLE.height, height) };
  return { x: Math.floor((width - size.width) / 2), y: Math.floor((height - size.height) / 2), ...size };
}

/**
 * The variance of the Laplacian of a picture's brightness (Pech-Pacheco et al., 2000): blur leaves no edges, and it falls.
 * @param rgba four bytes a pixel, row by row.
 */
export function edgeVariance(rgba: Uint8ClampedArray, width: number, height: number): number {
  const grey = new Float32Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const [red, green, blue] = [rgba[at * 4] ?? 0, rgba[at * 4 + 1] ?? 0, rgba[at * 4 + 2] ?? 0];
    // Rec. 601.
    grey[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  const of = (at: number) => grey[at] ?? 0;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const edge = of(at - width) + of(at + width) + of(at - 1) + of(at + 1) - 4 * of(at);
      sum += edge;
      squares += edge * edge;
    }
  }
  const count = Math.max((width - 2) * (height - 2), 1);
  return squares / count - (sum / count) ** 2;
}

/** What a variance means, calmed by what was told before. */
export function sharpnessOf(variance: number, before: Sharpness | null): Sharpness {
  const ratio =
    Math.log(Math.max(variance, 1) / BLURRED_VARIANCE) / Math.log(SHARP_VARIANCE / BLURRED_VARIANCE);
  const measured = Math.min(Math.max(ratio, 0), 1);
  const level = before ? before.level + WEIGHT_OF_NEW * (measured - before.level) : measured;
  return { level, label: level < FAIR_LEVEL ? 'blurred' : level < SHARP_LEVEL ? 'fair' : 'sharp' };
}
