import type { CardKey } from './card-key.ts';
import type { SlotName } from './data-objects.ts';

export interface PivCardOptions {
  readonly atr?: Uint8Array;
  readonly keys?: Partial<Readonly<Record<SlotName, CardKey>>>;
  /** 6 to 8 digits. */
  readonly pin?: string;
  /** 8 digits. */
  readonly puk?: string;
  readonly tries?: number;
  /** When the cardholder identifier expires; `null` for a card without one. */
  readonly expiry?: Date | null;
  readonly discovery?: boolean;
  /** Certificates in gzip, as SP 800-73-4 part 1 appendix A allows. */
  readonly compressed?: boolean;
  readonly extendedLength?: boolean;
  /** Answers a case 2 command whose Le is not exact with 6Cxx. */
  readonly exactLe?: boolean;
  /** Data objects in the place of the card's own, by tag, as they stand inside the 53. */
  readonly objects?: ReadonlyMap<number, Uint8Array>;
  /** Answers Yubico's own instructions for version and serial number. */
  readonly yubico?: {
    readonly version: readonly [number, number, number];
    readonly serial: number;
    /** Slots whose key wants a touch; this card takes each command for one. */
    readonly touch?: readonly SlotName[];
  };
}
