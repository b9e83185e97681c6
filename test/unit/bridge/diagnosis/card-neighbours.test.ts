import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardNeighbours, namesInList } from '../../../../bridge/diagnosis/card-neighbours.ts';
import { askLocalEndpoints } from '../../../../bridge/diagnosis/local-endpoints.ts';

let root: string;
const servers: Server[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wardkey-neighbours-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(root, { recursive: true });
});

async function runs(pid: number, name: string, maps = ''): Promise<void> {
  const folder = join(root, 'proc', String(pid));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'comm'), `${name}\n`);
  await writeFile(join(folder, 'maps'), maps);
}

/** Somebody who listens, and what they say once they are asked. */
function listener(answer: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer((socket) => {
    socket.once('data', (question) => {
      expect(question.toString()).toMatch(/^GET \/PRS\/GetPortNumber HTTP\/1\.1\r\n/);
      socket.end(answer);
    });
    socket.on('error', () => undefined);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : 0);
  });
  return promise;
}

test('tells who runs, and who has the cards’ library loaded', async () => {
  const library = '7f00 r-xp 00000000 fe:00 1 /usr/lib/libpcsclite.so.1.0.0\n';
  await runs(11, 'scdaemon');
  await runs(12, 'firefox-esr', library);
  await runs(13, 'chromium');
  await runs(14, 'pcscd', library);
  await runs(15, 'opensc-notify', library);
  await runs(16, 'IdentityAgent', library);
  await runs(17, 'CredentialManag');
  await runs(18, 'bash');
  expect((await cardNeighbours(root, 'linux')).programs).toEqual([
    { kind: 'credential-management', program: 'CredentialManag', usesCards: false },
    { kind: 'identity-agent', program: 'IdentityAgent', usesCards: true },
    { kind: 'browser', program: 'firefox-esr', usesCards: true },
    { kind: 'other', program: 'opensc-notify', usesCards: true },
    { kind: 'scdaemon', program: 'scdaemon', usesCards: false },
  ]);
});

test('asks the ports of the NHS port service, and tells who answers there', async () => {
  const body = '{"portData":{"portNumber":"49152"}}';
  const service = await listener(`HTTP/1.1 200 OK\r\nContent-Length: 35\r\n\r\n${body}`);
  const fault = await listener('HTTP/1.1 503 X\r\n\r\nPR20002 Port redirection service');
  const other = await listener('220 ready\r\n');
  const shut = await listener('');
  const [last] = servers.splice(-1);
  await new Promise((resolve) => last?.close(resolve));
  expect(await askLocalEndpoints([service, fault, other, shut])).toEqual([
    { port: service, state: 'service', leadsTo: 49_152 },
    { port: fault, state: 'fault' },
    { port: other, state: 'open' },
  ]);
});

test('reads the lists that Windows and macOS print', () => {
  const windows =
    '"System","4","Services","0","8 K"\r\n"scdaemon.exe","77","Console","1","9 K"\r\n';
  expect(namesInList(windows)).toEqual(['System', 'scdaemon.exe']);
  expect(namesInList('/Applications/Safari.app/Contents/MacOS/Safari\n/sbin/launchd\n')).toEqual([
    'Safari',
    'launchd',
  ]);
});
