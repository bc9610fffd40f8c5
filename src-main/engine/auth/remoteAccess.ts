import { networkInterfaces } from 'node:os';
import { appError } from '#contract/errors';
import type { RemoteAccess as Answer } from '#contract/useCases';
import type { Settings } from '#contract/settings';
import type { Clock } from '#engine/platform/clock';
import type { JsonFileProblem } from '#engine/platform/jsonFile';
import type { Logger } from '#engine/platform/log';
import { LoginSessions } from './loginSessions';
import { Password } from './password';
import { Tokens } from './tokens';
import { RateLimiter } from './rateLimiter';

/** How other machines get in: addresses, password, logins. */
export class RemoteAccess {
  readonly #settings: Settings;
  readonly #password: Password;
  readonly #loginSessions: LoginSessions;
  readonly #rateLimiter: RateLimiter;
  /** The tokens of programs. */
  readonly tokens: Tokens;
  /** The TCP port that the API listens on. */
  port: number;

  private constructor(settings: Settings, password: Password, tokens: Tokens, clock: Clock) {
    this.#settings = settings;
    this.#password = password;
    this.tokens = tokens;
    this.#loginSessions = new LoginSessions(clock);
    this.#rateLimiter = new RateLimiter(clock);
    this.port = settings.PORT;
  }

  /**
   * Opens the access to a data directory, with the password of API_PASSWORD or that of an earlier run. Where a file of
   * it is damaged nobody gets in by that, and the kiosk works all the same.
   */
  static async open(settings: Settings, dataDir: string, clock: Clock, log: Logger): Promise<RemoteAccess> {
    const report = ({ file }: JsonFileProblem) => {
      log.error({ file }, 'this file is damaged: the password or the tokens in it are no longer known');
    };
    const password = await Password.open(dataDir, settings.API_PASSWORD, report);
    return new RemoteAccess(settings, password, await Tokens.open(dataDir, clock, report), clock);
  }

  /** Makes the first password, where there is none; returns it. Nobody can log in before. */
  async makeFirstPassword(): Promise<string | null> {
    return this.#password.isSet ? null : this.#password.makeNew();
  }

  /** Where the page is under a name or address of this machine. */
  addressAt(host: string): string {
    return `${this.#settings.TLS_CERT === undefined ? 'http' : 'https'}://${host}:${this.port}`;
  }

  /** What the kiosk shows for those who want to reach it. */
  describe(): Answer {
    return {
      addresses: this.#hosts().map((host) => this.addressAt(host)),
      auth: this.#settings.API_AUTH,
      password: this.#settings.API_PASSWORD === undefined ? this.#password.madeNow : null,
      password_is_fixed: this.#settings.API_PASSWORD !== undefined,
    };
  }

  /**
   * Makes a new password and ends all logins.
   * @throws AppError PASSWORD_IS_FIXED where API_PASSWORD sets it.
   */
  async newPassword(): Promise<Answer> {
    if (this.#settings.API_PASSWORD !== undefined) throw appError('PASSWORD_IS_FIXED', {});
    await this.#password.makeNew();
    this.#loginSessions.endAll();
    return this.describe();
  }

  /**
   * Sets the password that somebody at this machine has chosen, and ends all logins.
   * @throws AppError PASSWORD_IS_FIXED where API_PASSWORD sets it.
   */
  async choosePassword(chosen: string): Promise<void> {
    if (this.#settings.API_PASSWORD !== undefined) throw appError('PASSWORD_IS_FIXED', {});
    await this.#password.change(chosen);
    this.#loginSessions.endAll();
  }

  /** Ends all logins: for who sits at this machine. */
  endAllLogins(): void {
    this.#loginSessions.endAll();
  }

  /**
   * Begins a login for who knows the password; returns its id.
   * @param address of who tries.
   * @throws AppError WRONG_PASSWORD, TOO_MANY_TRIES.
   */
  async logIn(candidate: string, address: string): Promise<string> {
    await this.#checkPassword(candidate, address);
    return this.#loginSessions.begin();
  }

  logOut(id: string): void {
    this.#loginSessions.end(id);
  }

  /**
   * Ends all logins, this one too.
   * @throws AppError LOGIN_REQUIRED where this is none.
   */
  logOutEverywhere(id: string): void {
    if (!this.#loginSessions.isAlive(id)) throw appError('LOGIN_REQUIRED', {});
    this.#loginSessions.endAll();
  }

  /**
   * Sets a new password for who knows the one before, and ends all logins.
   * @param address of who tries.
   * @returns the id of a new login, for who has changed it.
   * @throws AppError PASSWORD_IS_FIXED, WRONG_PASSWORD, TOO_MANY_TRIES.
   */
  async changePassword(current: string, next: string, address: string): Promise<string> {
    if (this.#settings.API_PASSWORD !== undefined) throw appError('PASSWORD_IS_FIXED', {});
    await this.#checkPassword(current, address);
    await this.choosePassword(next);
    return this.#loginSessions.begin();
  }

  /** True where the id is that of a login; counts as a sign of life. */
  isLoggedIn(id: string): boolean {
    return this.#loginSessions.isValid(id);
  }

  /** The same, without being a sign of life. */
  isLoginAlive(id: string): boolean {
    return this.#loginSessions.isAlive(id);
  }

  async #checkPassword(candidate: string, address: string): Promise<void> {
    // What is not even looked at is no try.
    this.#password.requireRoom();
    const giveBackTry = this.#rateLimiter.consume(address);
    if (!(await this.#password.matches(candidate))) throw appError('WRONG_PASSWORD', {});
    giveBackTry();
  }

  #hosts(): string[] {
    const { HOST: host } = this.#settings;
    if (host !== '0.0.0.0' && host !== '::') return [host.includes(':') ? `[${host}]` : host];
    const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
  }
}
