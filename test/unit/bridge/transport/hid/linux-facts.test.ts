import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usersOfNode } from '../../../../../bridge/transport/hid/node-users.ts';
import { hasSeatRule } from '../../../../../bridge/transport/hid/udev-record.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wk-facts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the users of a device node', () => {
  it('are the other programs that have it open', async () => {
    const node = join(folder, 'hidraw0');
    writeFileSync(node, '');
    const holder = spawn('sh', ['-c', 'echo; exec sleep 30 3<"$0"', node], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => holder.stdout?.once('data', resolve));
    await expect.poll(() => usersOfNode(node, '/proc')).toEqual(['sleep']);
    holder.kill();
    await expect.poll(() => usersOfNode(node, '/proc')).toEqual([]);
  });

  it('are nobody where nothing can be seen', async () => {
    expect(await usersOfNode('/dev/hidraw0', join(folder, 'no-proc'))).toEqual([]);
  });
});

describe('a udev record', () => {
  /** A device that is always there: /dev/null, 1:3. */
  const node = '/dev/null';
  const record = (text: string) => writeFileSync(join(folder, 'c1:3'), text);

  it('is found by the numbers of the device', async () => {
    expect(execFileSync('stat', ['-c', '%t:%T', node]).toString().trim()).toBe('1:3');
    expect(statSync(node).rdev).toBe(0x103);
    record('E:ID_SECURITY_TOKEN=1\n');
    expect(await hasSeatRule(node, folder)).toBe(true);
  });

  it.each([
    ['I:1\nG:uaccess\n', true],
    ['I:1\nQ:security-device\n', true],
    ['I:1\nE:ID_INPUT=1\nG:seat\n', false],
    ['', false],
  ])('%j says %s', async (text, expected) => {
    record(text);
    expect(await hasSeatRule(node, folder)).toBe(expected);
  });

  it('that is missing says no', async () => {
    expect(await hasSeatRule(node, join(folder, 'none'))).toBe(false);
    expect(await hasSeatRule(join(folder, 'gone'), folder)).toBe(false);
  });
});
