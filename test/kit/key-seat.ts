import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';

/** Where the virtual key is plugged in, and how the browser's bridge comes to reach it. */
export interface KeySeat {
  /** The reader, where the key is reached through one. */
  readonly reader: VirtualReader | null;
  /** What the browser, and so the bridge, needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  plug(): Promise<void>;
  unplug(): Promise<void>;
}
