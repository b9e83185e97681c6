import type { Summary } from './statistics.ts';

/** A figure that the benchmark holds Wardkey to. */
export interface Target {
  readonly says: string;
  readonly met: boolean;
}

/** What one program did in one thing: figures, or why there are none. */
export interface Row {
  /** Under what heading it stands. */
  readonly subject: string;
  readonly what: string;
  readonly peer: string;
  /** How the program reached the device. */
  readonly way: string;
  readonly unit: string;
  readonly summary?: Summary;
  /** Why the cell is empty. */
  readonly empty?: string;
  /** Median of the device's own time, in milliseconds. */
  readonly deviceMs?: number;
  /** What is left without the device's own time, in milliseconds. */
  readonly overhead?: Summary;
  /** The commands of CTAP that the device was sent, in the order of coming. */
  readonly commands?: readonly string[];
  /** How many of them came before the person had typed the PIN: nobody waits for those. */
  readonly whileTyping?: number;
  /** Reports of 64 bytes over HID, APDUs over PC/SC, both ways. */
  readonly frames?: number;
  /** Runs that were not verified, and so are not in the figures. */
  readonly voids?: number;
  readonly target?: Target;
}
