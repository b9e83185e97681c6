import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { remoteDesktop } from '../../../../bridge/diagnosis/remote-desktop.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wardkey-whereabouts-'));
});
afterEach(() => rm(root, { recursive: true }));

async function lay(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

test.each([
  ['RDP-Tcp#12', 'rdp'],
  ['ICA-CGP#1', 'citrix'],
  ['ICA-TCP#3', 'citrix'],
  ['Console', null],
  ['', null],
])('a Windows session named %o is %o', async (SESSIONNAME, remote) => {
  const where = { platform: 'win32', root, environment: { SESSIONNAME } } as const;
  expect(await remoteDesktop(where)).toBe(remote);
});

test.each([
  [{ VIEWCLIENT_PROTOCOL: 'BLAST' }, 'vmware'],
  [{ XRDP_SESSION: '1' }, 'rdp'],
  [{ DISPLAY: ':0', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }, null],
])('what the remote program leaves in the environment tells: %o', async (environment, remote) => {
  expect(await remoteDesktop({ platform: 'linux', root, environment })).toBe(remote);
});

test.each([
  ['VMware, Inc.\n', 'VMware7,1\n', 'vmware'],
  ['Microsoft Corporation\n', 'Virtual Machine\n', 'virtual'],
  ['Microsoft Corporation\n', 'Surface Pro 9\n', null],
  ['QEMU\n', 'Standard PC (Q35 + ICH9, 2009)\n', 'virtual'],
  ['Xen\n', 'HVM domU\n', 'virtual'],
  ['LENOVO\n', '20XW004AUK\n', null],
])('a computer made by %o as %o is %o', async (maker, product, remote) => {
  await lay({
    'sys/class/dmi/id/sys_vendor': maker,
    'sys/class/dmi/id/product_name': product,
  });
  expect(await remoteDesktop({ platform: 'linux', root, environment: {} })).toBe(remote);
});

test.each([
  ['REMOTE=1\nUSER=sam\n', 'other'],
  ['REMOTE=0\nUSER=sam\n', null],
])('a session that logind calls %o is %o', async (session, remote) => {
  await lay({ 'proc/self/sessionid': '7', 'run/systemd/sessions/7': session });
  expect(await remoteDesktop({ platform: 'linux', root, environment: {} })).toBe(remote);
});

test('a machine that tells nothing is the one that the person sits at', async () => {
  await lay({ 'proc/self/sessionid': '4294967295' });
  expect(await remoteDesktop({ platform: 'linux', root, environment: {} })).toBeNull();
});
