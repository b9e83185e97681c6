import type { HeldKey } from './held-key.ts';

/** How one of several keys could serve a ceremony, as far as it shows without a touch. */
export type Fitness =
  /** Not at all: it lacks what the page asks for. */
  | { readonly able: false }
  | {
      readonly able: true;
      /**
       * For all that the key says, it can answer as it is; else it does not show a credential of the
       * portal, or needs a PIN to be chosen first.
       */
      readonly holds: boolean;
      /** A PIN would have to be typed, so that a touch alone cannot settle which key it is. */
      readonly needsPin: boolean;
    };

/** A registration or a sign-in, as the choice of the key sees it. */
export interface Ceremony<T> {
  run(key: HeldKey): Promise<T>;
  /**
   * Asked only where there are several keys. No key blinks for it.
   * @throws WardkeyError when the key fails or the ceremony ends meanwhile
   */
  judge(key: HeldKey): Promise<Fitness>;
}
