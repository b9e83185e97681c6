import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardNeighbours, namesInList } from '../../../../bridge/diagnosis/card-neighbours.ts';
import { programsUsingCards } from '../../../../bridge/diagnosis/card-programs.ts';
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
  const places = { root, platform: 'linux', ports: [], runTool: async () => '' } as const;
  expect((await cardNeighbours(places)).programs).toEqual([
    { kind: 'credential-management', program: 'CredentialManag', usesCards: false },
    { kind: 'identity-agent', program: 'IdentityAgent', usesCards: true },
    { kind: 'browser', program: 'firefox-esr', usesCards: true },
    { kind: 'other', program: 'opensc-notify', usesCards: true },
    { kind: 'scdaemon', program: 'scdaemon', usesCards: false },
  ]);
});

function leadingTo(port: number): string {
  const body = JSON.stringify({ portData: { portNumber: String(port) } });
  return `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** Somebody who takes the call and never says a word. */
async function listenSilently(): Promise<readonly number[]> {
  const server = createServer((socket) => void socket.on('error', () => undefined));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? [address.port] : [];
}

test('reads what Windows prints of what is installed, and its version', async () => {
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
  const printed = [
    `${key}\\{1}`,
    '    DisplayName    REG_SZ    NHS Credential Management',
    '    DisplayVersion    REG_SZ    1.0.4.0',
    '    NoModify    REG_DWORD    0x1',
    '',
    `${key}\\{2}`,
    '    DisplayName    REG_SZ    Git Credential Manager',
    '',
    `${key}\\{3}`,
    '    Publisher    REG_SZ    Nobody',
    '',
    `${key}\\{4}`,
    '    DisplayName    REG_SZ    Identity Agent',
    '',
  ].join('\r\n');
  const runTool = async (tool: string, [, asked = '']: readonly string[]) =>
    tool === 'reg' && !asked.includes('WOW6432Node') ? printed : '';
  const places = { root, platform: 'win32', ports: [], runTool } as const;
  expect((await cardNeighbours(places)).installed).toEqual([
    { kind: 'credential-management', name: 'NHS Credential Management', version: '1.0.4.0' },
    { kind: 'identity-agent', name: 'Identity Agent', version: null },
  ]);
});

test('asks the ports of the NHS port service, and tells who answers there', async () => {
  const behind = await listener('');
  const service = await listener(leadingTo(behind));
  // Port 1 is open nowhere.
  const astray = await listener(leadingTo(1));
  const fault = await listener('HTTP/1.1 503 X\r\n\r\nPR20002 Port redirection service');
  const other = await listener('220 ready\r\n');
  const shut = await listener('');
  const [last] = servers.splice(-1);
  await new Promise((resolve) => last?.close(resolve));
  const [silent = 0] = await listenSilently();
  expect(await askLocalEndpoints([service, astray, fault, other, silent, shut], 8)).toEqual([
    { port: service, state: 'service', leadsTo: behind },
    { port: astray, state: 'fault', leadsTo: 1 },
    { port: fault, state: 'fault' },
    { port: other, state: 'open' },
    { port: silent, state: 'silent' },
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

test('a program that ends while it is looked at holds nothing', async () => {
  const maps = '7f00-7f01 r-xp 0 fe:00 1 /usr/lib/libpcsclite.so.1.0.0\n';
  await runs(70, 'scdaemon', maps);
  await runs(71, '', maps);
  await runs(72, 'gone', maps);
  await rm(join(root, 'proc/72/comm'));
  expect(await programsUsingCards(root)).toEqual(['scdaemon']);
});
