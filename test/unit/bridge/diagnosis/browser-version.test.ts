import { expect, onTestFinished, test } from 'vitest';
import { BROWSER_VERSION_PROBE } from '../../../../bridge/diagnosis/probes/browser-version.ts';
import { SickMachine } from '../../../rig/sick-machine.ts';

const CHROMIUM = 'home/pat/.config/chromium/Last Version';
const CHROME = 'home/pat/.config/google-chrome/Last Version';
const OLD = '96.0.4664.45';

function oldOnes(versions: Readonly<Record<string, string>>, browser?: string) {
  const sick = new SickMachine();
  onTestFinished(() => sick.end());
  for (const [path, version] of Object.entries(versions)) sick.write(path, version);
  return BROWSER_VERSION_PROBE.run({
    machine: sick.machine(),
    portal: undefined,
    browser,
    signal: new AbortController().signal,
    keysSettled: Promise.resolve(),
  });
}

test.each([
  ['the only one', { [CHROMIUM]: OLD }, ['Chromium']],
  ['one beside a newer one', { [CHROMIUM]: OLD, [CHROME]: '156.0.8078.79' }, []],
  ['all of them', { [CHROMIUM]: OLD, [CHROME]: OLD }, ['Chromium', 'Google Chrome']],
  ['none that there is', {}, []],
] as const)('too old is %s', async (_name, versions, names) => {
  const found = await oldOnes(versions);
  expect(found.map(({ code, facts }) => [code, facts?.['browser']])).toEqual(
    names.map((name) => ['browser-old', name]),
  );
});

test('the browser that is meant is too old, whatever others there are', async () => {
  const found = await oldOnes({ [CHROMIUM]: OLD, [CHROME]: '156.0.8078.79' }, 'Chromium');
  expect(found).toEqual([{ code: 'browser-old', facts: { browser: 'Chromium', version: OLD } }]);
});
