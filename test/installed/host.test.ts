import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HELLO, HostProcess, OUR_ORIGIN } from '../rig/host-process.ts';
import { buildTargets } from '../run/build.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

const run = promisify(execFile);
const BUNDLE = fileURLToPath(new URL('../../dist/bridge/wardkey.mjs', import.meta.url));

let home = '';
let launcher = '';
let pcscd: PrivatePcscd;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  await buildTargets(['bridge']);
  home = mkdtempSync(join(tmpdir(), 'wardkey-home-'));
  pcscd = await PrivatePcscd.start({ readers: ['Wardkey Test Reader'] });
  await pcscd.readers[0]?.insert(new FidoApplet(new VirtualKey({ pin: '4321' })));
  // No Node.js, no shell tools: what a browser on a desktop may have in its PATH.
  env = { HOME: home, PATH: '', PCSCLITE_CSOCK_NAME: pcscd.env.PCSCLITE_CSOCK_NAME };
  const { stdout } = await run(process.execPath, [BUNDLE, 'install', '--json'], { env });
  launcher = JSON.parse(stdout).program;
});

afterAll(async () => {
  await pcscd?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function greetedHost(environment = env): Promise<HostProcess> {
  const host = new HostProcess([launcher, OUR_ORIGIN], environment);
  host.send(HELLO);
  expect(await host.answer()).toMatchObject({ id: 'hello', result: { protocol: 1 } });
  return host;
}

/** Waits until the bridge tells of a key that it has read. */
async function keyRead(host: HostProcess): Promise<unknown> {
  for (;;) {
    const message = await host.receive();
    if (JSON.stringify(message).includes('"pinSet"')) {
      return message;
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

test('the installed bridge reads a key over PC/SC and lets it go in time', async () => {
  const host = await greetedHost();
  expect(await keyRead(host)).toMatchObject({
    method: 'devices.changed',
    params: { devices: [{ key: { pinSet: true } }], problems: [] },
  });
  expect(await host.end()).toBeLessThan(200);
  expect(host.errors).toBe('');
});

async function took(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

test('it takes at most 150 ms from start to hello, and 80 MB', async () => {
  const hello: number[] = [];
  const bareNode: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < 20; round++) {
    bareNode.push(await took(() => run(process.execPath, ['-e', '0'], { env: {} })));
    const started = performance.now();
    const host = await greetedHost();
    hello.push(performance.now() - started);
    if (round % 5 === 0) {
      await keyRead(host);
      // VmRSS: all that the process has in memory, shared libraries included.
      const status = readFileSync(`/proc/${host.pid}/status`, 'utf8');
      memory.push(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
    }
    await host.end();
  }
  const [helloMs, bareNodeMs, megabytes] = [median(hello), median(bareNode), Math.max(...memory)];
  console.log(JSON.stringify({ helloMs, bareNodeMs, megabytes }));
  // On a busy computer Node.js alone is slow: the limit then grows with it.
  expect(helloMs).toBeLessThanOrEqual(Math.max(150, 2.5 * bareNodeMs));
  expect(megabytes).toBeLessThanOrEqual(80);
});

test('a browser environment brings no code into it', async () => {
  const trap = join(home, 'trap.cjs');
  writeFileSync(
    trap,
    `require('node:fs').writeFileSync(${JSON.stringify(join(home, 'caught'))}, '')`,
  );
  const host = await greetedHost({ ...env, NODE_OPTIONS: `--require ${trap}`, NODE_PATH: home });
  await host.end();
  expect(() => readFileSync(join(home, 'caught'))).toThrow('ENOENT');
});

test('its command line works from anywhere', async () => {
  const { stdout } = await run(launcher, ['devices', '--json'], { env, cwd: '/' });
  expect(JSON.parse(stdout)).toMatchObject({ devices: [{ key: { pinSet: true } }] });
  const { stdout: info } = await run(launcher, ['key', 'info', '--json'], { env, cwd: '/' });
  expect(JSON.parse(info)).toMatchObject({ info: { options: { clientPin: true } } });
});

test('it sees a card come and go', async () => {
  const host = await greetedHost();
  await keyRead(host);
  await pcscd.readers[0]?.remove();
  for (;;) {
    if (!JSON.stringify(await host.receive()).includes('"transport"')) {
      break;
    }
  }
  await pcscd.readers[0]?.insert(new FidoApplet(new VirtualKey({ pin: '4321' })));
  await keyRead(host);
  await host.end();
});

test('a card that never answers does not hold its end up', async () => {
  await pcscd.readers[0]?.remove();
  const asked = Promise.withResolvers<void>();
  await pcscd.readers[0]?.insert({
    atr: Buffer.from('3b800181', 'hex'),
    reset: () => {},
    transmit: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  const host = await greetedHost();
  await asked.promise;
  expect(await host.end()).toBeLessThan(200);
});

test('it installs itself over itself, and takes itself away', async () => {
  const again = await run(launcher, ['install', '--json'], { env });
  expect(JSON.parse(again.stdout)).toMatchObject({ program: launcher, changed: false });
  await run(launcher, ['uninstall'], { env });
  await expect(run(launcher, ['--version'], { env })).rejects.toThrow('ENOENT');
});

test('the built bundle holds no test code, no switch for it, and nothing of this machine', () => {
  const text = readFileSync(BUNDLE, 'utf8');
  // Names of classes do not survive minifying; the texts by which transports call themselves do.
  const remote = fileURLToPath(new URL('../virtual/remote-transport.ts', import.meta.url));
  expect(readFileSync(remote, 'utf8')).toContain("'remote-virtual'");
  expect(text).toMatch(/["'`]pcsc["'`]/);
  for (const trace of ['remote-virtual', 'in-process', 'vitest', 'puppeteer', 'sourceMappingURL']) {
    expect(text).not.toContain(trace);
  }
  expect(text).not.toMatch(/WARDKEY_[A-Z]/);
  expect(text).not.toContain(fileURLToPath(new URL('../..', import.meta.url)));
});
