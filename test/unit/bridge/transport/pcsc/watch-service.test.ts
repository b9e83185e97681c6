import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { unwatched, watchSocket } from '../../../../../bridge/transport/pcsc/watch-service.ts';
import { temporaryFolder } from '../../../../kit/temporary-folder.ts';

it('tells of the folder of the socket, and once that is there, of the socket alone', async () => {
  const { path, remove } = await temporaryFolder();
  const watched = watchSocket(join(path, 'pcscd', 'pcscd.comm'));
  const onFolder = vi.fn<() => void>();
  const endOfFolder = watched(onFolder);
  await writeFile(join(path, 'else'), '');
  await mkdir(join(path, 'pcscd'));
  await vi.waitFor(() => expect(onFolder).toHaveBeenCalled(), 30_000);
  endOfFolder?.();

  const onSocket = vi.fn<() => void>();
  const endOfSocket = watched(onSocket);
  const [other, socket] = [join(path, 'pcscd', 'pcscd.pid'), join(path, 'pcscd', 'pcscd.comm')];
  // A second watch tells when the event of the other file has come to both.
  const onOther = vi.fn<() => void>();
  const endOfOther = watchSocket(other)(onOther);
  await writeFile(other, '');
  await vi.waitFor(() => expect(onOther).toHaveBeenCalled(), 30_000);
  endOfOther?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(onSocket).not.toHaveBeenCalled();
  await writeFile(socket, '');
  await vi.waitFor(() => expect(onSocket).toHaveBeenCalled(), 30_000);
  endOfSocket?.();
  await remove();
});

it('does not watch where nothing tells of the service', () => {
  expect(unwatched(() => {})).toBeNull();
});
