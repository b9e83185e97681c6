import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { temporaryFolder } from './temporary-folder.ts';

const MANIFEST = {
  manifest_version: 3,
  name: 'Another extension',
  version: '1',
  permissions: ['nativeMessaging'],
};

/**
 * Installs an extension beside Wardkey that may start native messaging hosts.
 * @param permissions what else it may do
 * @returns a page of it
 */
export async function installOtherExtension(
  browser: Browser,
  permissions: readonly string[] = [],
): Promise<{ id: string; page: Page }> {
  const { path, remove } = await temporaryFolder();
  const manifest = { ...MANIFEST, permissions: [...MANIFEST.permissions, ...permissions] };
  const folder = join(path, 'other');
  await mkdir(folder);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'page.html'), '<!doctype html><title>Another extension</title>');
  const id = await browser.installExtension(folder);
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${id}/page.html`);
  await remove();
  return { id, page };
}
