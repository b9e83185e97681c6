import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { HELLO, HostProcess, OUR_ORIGIN } from '../rig/host-process.ts';
import { buildTargets } from '../run/build.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/bridge/wardkey.mjs', import.meta.url));

/** Nothing that stands in a message or a path by chance. */
const PIN = '73914826';
const WRONG = '62805937';

/** All that makes Node.js and pcsc-lite talk. */
const TALKATIVE = { NODE_DEBUG: '*', NODE_DEBUG_NATIVE: '*', PCSCLITE_DEBUG: '0' };

const CREATION = {
  origin: 'https://login.microsoft.com',
  sameOriginWithAncestors: true,
  options: {
    rp: { id: 'login.microsoft.com', name: 'Practice' },
    user: { id: 'AAAA', name: 'sam', displayName: 'Sam' },
    challenge: 'AAAA',
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    authenticatorSelection: { userVerification: 'required' },
  },
};

const PinEvent = v.object({
  params: v.object({ event: v.object({ type: v.literal('pin'), step: v.string() }) }),
});

const CeremonyResult = v.object({ id: v.literal('c'), result: v.object({ id: v.string() }) });

/** All that the host says until it asks for a PIN. */
async function untilPinStep(host: HostProcess, said: unknown[]): Promise<string> {
  for (;;) {
    const message = await host.receive();
    said.push(message);
    const asked = v.safeParse(PinEvent, message);
    if (asked.success) return asked.output.params.event.step;
  }
}

test('a PIN is in nothing that the installed bridge says or logs, right, wrong or misplaced', async () => {
  await buildTargets(['bridge']);
  const { path: home, remove } = await temporaryFolder();
  onTestFinished(remove);
  const pcscd = await PrivatePcscd.start({ readers: ['Wardkey Test Reader'] });
  onTestFinished(() => pcscd.stop());
  await pcscd.readers[0]?.insert(new FidoApplet(new VirtualKey({ pin: PIN })));
  const env = { HOME: home, PATH: '', ...pcscd.env };
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [BUNDLE, 'install', '--json'], { env });
  const host = new HostProcess([JSON.parse(stdout).program, OUR_ORIGIN], { ...env, ...TALKATIVE });

  const said: unknown[] = [];
  const request = (id: string, method: string, params: unknown) =>
    host.send({ jsonrpc: '2.0', id, method, params });
  const answer = (id: string, step: string, pin: unknown) =>
    request(id, 'ceremony.answer', {
      ceremony: 'c',
      step,
      type: 'pin',
      pin,
      lastTryAgreed: false,
    });
  host.send(HELLO);
  said.push(await host.answer());
  request('c', 'webauthn.create', CREATION);
  const first = await untilPinStep(host, said);
  answer('a1', 'no-such-step', PIN);
  answer('a2', first, [PIN]);
  answer('a3', first, PIN.repeat(100));
  host.send({ jsonrpc: '2.0', id: 'a4', method: PIN, params: { [PIN]: PIN } });
  answer('a5', first, WRONG);
  answer('a6', await untilPinStep(host, said), PIN);
  while (!v.is(CeremonyResult, said.at(-1))) said.push(await host.receive());
  await host.end();

  const everything = JSON.stringify(said) + host.errors;
  expect(everything).toContain('pin-wrong');
  for (const secret of [PIN, WRONG]) {
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(Buffer.from(secret).toString('hex'));
    expect(everything).not.toContain(Buffer.from(secret).toString('base64url').replace(/.$/, ''));
  }
});
