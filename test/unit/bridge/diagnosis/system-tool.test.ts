import { expect, test } from 'vitest';
import { runSystemTool, toolPath } from '../../../../bridge/diagnosis/system-tool.ts';

test.each([
  ['reg', 'win32', 'D:\\WinNT', 'D:\\WinNT\\System32\\reg.exe'],
  ['tasklist', 'win32', undefined, 'C:\\Windows\\System32\\tasklist.exe'],
  ['ps', 'linux', undefined, 'ps'],
] as const)('%s on %s below %s', (tool, platform, systemRoot, path) => {
  expect(toolPath(tool, platform, systemRoot)).toBe(path);
});

test('tells what a tool prints, and nothing for one that is not there', async () => {
  expect(await runSystemTool('echo', ['printed'])).toBe('printed\n');
  expect(await runSystemTool('no-such-tool-of-any-system', [])).toBe('');
});
