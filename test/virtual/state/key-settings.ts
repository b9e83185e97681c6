import type { KeyModel } from '../key-options.ts';

/** What authenticatorConfig changes and a reset brings back (CTAP 2.1 §6.11). */
export class KeySettings {
  readonly #model: KeyModel;
  alwaysUv = false;
  enterpriseAttestation = false;
  longTouchForReset = false;
  /** RP IDs that may learn the least PIN length. */
  minPinLengthRpIds: readonly string[] = [];

  constructor(model: KeyModel) {
    this.#model = model;
    this.restore();
  }

  /** As the key left the factory. */
  restore(): void {
    this.alwaysUv = this.#model.alwaysUv;
    this.enterpriseAttestation = this.#model.enterpriseAttestation === true;
    this.longTouchForReset = this.#model.longTouchForReset === true;
    this.minPinLengthRpIds = this.#model.minPinLengthRpIds;
  }
}
