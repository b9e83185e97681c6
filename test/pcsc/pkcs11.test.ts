import { execFile } from 'node:child_process';
import { createHash, verify } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttachedCard } from '../../bridge/smartcard/card-watch.ts';
import { askModule, type OwnCommand } from '../../bridge/smartcard/pkcs11/ask-module.ts';
import { findModule } from '../../bridge/smartcard/pkcs11/find-module.ts';
import { findPkcs11Signer } from '../../bridge/smartcard/pkcs11/pkcs11-signer.ts';
import type { Token } from '../../bridge/smartcard/pkcs11/token-messages.ts';
import { rejectionCode } from '../rig/code-of.ts';
import { willingPerson } from '../unit/bridge/smartcard/web-eid/software-signer.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

// Modules that nobody here wrote: Debian's SoftHSM, and OpenSC's on the virtual PIV card.

const MAIN = fileURLToPath(new URL('../../bridge/main.ts', import.meta.url));
const OWN: OwnCommand = [process.execPath, MAIN];
const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';
const OPENSC = findModule(undefined) ?? '';
const READER = 'Wardkey Middleware Reader';
const PIN = '271828';
const NEVER = new AbortController().signal;
const MESSAGE = Buffer.from('what is signed');
const DIGEST = {
  hashFunction: 'SHA-256',
  bytes: createHash('sha256').update(MESSAGE).digest(),
} as const;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wardkey-pkcs11-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function tokens(path: string): Promise<readonly Token[]> {
  const answer = await askModule(OWN, path, { ask: 'tokens' }, NEVER);
  if (answer.answer !== 'tokens') throw new Error('no tokens');
  return answer.tokens;
}

describe('SoftHSM', () => {
  const run = promisify(execFile);
  let known: Awaited<ReturnType<typeof practiceKeys>>;

  beforeAll(async () => {
    const conf = join(folder, 'softhsm2.conf');
    await mkdir(join(folder, 'tokens'));
    await writeFile(conf, `directories.tokendir = ${folder}/tokens\nobjectstore.backend = file\n`);
    process.env['SOFTHSM2_CONF'] = conf;
    await run('softhsm2-util', [
      '--init-token',
      '--free',
      '--label',
      'Practice',
      '--pin',
      PIN,
      '--so-pin',
      '12345678',
    ]);
    known = await practiceKeys('rsa2048');
    for (const [id, slot] of [
      ['01', '9a'],
      ['02', '9c'],
    ] as const) {
      const key = known[slot];
      const [keyFile, certificateFile] = [join(folder, `${id}.pem`), join(folder, `${id}.der`)];
      await writeFile(keyFile, key?.privateKey.export({ type: 'pkcs8', format: 'pem' }) ?? '');
      await writeFile(certificateFile, key?.certificate ?? '');
      await run('softhsm2-util', [
        '--import',
        keyFile,
        '--token',
        'Practice',
        '--label',
        id,
        '--id',
        id,
        '--pin',
        PIN,
      ]);
      await run('pkcs11-tool', [
        '--module',
        SOFTHSM,
        '--login',
        '--pin',
        PIN,
        '--token-label',
        'Practice',
        '--write-object',
        certificateFile,
        '--type',
        'cert',
        '--id',
        id,
      ]);
    }
  });
  afterAll(() => {
    delete process.env['SOFTHSM2_CONF'];
  });

  /** The reader by whose name the module would know the token's slot. */
  async function card(): Promise<AttachedCard> {
    const [token] = (await tokens(SOFTHSM)).filter(({ label }) => label === 'Practice');
    const access = { atr: new Uint8Array(), open: () => Promise.reject(new Error('not a card')) };
    return {
      id: 'hsm',
      transport: 'smart-card',
      name: token?.reader ?? '',
      card: access,
      removed: NEVER,
    };
  }

  it('tells its tokens, their PIN’s state and certificates', async () => {
    const [token] = (await tokens(SOFTHSM)).filter(({ label }) => label === 'Practice');
    expect(token).toMatchObject({ pin: 'good', showsTries: true, hasPinPad: false });
    expect(token?.certificates.map(({ id }) => id).sort()).toEqual(['01', '02']);
    expect(token?.certificates.find(({ id }) => id === '01')?.der).toBe(
      Buffer.from(known['9a']?.certificate ?? []).toString('base64'),
    );
  });

  it.each(['authentication', 'signing'] as const)(
    'signs for %s with the key of that use',
    async (use) => {
      const signer = await findPkcs11Signer(
        { command: OWN, path: SOFTHSM },
        await card(),
        use,
        NEVER,
      );
      const slot = use === 'signing' ? '9c' : '9a';
      expect(Buffer.from(signer.certificate)).toEqual(Buffer.from(known[slot]?.certificate ?? []));
      const person = {
        ...willingPerson(),
        askPin: async () => ({ pin: PIN, lastTryAgreed: false }),
      };
      const signature = await signer.sign(DIGEST, person, NEVER);
      expect(verify('sha256', MESSAGE, signer.publicKey, signature)).toBe(true);
    },
  );

  it('gives a PIN once, says that it was wrong, and asks anew', async () => {
    const signer = await findPkcs11Signer(
      { command: OWN, path: SOFTHSM },
      await card(),
      'signing',
      NEVER,
    );
    const asked: unknown[] = [];
    const person = {
      ...willingPerson(),
      askPin: async ({ problem }: { problem?: string | undefined }) => {
        asked.push(problem);
        return { pin: asked.length === 1 ? '000000' : PIN, lastTryAgreed: false };
      },
    };
    const signature = await signer.sign(DIGEST, person, NEVER);
    expect(verify('sha256', MESSAGE, signer.publicKey, signature)).toBe(true);
    expect(asked).toEqual([undefined, 'pin-wrong']);
  });
});

describe('OpenSC on a PIV card', () => {
  let stage: PcscStage;

  beforeAll(async () => {
    stage = await stagePcsc(READER);
  });
  afterAll(() => stage.strike());

  it.each(['rsa2048', 'p256'] as const)(
    'signs with a key of kind %s, after the PIN',
    async (kind) => {
      const piv = new PivCard({ pin: PIN, keys: await practiceKeys(kind) });
      const { id, transport, name, card: access } = await stage.lay(piv);
      if (access === undefined) throw new Error('not a card');
      const card = { id, transport, name, card: access, removed: NEVER };
      const place = { command: OWN, path: OPENSC };
      const signer = await findPkcs11Signer(place, card, 'authentication', NEVER);
      const person = {
        ...willingPerson(),
        askPin: async () => ({ pin: PIN, lastTryAgreed: false }),
      };
      const signature = await signer.sign(DIGEST, person, NEVER);
      // The key for documents wants a PIN for each signature: this one would have to be given twice.
      const forDocuments = await findPkcs11Signer(place, card, 'signing', NEVER);
      await expect(forDocuments.sign(DIGEST, person, NEVER)).rejects.toMatchObject({
        code: 'card-lacks-key',
      });
      const key = { key: signer.publicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(verify('sha256', MESSAGE, key, signature)).toBe(true);
      expect(piv.applet.pin.tries).toBe(3);
      await stage.rest();
    },
  );
});

describe('a module that is none', () => {
  it('is missing, or crashes, in its own process', async () => {
    expect(await rejectionCode(tokens(join(folder, 'nowhere.so')))).toBe('middleware-missing');
    const crashing: OwnCommand = [process.execPath, '-e', 'process.abort()'];
    const asked = askModule(crashing, SOFTHSM, { ask: 'tokens' }, NEVER);
    expect(await rejectionCode(asked)).toBe('middleware-failed');
  });
});
