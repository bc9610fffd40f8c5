import type { Store } from './store';

/** A store whose code is loaded when it is first asked for something: that of a bucket takes a while of a start. */
export class LazyStore implements Store {
  readonly #load: () => Promise<Store>;
  #loading: Promise<Store> | null = null;
  #loaded: Store | null = null;

  constructor(
    readonly kind: Store['kind'],
    readonly place: string,
    load: () => Promise<Store>,
  ) {
    this.#load = load;
  }

  get bytesPerSecond(): number {
    return this.#loaded?.bytesPerSecond ?? 0;
  }

  get rateHistory(): readonly number[] {
    return this.#loaded?.rateHistory ?? [];
  }

  readonly put: Store['put'] = async (upload) => (await this.#store()).put(upload);
  readonly holds: Store['holds'] = async (object, signal) => (await this.#store()).holds(object, signal);
  readonly copyAside: Store['copyAside'] = async (goatId, time, signal) =>
    (await this.#store()).copyAside(goatId, time, signal);
  readonly abandon: Store['abandon'] = async (checkpoint, signal) =>
    (await this.#store()).abandon(checkpoint, signal);
  readonly sweep: Store['sweep'] = async (goatId, signal) => (await this.#store()).sweep(goatId, signal);
  readonly listGoats: Store['listGoats'] = async (signal) => (await this.#store()).listGoats(signal);
  readonly check: Store['check'] = async (signal) => (await this.#store()).check(signal);
  readonly examine: Store['examine'] = async (signal) => (await this.#store()).examine(signal);

  async #store(): Promise<Store> {
    this.#loading ??= this.#load();
    this.#loaded = await this.#loading;
    return this.#loaded;
  }
}
