/** What a secret is replaced by. */
const HIDDEN = '[hidden]';
/** A shorter text is no secret, and would be found everywhere. */
const MIN_SECRET = 8;

/** Strings, and lists of them, that stand in JSON under a name which speaks of a secret. */
const SECRET_FIELD =
  /("[^"\\]*(?:password|secret|token|cookie|authorization|credential)[^"\\]*"\s*:\s*)("(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi;
/** Ids of AWS keys, and our own tokens: they are known by how they begin. */
const KNOWN_SHAPES = /\b(?:AKIA|ASIA)[A-Z0-9]{8,}|\bgoat_capture_[A-Za-z0-9_-]{40,}/g;

/** Name and password in an address. */
const LOGIN_IN_URL = /(:\/\/)[^/@\s"]+@/g;

/** The environment's variables that hold a secret. */
const SECRET_VARIABLES = [
  'API_PASSWORD',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
] as const;

/** Knows what must never leave the program in a log, an event or a bundle, and takes it out. */
export class Secrets {
  readonly #values = new Set<string>();

  constructor(environment: Readonly<Record<string, string | undefined>> = {}) {
    for (const name of SECRET_VARIABLES) this.hide(environment[name]);
  }

  /** From now on this value is taken out wherever it stands. */
  hide(value: string | undefined): void {
    if (value === undefined || value.length < MIN_SECRET) return;
    this.#values.add(value);
    // As it stands within JSON.
    this.#values.add(JSON.stringify(value).slice(1, -1));
  }

  /** A text, JSON or not, without secrets. */
  without(text: string): string {
    const named = text
      .replace(SECRET_FIELD, `$1"${HIDDEN}"`)
      .replace(KNOWN_SHAPES, HIDDEN)
      .replace(LOGIN_IN_URL, `$1${HIDDEN}@`);
    return [...this.#values].reduce((rest, value) => rest.replaceAll(value, HIDDEN), named);
  }
}
