import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasOtherWebEid } from '../../../../bridge/host/other-web-eid.ts';

test('another program for Web eID is found where the browser that asks would find it', async () => {
  const config = await mkdtemp(join(tmpdir(), 'wardkey-'));
  try {
    const environment = { XDG_CONFIG_HOME: config };
    expect(hasOtherWebEid('chromium', environment, 'linux')).toBe(false);
    const folder = join(config, 'google-chrome/NativeMessagingHosts');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'eu.webeid.json'), '{}');
    expect(hasOtherWebEid('chromium', environment, 'linux')).toBe(true);
    expect(hasOtherWebEid('chromium', environment, 'darwin')).toBe(false);
    expect(hasOtherWebEid('chromium', environment, 'win32')).toBe(false);
  } finally {
    await rm(config, { recursive: true });
  }
});
