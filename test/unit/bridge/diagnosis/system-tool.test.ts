import { expect, test } from 'vitest';
import { runToolWithin, toolPath } from '../../../../bridge/diagnosis/system-tool.ts';

test.each([
  ['reg', 'win32', 'D:\\WinNT', 'D:\\WinNT\\System32\\reg.exe'],
  ['tasklist', 'win32', undefined, 'C:\\Windows\\System32\\tasklist.exe'],
  ['ps', 'linux', undefined, 'ps'],
] as const)('%s on %s below %s', (tool, platform, systemRoot, path) => {
  expect(toolPath(tool, platform, systemRoot)).toBe(path);
});

/** Milliseconds that are enough on a computer with a lot to do. */
const PATIENCE_MS = 60_000;

test('tells what a tool prints, and nothing for one that is not there', async () => {
  expect(await runToolWithin(PATIENCE_MS, 'echo', ['printed'])).toBe('printed\n');
  expect(await runToolWithin(PATIENCE_MS, 'no-such-tool-of-any-system', [])).toBe('');
});

test('waits no longer for a tool than it may take', async () => {
  expect(await runToolWithin(1, 'sleep', ['3600'])).toBe('');
});
