import { existsSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launch } from 'wardkey/testing';
import { useScratchFolder } from './scratch-folder.ts';

const scratch = useScratchFolder();

/** Processes whose program lies in the scratch folder: what was installed there and runs. */
async function installedPrograms(): Promise<{ id: string; path: string[] }[]> {
  const found: { id: string; path: string[] }[] = [];
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const program = await readlink(`/proc/${id}/exe`).catch(() => '');
    if (!program.startsWith(scratch())) continue;
    const variables = (await readFile(`/proc/${id}/environ`, 'utf8')).split('\0');
    const path = variables.find((variable) => variable.startsWith('PATH='));
    found.push({ id, path: path?.slice('PATH='.length).split(':') ?? [] });
  }
  return found;
}

test('the browser starts the bridge that was installed, from a PATH without Node', async () => {
  await using wardkey = await launch({ via: 'pcsc' });
  const popup = await wardkey.openPopup();
  await popup.waitForFunction(() => document.body.textContent.includes('Wardkey Test Reader'));

  const [bridge, ...others] = await installedPrograms();
  if (!bridge) throw new Error('no installed program runs');
  expect(others).toEqual([]);
  expect(bridge.path).toHaveLength(1);
  expect(bridge.path.filter((folder) => existsSync(join(folder, 'node')))).toEqual([]);

  await wardkey.browser.close();
  await expect.poll(() => installedPrograms()).toEqual([]);
});

test('the popup follows the card in the reader', async () => {
  await using wardkey = await launch({ via: 'pcsc', plugged: false });
  const popup = await wardkey.openPopup();
  const shows = (text: string) =>
    popup.waitForFunction((wanted) => document.body.textContent.includes(wanted), {}, text);
  await shows('No key or card is plugged in.');
  await wardkey.plug();
  await shows('It has a PIN.');
  await wardkey.unplug();
  await shows('No key or card is plugged in.');
});
