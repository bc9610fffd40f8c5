/** A soft, short sound: what animals know from a clock, not from a predator. */
const PITCH_HZ = 660;
const LENGTH_SEC = 0.06;
/** Of the loudest that there is. */
const VOLUME = 0.15;

let output: AudioContext | null = null;

/** Plays one soft tick; silent where the page may not make sounds, as a browser's may not before the first touch. */
export function playClick(): void {
  output ??= new AudioContext();
  const { currentTime: now, destination } = output;
  const tone = new OscillatorNode(output, { frequency: PITCH_HZ });
  const volume = new GainNode(output, { gain: VOLUME });
  volume.gain.exponentialRampToValueAtTime(0.001, now + LENGTH_SEC);
  tone.connect(volume).connect(destination);
  tone.start(now);
  tone.stop(now + LENGTH_SEC);
}
