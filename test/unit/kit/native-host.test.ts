import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { HOST_NAME } from '../../../shared/rpc/limits.ts';
import { writeNativeHost } from '../../kit/native-host.ts';

test('the launcher passes on arguments as they are', async () => {
  const userData = await mkdtemp(join(tmpdir(), "wardkey it's-"));
  try {
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
    await writeNativeHost({ userData, command: [process.execPath, '-e', script, "a 'b' $c"] });
    const file = join(userData, 'NativeMessagingHosts', `${HOST_NAME}.json`);
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    expect(manifest).toMatchObject({ name: HOST_NAME, type: 'stdio' });
    const { stdout } = await promisify(execFile)(manifest.path, [manifest.allowed_origins[0]]);
    expect(JSON.parse(stdout)).toEqual(["a 'b' $c", manifest.allowed_origins[0]]);
  } finally {
    await rm(userData, { recursive: true });
  }
});
