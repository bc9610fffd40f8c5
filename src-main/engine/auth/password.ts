import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { appError } from '#contract/errors';
import { JsonFile, reportAndUse, type JsonFileProblem } from '#engine/platform/jsonFile';
import { SerialQueue } from '#engine/platform/serialQueue';
import { scryptKey, type ScryptCost } from './scryptKey';

/** scrypt's cost for new hashes: 32 MB and some 60 ms on a desktop, so that a stolen hash is slow to guess from. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
/** Passwords that may wait to be looked at. */
const MAX_WAITING = 10;

const hashSchema = z.object({
  format: z.literal(1),
  N: z.number().int(),
  r: z.number().int(),
  p: z.number().int(),
  salt: z.base64(),
  key: z.base64(),
});
type Hash = z.infer<typeof hashSchema>;

/** Letters and digits that can't be taken for one another when they are read off a screen. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A secret that people type, such as the one password for those who come over the network; only its hash is on disk. */
export class Password {
  readonly #file: JsonFile<Hash, null>;
  #hash: Hash | null = null;
  #madeNow: string | null = null;
  #waiting = 0;
  readonly #derivations = new SerialQueue();

  private constructor(file: string, report: (problem: JsonFileProblem) => void) {
    const policy = { missing: null, unusable: reportAndUse(null, report), mode: 0o600 };
    this.#file = new JsonFile<Hash, null>(file, hashSchema, policy);
  }

  /**
   * Opens the password of a data directory. A damaged file counts as none.
   * @param given sets it; where it is missing the one of an earlier run stays.
   * @param report is called with the problem of a damaged file; may throw.
   * @param file name of the file with its hash.
   */
  static async open(
    dataDir: string,
    given: string | undefined,
    report: (problem: JsonFileProblem) => void,
    file = 'password.json',
  ): Promise<Password> {
    const password = new Password(path.join(dataDir, file), report);
    password.#hash = await password.#file.read();
    if (given !== undefined && !(await password.matches(given))) await password.#set(given);
    return password;
  }

  /** False until one is given or made: nobody can log in before. */
  get isSet(): boolean {
    return this.#hash !== null;
  }

  /** The password in clear where this run has made it; else null. */
  get madeNow(): string | null {
    return this.#madeNow;
  }

  /** Makes and sets a new password, of about 59 bits. */
  async makeNew(): Promise<string> {
    const letters = Array.from({ length: 12 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
    const made = [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)]
      .map((group) => group.join(''))
      .join('-');
    await this.#set(made);
    this.#madeNow = made;
    return made;
  }

  /** Sets a password that somebody has chosen. */
  async change(chosen: string): Promise<void> {
    await this.#set(chosen);
    this.#madeNow = null;
  }

  /** @throws AppError TOO_MANY_TRIES where many are waiting to be looked at. */
  requireRoom(): void {
    if (this.#waiting >= MAX_WAITING) throw appError('TOO_MANY_TRIES', { seconds: 5 });
  }

  /**
   * True where this is the password, and still is once it has been looked at; takes as long for a wrong one as for the
   * right one. One is looked at at a time: each takes memory and a processor, which pictures need too.
   */
  async matches(candidate: string): Promise<boolean> {
    const hash = this.#hash;
    if (!hash) return false;
    this.#waiting += 1;
    try {
      const salt = Buffer.from(hash.salt, 'base64');
      const key = await this.#derivations.run(() => derive(candidate, salt, hash));
      const isRight = timingSafeEqual(key, Buffer.from(hash.key, 'base64'));
      return isRight && hash === this.#hash;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #set(password: string): Promise<void> {
    const salt = randomBytes(16);
    const key = await derive(password, salt, COST);
    const hash: Hash = { format: 1, ...COST, salt: salt.toString('base64'), key: key.toString('base64') };
    await this.#file.write(hash);
    this.#hash = hash;
  }
}

function derive(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  return scryptKey(password.normalize('NFC'), salt, cost);
}
