import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../../../bridge/cli/handed-on.ts', import.meta.url));
const TELL = `
  const { isHandedOn } = await import(process.argv[1]);
  const { readdirSync, readlinkSync } = await import('node:fs');
  const own = readdirSync('/proc/self/fd').map(Number).filter((fd) => {
    try {
      return fd > 3 && /^(anon_inode|pipe):/.test(readlinkSync('/proc/self/fd/' + fd));
    } catch {
      return false;
    }
  });
  const told = { handed: [0, 3].map(isHandedOn), own: own.map(isHandedOn), none: isHandedOn(999) };
  process.stdout.write(JSON.stringify(told));
`;

test('descriptors that came from outside are told from those of Node.js and from none', () => {
  const node = [process.execPath, '--input-type=module', '-e', TELL, SOURCE];
  // A pipe as standard input, and a file as the fourth.
  const { stdout } = spawnSync('sh', ['-c', 'printf 1234 | "$@" 3< "$0"', SOURCE, ...node], {
    encoding: 'utf8',
  });
  const told: { handed: boolean[]; own: boolean[]; none: boolean } = JSON.parse(stdout);
  expect(told.handed).toStrictEqual([true, true]);
  expect(told.own.length).toBeGreaterThan(0);
  expect(told.own).not.toContain(true);
  expect(told.none).toBe(false);
});
