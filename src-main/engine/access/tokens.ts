import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { tokenNameSchema, type NewToken, type TokenInfo } from '../../contract/access';
import { appError } from '../../contract/errors';
import { isoWithOffset, type Clock } from '../clock';
import { errorCodeOf, writeFileDurably } from '../spool/durable';

/** Tokens begin so, so that one is known for what it is where it turns up by mistake. */
const PREFIX = 'goat_capture_';
const MOST_TOKENS = 50;

const fileSchema = z.object({
  format: z.literal(1),
  tokens: z.array(
    z.object({ name: tokenNameSchema, created_at: z.iso.datetime({ offset: true }), hash: z.base64() }),
  ),
});
type StoredToken = z.infer<typeof fileSchema>['tokens'][number];

/** The bearer tokens of programs, by name. On disk are only their hashes: a token is random, so that a fast hash will do. */
export class Tokens {
  readonly #file: string;
  readonly #clock: Clock;
  #tokens: readonly StoredToken[] = [];

  private constructor(dataDir: string, clock: Clock) {
    this.#file = path.join(dataDir, 'tokens.json');
    this.#clock = clock;
  }

  /** Opens the tokens of a data directory. */
  static async open(dataDir: string, clock: Clock): Promise<Tokens> {
    const tokens = new Tokens(dataDir, clock);
    tokens.#tokens = await tokens.#read();
    return tokens;
  }

  list(): TokenInfo[] {
    return this.#tokens.map(({ name, created_at }) => ({ name, created_at }));
  }

  /** @throws AppError TOKEN_EXISTS, TOO_MANY_TOKENS. */
  async make(name: string): Promise<NewToken> {
    if (this.#tokens.some((token) => token.name === name)) throw appError('TOKEN_EXISTS', { name });
    if (this.#tokens.length >= MOST_TOKENS) throw appError('TOO_MANY_TOKENS', { limit: MOST_TOKENS });
    const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const info = { name, created_at: isoWithOffset(this.#clock.now()) };
    await this.#keep([...this.#tokens, { ...info, hash: hashOf(token) }]);
    return { ...info, token };
  }

  /** @throws AppError TOKEN_NOT_FOUND. */
  async revoke(name: string): Promise<void> {
    const left = this.#tokens.filter((token) => token.name !== name);
    if (left.length === this.#tokens.length) throw appError('TOKEN_NOT_FOUND', { name });
    await this.#keep(left);
  }

  isValid(token: string): boolean {
    const hash = hashOf(token);
    return this.#tokens.some((known) => known.hash === hash);
  }

  /** Counts at once, also for what comes while it is being written. */
  async #keep(tokens: readonly StoredToken[]): Promise<void> {
    this.#tokens = tokens;
    await writeFileDurably(this.#file, `${JSON.stringify({ format: 1, tokens })}\n`, 0o600);
  }

  async #read(): Promise<readonly StoredToken[]> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.#file, 'utf8'))).tokens;
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
