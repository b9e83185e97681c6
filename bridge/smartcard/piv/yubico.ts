import type { AskCard } from '../../transport/transport.ts';
import { type CardOperation, perform } from '../card-operation.ts';
import { SW } from '../status-words.ts';

/** What Yubico's PIV applet tells beside what the specification asks of it. */
export interface YubicoFacts {
  /** Such as `5.4.3`. */
  readonly version: string;
  /** Firmware before 5 does not tell it. */
  readonly serial: number | null;
}

const VERSION_BYTES = 3;
const SERIAL_BYTES = 4;

/** GET VERSION and GET SERIAL of Yubico's own; another card answers "no such instruction". */
export async function readYubico(ask: AskCard): Promise<YubicoFacts | null> {
  const version = await perform(ask, fact(0xfd, VERSION_BYTES));
  if (version === null) return null;
  const serial = await perform(ask, fact(0xf8, SERIAL_BYTES));
  return {
    version: version.join('.'),
    serial: serial === null ? null : Buffer.from(serial).readUInt32BE(),
  };
}

function fact(ins: number, length: number): CardOperation<Uint8Array | null> {
  return {
    name: `YUBICO ${ins.toString(16).toUpperCase()}`,
    apdu: { cla: 0x00, ins, p1: 0x00, p2: 0x00, data: new Uint8Array(), hasAnswer: true },
    parse: ({ statusWord, data }) => (statusWord === SW.OK && data.length === length ? data : null),
  };
}
