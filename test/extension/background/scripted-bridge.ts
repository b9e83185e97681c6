// A native messaging host that does what a test wrote into its folder, and notes what it was asked:
//   node scripted-bridge.ts FOLDER [the browser's own arguments]
// FOLDER/behaviour holds one word, read anew for each ceremony; FOLDER/log gets one JSON a line.
import { Buffer } from 'node:buffer';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CAPABILITIES } from '../../../shared/rpc/capabilities.ts';
import { RpcRequest } from '../../../shared/rpc/json-rpc.ts';

/** What the bridge does with a ceremony. */
export type Behaviour = 'instant' | 'mute' | 'pin' | 'die' | 'no-credential' | 'garbled';

const folder = process.argv[2] ?? '.';
const DEVICE = { id: 'key', transport: 'smart-card', name: 'Scripted key' };
const LIST = { devices: [DEVICE], problems: [] };
const CREDENTIAL = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  authenticatorAttachment: 'cross-platform',
  response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' },
  clientExtensionResults: {},
};

function send(message: object): void {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  process.stdout.write(Buffer.concat([head, body]));
}

function fail(id: string, code: string): void {
  send({ id, error: { code: -32000, message: code, data: { code, facts: {} } } });
}

function startCeremony(id: string): void {
  const behaviour = readFileSync(join(folder, 'behaviour'), 'utf8') as Behaviour;
  switch (behaviour) {
    case 'instant':
      send({ id, result: CREDENTIAL });
      return;
    case 'pin':
      send({
        method: 'ceremony.event',
        params: {
          ceremony: id,
          event: {
            type: 'pin',
            step: 'step-1',
            device: DEVICE,
            triesLeft: 8,
            lastTry: false,
            minLength: 4,
            maxBytes: 63,
          },
        },
      });
      return;
    case 'die':
      process.kill(process.pid, 'SIGKILL');
      return;
    case 'garbled':
      send({ id, result: { id: 42 } });
      return;
    case 'no-credential':
      fail(id, 'no-credential');
      return;
    case 'mute':
  }
}

let current = '';

function take(request: RpcRequest): void {
  appendFileSync(join(folder, 'log'), `${JSON.stringify(request)}\n`);
  const { id, method } = request;
  switch (method) {
    case 'hello':
      send({
        id,
        result: { protocol: 1, bridge: { version: '0.0.1' }, capabilities: CAPABILITIES },
      });
      send({ method: 'devices.changed', params: LIST });
      return;
    case 'devices.list':
      send({ id, result: LIST });
      return;
    case 'webauthn.get':
      current = id;
      startCeremony(id);
      return;
    case 'ceremony.answer':
      send({ id, result: {} });
      send({ id: current, result: CREDENTIAL });
      return;
    case 'ceremony.cancel':
      send({ id, result: {} });
      fail(current, 'ceremony-cancelled');
      return;
    default:
      fail(id, 'method-unknown');
  }
}

let held = Buffer.alloc(0);
process.stdin.on('data', (chunk: Buffer) => {
  held = Buffer.concat([held, chunk]);
  while (held.length >= 4 && held.length >= 4 + held.readUInt32LE(0)) {
    const length = held.readUInt32LE(0);
    const message: unknown = JSON.parse(held.subarray(4, 4 + length).toString());
    held = held.subarray(4 + length);
    take(v.parse(RpcRequest, message));
  }
});
process.stdin.on('end', () => process.exit(0));
