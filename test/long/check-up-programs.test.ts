import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { launcherText } from '../../bridge/install/launcher.ts';
import { nativeManifest } from '../../bridge/install/native-manifest.ts';
import type { FindingCode } from '../../shared/diagnosis/catalogue.ts';
import type { Fault } from '../faults/fault.ts';
import { faultNamed } from '../faults/fault-named.ts';
import { ManagedMachine } from '../kit/managed-machine.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { buildTargets } from '../run/build.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/bridge/wardkey.mjs', import.meta.url));
const MANIFEST = '.config/chromium/NativeMessagingHosts/app.wardkey.bridge.json';
const PROGRAM = '.local/share/wardkey/wardkey';
const RULES = '/etc/chromium/policies/managed/rules.json';
const POLICY = '/etc/wardkey/policy.json';

beforeAll(() => buildTargets(['bridge']));

/** A person's home on a machine of its own, with real files, looked at by the built program. */
class Desk {
  readonly machine: ManagedMachine;
  readonly home: string;
  readonly #starter: string;

  private constructor(machine: ManagedMachine, home: string, starter: string) {
    this.machine = machine;
    this.home = home;
    this.#starter = starter;
  }

  /** One on which the browser finds the program. */
  static async set(): Promise<Desk> {
    const { path, remove } = await temporaryFolder();
    onTestFinished(remove);
    const machine = await ManagedMachine.make(path, ['/etc']);
    const starter = await machine.starter('wardkey.sh', process.execPath, [BUNDLE]);
    const desk = new Desk(machine, join(path, 'home'), starter);
    const parts = join(desk.home, '.local/share/wardkey/1');
    await desk.write(PROGRAM, launcherText(parts), 0o755);
    await desk.write('.local/share/wardkey/1/node', '#!/bin/sh\n', 0o755);
    await desk.write('.local/share/wardkey/1/wardkey.mjs', 'program');
    await desk.write(MANIFEST, nativeManifest('chromium', join(desk.home, PROGRAM)));
    return desk;
  }

  async write(path: string, content: string, mode = 0o644): Promise<void> {
    const whole = join(this.home, path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, content);
    await chmod(whole, mode);
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.home, path), { recursive: true });
  }

  /** Changes members of the manifest. */
  change(members: object): Promise<void> {
    const manifest = JSON.parse(nativeManifest('chromium', join(this.home, PROGRAM)));
    return this.write(MANIFEST, JSON.stringify({ ...manifest, ...members }));
  }

  /** What the program says of it. */
  async look(...args: readonly string[]): Promise<{ cause: unknown; findings: unknown }> {
    const env = {
      HOME: this.home,
      PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
      PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm',
    };
    const child = spawn(this.#starter, [...args, '--json'], { env });
    onTestFinished(() => void child.kill('SIGKILL'));
    // A policy that does not hold is told beside the report, on stderr.
    const [out] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return JSON.parse(out);
  }
}

const ours = (path: string, mode?: number) => (desk: Desk) => desk.write(path, '', mode);
const rules = (rule: object) => (desk: Desk) => desk.machine.write(RULES, JSON.stringify(rule));
const manifest = (members: object) => (desk: Desk) => desk.change(members);

/** A fault of the laboratory, or the cause of one that it has not in this form. */
type Expected = Fault | FindingCode;

const FAULTS: readonly [string, (desk: Desk) => Promise<void>, Expected][] = [
  ['no manifest', (desk) => desk.remove(MANIFEST), faultNamed('no manifest')],
  [
    'a link that leads nowhere',
    async (desk) => {
      await desk.remove(MANIFEST);
      await symlink('/nonexistent/manifest.json', join(desk.home, MANIFEST));
    },
    'manifest-missing',
  ],
  ['an empty manifest', ours(MANIFEST), 'manifest-unreadable'],
  [
    'a manifest cut off',
    (desk) => desk.write(MANIFEST, '{"name": "app'),
    faultNamed('a manifest that is no JSON'),
  ],
  ['a relative path', manifest({ path: 'wardkey' }), faultNamed('a manifest with a relative path')],
  ['another name', manifest({ name: 'app.other' }), 'manifest-unreadable'],
  [
    'another way of talking',
    manifest({ type: 'tcp' }),
    faultNamed('a manifest for another way of talking than stdio'),
  ],
  [
    'a program that is gone',
    (desk) => desk.remove(PROGRAM),
    faultNamed('a manifest of a program that was moved away'),
  ],
  [
    'a program that nobody may run',
    ours(PROGRAM, 0o600),
    faultNamed('a program that nobody may run'),
  ],
  [
    'a program without a word',
    ours(PROGRAM, 0o755),
    faultNamed('a program of which nothing was written when the disk was full'),
  ],
  [
    'a program for a shell that is not there',
    (desk) => desk.write(PROGRAM, '#!/nonexistent/sh\n', 0o755),
    'manifest-program-broken',
  ],
  [
    'a Node.js that was cleared away',
    (desk) => desk.remove('.local/share/wardkey/1/node'),
    faultNamed('a program whose Node.js was cleared away'),
  ],
  [
    'a Node.js that nobody may run',
    (desk) => desk.write('.local/share/wardkey/1/node', '#!/bin/sh\n', 0o644),
    faultNamed('a program whose Node.js nobody may run'),
  ],
  [
    'code that was lost',
    (desk) => desk.write('.local/share/wardkey/1/wardkey.mjs', ''),
    faultNamed('a program whose code was lost when the disk was full'),
  ],
  [
    'a device in the place of the manifest',
    async (desk) => {
      await desk.remove(MANIFEST);
      await symlink('/dev/zero', join(desk.home, MANIFEST));
    },
    faultNamed('a device in the place of the manifest'),
  ],
  [
    'a manifest of another extension',
    manifest({ allowed_origins: ['chrome-extension://other/'] }),
    faultNamed('a manifest of another extension'),
  ],
  [
    'origins without their last stroke',
    manifest({ allowed_origins: ['chrome-extension://fgmmhkokkdaaijdilfkmokmnhfldbgcp'] }),
    'manifest-other-extension',
  ],
  [
    'a browser that may start nothing',
    rules({ NativeMessagingBlocklist: ['*'] }),
    faultNamed('NativeMessagingBlocklist: *'),
  ],
  [
    'a browser that may start only what is there for all',
    rules({ NativeMessagingUserLevelHosts: false }),
    faultNamed('NativeMessagingUserLevelHosts: false, and a manifest of one person'),
  ],
  [
    'a browser that takes no extension',
    rules({ ExtensionInstallBlocklist: ['*'] }),
    faultNamed('ExtensionInstallBlocklist: *'),
  ],
  [
    'cookies that are barred',
    rules({ BlockThirdPartyCookies: true }),
    faultNamed('third-party cookies are blocked, localhost too'),
  ],
  [
    'local programs that are barred',
    rules({ LocalNetworkAccessBlockedForUrls: ['*'] }),
    faultNamed('local network access is blocked'),
  ],
];

/** What stops nobody by itself: it is told after the smartcard service, which these desks lack. */
const POLICIES: typeof FAULTS = [
  [
    'a policy cut off',
    (desk) => desk.machine.write(POLICY, '{"language":'),
    faultNamed('a policy that is no JSON'),
  ],
  [
    'a policy with a setting of nobody’s',
    (desk) => desk.machine.write(POLICY, '{"colour": "blue"}'),
    faultNamed('a policy with a setting that nobody knows'),
  ],
  [
    'a policy that anybody may write',
    async (desk) => {
      await desk.machine.write(POLICY, '{}');
      await chmod(desk.machine.pathOf(POLICY), 0o666);
    },
    faultNamed('a policy that anybody may write'),
  ],
];

function causeOf(expected: Expected): FindingCode | null {
  return typeof expected === 'string' ? expected : expected.cause;
}

test.each(FAULTS)('%s', async (_name, make, expected) => {
  const desk = await Desk.set();
  await make(desk);
  const seen = await desk.look('doctor', '--browser', 'Chromium');
  expect(seen.cause, JSON.stringify(seen.findings)).toBe(causeOf(expected));
});

test.each(POLICIES)('%s', async (_name, make, expected) => {
  const desk = await Desk.set();
  await make(desk);
  const seen = await desk.look('doctor', '--browser', 'Chromium');
  expect(seen).toMatchObject({ cause: 'card-service-stopped', others: [causeOf(expected)] });
});

test('a desk at which nothing was broken lacks the smartcard service alone', async () => {
  const desk = await Desk.set();
  const { cause } = await desk.look('doctor', '--browser', 'Chromium');
  expect(String(cause)).toMatch(/^card-service-(stopped|absent)$/);
});

test('a computer on no network', async () => {
  const path = '/usr/bin:/bin:/usr/sbin:/sbin';
  const { stdout } = await promisify(execFile)(
    'unshare',
    [process.getuid?.() === 0 ? '-n' : '-Urn', process.execPath, BUNDLE, 'check', '--json'],
    { env: { PATH: path, HOME: '/nonexistent', PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm' } },
  ).catch((thrown: { readonly stdout: string }) => thrown);
  expect(JSON.parse(stdout).cause).toBe(faultNamed('no network at all').cause);
});
