import type { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';
import type { VirtualKey } from '../virtual/virtual-key.ts';

/** Where virtual keys are plugged in, and how the browser's bridge comes to reach them. */
export interface KeySeat {
  /** The reader, where the key is reached through one. */
  readonly reader: VirtualReader | null;
  /** The service behind that reader. */
  readonly pcscd: PrivatePcscd | null;
  /** What the browser, and so the bridge, needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** RP IDs whose related origins the bridge asked for. @throws Error where nobody can tell */
  wellKnownAsked(): Promise<readonly string[]>;
  plug(key: VirtualKey): Promise<void>;
  unplug(key: VirtualKey): Promise<void>;
}
