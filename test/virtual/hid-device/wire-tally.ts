import { COMMAND, parsePacket } from './packet.ts';

/** What went over the wire of one key. */
export interface WireCount {
  /** Reports, all of them, from the platform and to it. */
  readonly fromPlatform: number;
  readonly toPlatform: number;
  /** Messages from the platform by CTAPHID command, such as `init` and `cbor`. */
  readonly messages: Readonly<Record<string, number>>;
}

const NAMES = new Map<number, string>(
  Object.entries(COMMAND).map(([name, command]) => [command, name]),
);

/** Counts reports and messages as the key sees them. */
export class WireTally {
  #fromPlatform = 0;
  #toPlatform = 0;
  #messages: Record<string, number> = {};

  received(report: Uint8Array): void {
    this.#fromPlatform += 1;
    const packet = parsePacket(report);
    if (packet.kind !== 'first') return;
    const name = NAMES.get(packet.command) ?? `unknown-${packet.command}`;
    this.#messages[name] = (this.#messages[name] ?? 0) + 1;
  }

  sent(): void {
    this.#toPlatform += 1;
  }

  /** @returns what was counted since the last call */
  take(): WireCount {
    const count = {
      fromPlatform: this.#fromPlatform,
      toPlatform: this.#toPlatform,
      messages: this.#messages,
    };
    this.#fromPlatform = 0;
    this.#toPlatform = 0;
    this.#messages = {};
    return count;
  }
}
