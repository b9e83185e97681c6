// A native messaging host that does one thing wrong:
//   node odd-bridge.ts BEHAVIOUR [what the browser adds]
import { Buffer } from 'node:buffer';
import { endianness } from 'node:os';
import * as v from 'valibot';
import { FrameReader } from '../../bridge/host/frame-reader.ts';
import { CAPABILITIES } from '../../shared/rpc/capabilities.ts';
import { RpcRequest } from '../../shared/rpc/json-rpc.ts';
import { MAX_MESSAGE_BYTES } from '../../shared/rpc/limits.ts';

/** What goes wrong. What ends in `-later` goes wrong at the page's request, after a good hello. */
export type OddBehaviour =
  /** Says nothing at all. */
  | 'mute'
  | 'mute-later'
  /** Answers that the extension's protocols are none of its own. */
  | 'protocol-refused'
  /** Agrees on a protocol that the extension did not offer. */
  | 'protocol-unknown'
  /** Shows devices, but knows no ceremonies. */
  | 'no-ceremonies'
  /** Sends bytes that are no message. */
  | 'garbage'
  | 'garbage-later'
  /** Sends a message above what browsers take, 1 MiB. */
  | 'oversize'
  | 'oversize-later'
  /** Sends a message above the cap of both ends, which the browser hands on. */
  | 'over-cap'
  | 'over-cap-later';

const behaviour = process.argv[2] ?? '';
const BROWSER_CAP_BYTES = 1024 * 1024;
const FUTURE = { min: 7, max: 9 };

function send(message: object): void {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  const head = Buffer.alloc(4);
  if (endianness() === 'LE') head.writeUInt32LE(body.length);
  else head.writeUInt32BE(body.length);
  process.stdout.write(Buffer.concat([head, body]));
}

function greet(id: string, protocol: number, capabilities: readonly string[] = CAPABILITIES): void {
  send({ id, result: { protocol, bridge: { version: '9.9.9' }, capabilities } });
}

function goWrong(id: string, how: string): void {
  switch (how) {
    case 'protocol-refused': {
      const facts = { bridgeVersion: '9.9.9', bridgeMin: FUTURE.min, bridgeMax: FUTURE.max };
      const data = { code: 'bridge-version', facts };
      send({ id, error: { code: -32000, message: 'bridge-version', data } });
      return;
    }
    case 'protocol-unknown':
      greet(id, FUTURE.max);
      return;
    case 'no-ceremonies':
      greet(id, 1, ['devices']);
      return;
    case 'garbage':
      process.stdout.write(Buffer.alloc(65_536, 0xee));
      return;
    case 'oversize':
      send({ id, result: 'x'.repeat(BROWSER_CAP_BYTES) });
      return;
    case 'over-cap':
      send({ id, result: 'x'.repeat(MAX_MESSAGE_BYTES) });
  }
}

const reader = new FrameReader({
  onMessage: (message) => {
    const { id, method } = v.parse(RpcRequest, JSON.parse(Buffer.from(message).toString()));
    const [, how = '', later] = /^(.*?)(-later)?$/.exec(behaviour) ?? [];
    if (later === undefined) goWrong(id, how);
    else if (method === 'hello') greet(id, 1);
    else goWrong(id, how);
  },
  onTooLarge: () => {},
  onBroken: () => {},
});
process.stdin.on('data', (chunk: Buffer) => reader.push(chunk));
process.stdin.on('end', () => process.exit(0));
