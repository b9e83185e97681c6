import { CtapHid } from '../../../../../bridge/transport/ctaphid/ctaphid.ts';
import type { KeepaliveStatus } from '../../../../../bridge/transport/transport.ts';
import {
  HidAuthenticator,
  type HidAuthenticatorOptions,
} from '../../../../virtual/hid-device/hid-authenticator.ts';
import { parsePacket } from '../../../../virtual/hid-device/packet.ts';
import { VirtualKey } from '../../../../virtual/virtual-key.ts';

export const NEVER = new AbortController().signal;
export const GET_INFO = Uint8Array.of(0x04);
export const SELECTION = Uint8Array.of(0x0b);
/** The command of an ERROR message. */
export const ERROR = 0x3f;

/** Stands between the two sides; what it returns is waited for before the next report. */
export type Meddler = (
  report: Uint8Array,
  handOn: (report: Uint8Array) => void,
) => Promise<void> | void;

/** Our side of CTAPHID and a key's, with nothing between them but what a test puts there. */
export class HidRig {
  readonly ctap: CtapHid;
  readonly key: HidAuthenticator;
  /** Command bytes of the messages that went to the key, in hex; `..` for continuations. */
  readonly sent: string[] = [];
  /** Takes a report on its way to the key, in the place of handing it on. */
  meddle: Meddler = (report, handOn) => handOn(report);

  constructor(key: VirtualKey, options: HidAuthenticatorOptions = {}) {
    this.key = new HidAuthenticator(key, options, (report) => this.ctap.receive(report));
    this.ctap = new CtapHid({
      inputBytes: this.key.inputBytes,
      outputBytes: this.key.outputBytes,
      write: async (report) => {
        const packet = parsePacket(report);
        this.sent.push(packet.kind === 'first' ? packet.command.toString(16) : '..');
        await this.meddle(report, (other) => queueMicrotask(() => this.key.receive(other)));
      },
    });
  }
}

/** A whole message of one report, as a key sends it. */
export function report(channel: number, command: number, ...payload: readonly number[]): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(channel, 0);
  bytes.writeUInt8(command + 0x80, 4);
  bytes.writeUInt16BE(payload.length, 5);
  bytes.set(payload, 7);
  return bytes;
}

/** The channel of a report. */
export function channelOf(bytes: Uint8Array): number {
  return Buffer.from(bytes).readUInt32BE(0);
}

/** Sends a message; what the key says of itself meanwhile is kept in `seen`. */
export function ask(
  rig: HidRig,
  message: Uint8Array,
  signal = NEVER,
  seen: KeepaliveStatus[] = [],
) {
  return rig.ctap.cbor(message, { signal, onKeepalive: (status) => seen.push(status) });
}

/** Both sides, with a channel of ours allocated. */
export async function opened(key = new VirtualKey(), options = {}): Promise<HidRig> {
  const rig = new HidRig(key, options);
  await rig.ctap.open(NEVER);
  return rig;
}
