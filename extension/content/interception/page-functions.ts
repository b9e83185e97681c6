import { DeadMan } from './dead-man.ts';
import { nativeLooking, pageGlobal } from './page-world.ts';

const NAMES = ['create', 'get'] as const;
export type CredentialFunction = (typeof NAMES)[number];

/** A call of the page's: `this` and the arguments as the page gave them. */
export interface PageCall {
  readonly target: unknown;
  readonly values: readonly unknown[];
}

type Run = (this: unknown, ...values: never[]) => unknown;

/**
 * `navigator.credentials.create()` and `get()` of the page. They look as they did before: native, on
 * their prototype, without a trace on the page's global object.
 */
export class PageFunctions {
  readonly #container = pageGlobal.CredentialsContainer.prototype;
  readonly #native: Readonly<Record<CredentialFunction, Run>>;
  readonly #ours: Readonly<Record<CredentialFunction, Run>>;
  /** When the extension is taken away, ours can be called no more, nor put anything back. */
  readonly #deadMan: DeadMan;

  constructor(onCall: (kind: CredentialFunction, call: PageCall) => unknown) {
    const container = this.#container;
    this.#native = { create: container.create, get: container.get };
    this.#deadMan = DeadMan.restoring(container, this.#native);
    this.#ours = {
      create: nativeLooking('create', function create(this: unknown, ...values: unknown[]) {
        return onCall('create', { target: this, values });
      } satisfies Run),
      get: nativeLooking('get', function get(this: unknown, ...values: unknown[]) {
        return onCall('get', { target: this, values });
      } satisfies Run),
    };
  }

  /** What the function was before, called as the page called it. */
  native(kind: CredentialFunction, { target, values }: PageCall): unknown {
    return Reflect.apply(this.#native[kind], target, values);
  }

  /** Puts ours in their place. What the page has put there itself meanwhile, it keeps. */
  hold(): void {
    this.#replace(this.#native, this.#ours);
    this.#deadMan.begin();
  }

  letGo(): void {
    this.#deadMan.end();
    this.#replace(this.#ours, this.#native);
  }

  #replace(
    present: Readonly<Record<CredentialFunction, Run>>,
    next: Readonly<Record<CredentialFunction, Run>>,
  ): void {
    for (const name of NAMES) {
      if (this.#container[name] === present[name]) {
        Reflect.set(this.#container, name, next[name]);
      }
    }
  }
}
