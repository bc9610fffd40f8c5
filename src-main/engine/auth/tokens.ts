import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { tokenNameSchema, type NewToken, type TokenInfo } from '#contract/authApi';
import { appError } from '#contract/errors';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import { JsonFile, reportAndUse, type JsonFileProblem } from '#engine/platform/jsonFile';
import { SerialQueue } from '#engine/platform/serialQueue';

/** Tokens begin so, so that one is known for what it is where it turns up by mistake. */
const PREFIX = 'goat_capture_';
const MAX_TOKENS = 50;

const fileSchema = z.object({
  format: z.literal(1),
  tokens: z.array(
    z.object({ name: tokenNameSchema, created_at: z.iso.datetime({ offset: true }), hash: z.base64() }),
  ),
});
type StoredTokens = z.infer<typeof fileSchema>;
type StoredToken = StoredTokens['tokens'][number];

/** The bearer tokens of programs, by name. On disk are only their hashes: a token is random, so that a fast hash will do. */
export class Tokens {
  readonly #file: JsonFile<StoredTokens>;
  readonly #clock: Clock;
  #tokens: readonly StoredToken[] = [];
  readonly #changes = new SerialQueue();

  private constructor(dataDir: string, clock: Clock, report: (problem: JsonFileProblem) => void) {
    const none: StoredTokens = { format: 1, tokens: [] };
    const policy = { missing: none, unusable: reportAndUse(none, report), mode: 0o600 };
    this.#file = new JsonFile(path.join(dataDir, 'tokens.json'), fileSchema, policy);
    this.#clock = clock;
  }

  /**
   * Opens the tokens of a data directory. A damaged file counts as none.
   * @param report is called with the problem of a damaged file.
   */
  static async open(
    dataDir: string,
    clock: Clock,
    report: (problem: JsonFileProblem) => void,
  ): Promise<Tokens> {
    const tokens = new Tokens(dataDir, clock, report);
    tokens.#tokens = (await tokens.#file.read()).tokens;
    return tokens;
  }

  list(): TokenInfo[] {
    return this.#tokens.map(({ name, created_at }) => ({ name, created_at }));
  }

  /** @throws AppError TOKEN_EXISTS, TOO_MANY_TOKENS, DISK_FULL. */
  async make(name: string): Promise<NewToken> {
    const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const info = { name, created_at: isoWithOffset(this.#clock.now()) };
    await this.#change((tokens) => {
      if (tokens.some((other) => other.name === name)) throw appError('TOKEN_EXISTS', { name });
      if (tokens.length >= MAX_TOKENS) throw appError('TOO_MANY_TOKENS', { limit: MAX_TOKENS });
      return [...tokens, { ...info, hash: hashOf(token) }];
    });
    return { ...info, token };
  }

  /** @throws AppError TOKEN_NOT_FOUND; DISK_FULL: then the token still counts. */
  async revoke(name: string): Promise<void> {
    await this.#change((tokens) => {
      const left = tokens.filter((token) => token.name !== name);
      if (left.length === tokens.length) throw appError('TOKEN_NOT_FOUND', { name });
      return left;
    });
  }

  isValid(token: string): boolean {
    const hash = hashOf(token);
    return this.#tokens.some((known) => known.hash === hash);
  }

  /** One change after the other, each from what the one before has written; it counts once it is on the disk. */
  #change(next: (tokens: readonly StoredToken[]) => StoredToken[]): Promise<void> {
    return this.#changes.run(async () => {
      const tokens = next(this.#tokens);
      await this.#file.write({ format: 1, tokens });
      this.#tokens = tokens;
    });
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
