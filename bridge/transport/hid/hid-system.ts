import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { ReportSizes } from './report-descriptor.ts';

/** A FIDO key that the system has found, whether or not we may use it. */
export interface HidEntry extends ReportSizes {
  /** What the HID library opens it by; given to the next device once this one is gone. */
  readonly path: string;
  /** Differs between two insertions, also of the same key at the same path. */
  readonly insertion: string;
  /** What the device calls itself. */
  readonly name: string;
  /** The maker's own number for this one piece, where the device tells it. */
  readonly serial?: string | undefined;
  /** Whether we may read and write it now. */
  readonly accessible: boolean;
}

/** What an operating system knows of its HID devices. */
export interface HidSystem {
  /** Lists the FIDO keys. Never rejects. */
  list(): Promise<readonly HidEntry[]>;
  /**
   * Calls back when the list may have changed, now and then also when it has not.
   * @returns ends it
   */
  watch(onHint: () => void): () => void;
  /** Why a device may not be opened. Never rejects. */
  whyDenied(path: string): Promise<ErrorCode>;
  /** The names of other programs that have the device open, as far as we may know. Never rejects. */
  usersOf(path: string): Promise<readonly string[]>;
}
