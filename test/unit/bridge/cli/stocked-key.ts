import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import { ClientPin } from '../../../../bridge/ctap/client-pin.ts';
import { makeCredential } from '../../../../bridge/ctap/make-credential.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

export const PIN = '4321';

/** A key that can do all there is a command for, with a sign-in that has a place for data. */
export async function stockedKey(options: VirtualKeyOptions = {}) {
  const transport = new InProcessTransport();
  const key = new VirtualKey({
    builtInVerification: { enrolled: false },
    enterpriseAttestation: false,
    longTouchForReset: false,
    ...options,
  });
  transport.insert(key, { name: 'Stocked Key' });
  const credentialId = await stock(transport);
  return { transport, transports: [transport], key, credentialId };
}

/** @returns hexadecimal digits */
async function stock(transport: InProcessTransport): Promise<string> {
  const { signal } = new AbortController();
  const keys = new AttachedKeys([transport]);
  keys.start();
  const [device] = keys.list.devices;
  const open = await keys.open(device?.id ?? '', signal);
  const made = await makeCredential(
    open.channel,
    {
      clientDataHash: new Uint8Array(32),
      rp: { id: 'portal.example', name: 'Portal' },
      user: { id: Uint8Array.of(7), name: 'sam', displayName: 'Sam Jones' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      extensions: new Map([['largeBlobKey', true]]),
      options: { rk: true },
    },
    { signal },
  );
  await new ClientPin(open.channel, open.info).setPin(PIN, { signal });
  await open.close();
  await keys.stop();
  const { credentialId } = made.authenticatorData.attestedCredentialData;
  return Buffer.from(credentialId).toString('hex');
}

/** A file with these lines, and the descriptor that it is open by. */
export function descriptorOf(...lines: readonly string[]): {
  readonly fd: string;
  readonly path: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'wardkey-pins-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'lines');
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return { fd: String(openSync(path, 'r')), path };
}
