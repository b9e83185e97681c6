import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { CredentialManagement } from '../../../../bridge/ctap/credential-management.ts';
import { openMember } from '../../../../bridge/ctap/encrypted-member.ts';
import { PERMISSION } from '../../../../bridge/ctap/pin-uv-auth-token.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import type { VirtualKey } from '../../../virtual/virtual-key.ts';
import { Platform } from '../../virtual/platform.ts';
import { PIN, Workbench } from './managed-key.ts';
import { codeOf, ScriptedChannel } from './scripted-transport.ts';

const hash = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

/** Resident credentials: two of one RP, one of another. */
async function fill(key: VirtualKey): Promise<void> {
  const platform = new Platform(key, key.model.pinProtocols.includes(2) ? 2 : 1);
  const legacy = !key.model.pinUvAuthToken;
  for (const [rpId, name] of [
    ['one.example', 'Ann'],
    ['one.example', 'Bob'],
    ['two.example', 'Cem'],
  ] as const) {
    const { token } = await platform.token(PIN, legacy ? undefined : { permissions: 1, rpId });
    await platform.create(
      new Map([
        ...platform.createAuth(token),
        [2, { id: rpId }],
        [3, { id: Buffer.from(name), name, displayName: name.toUpperCase() }],
        [7, { rk: true }],
      ]),
    );
  }
}

const MODELS: [string, VirtualKeyOptions][] = [
  ['CTAP 2.1', {}],
  ['the preview command, permissions', { credentialManagement: 'preview' }],
  [
    'the preview command, legacy token',
    {
      versions: ['FIDO_2_0', 'FIDO_2_1_PRE'],
      credentialManagement: 'preview',
      pinUvAuthToken: false,
      pinProtocols: [1],
    },
  ],
];

describe.each(MODELS)('%s', (_name, model) => {
  async function filled() {
    const bench = await Workbench.with({ pin: PIN, ...model });
    await fill(bench.key);
    return { bench, management: new CredentialManagement(await bench.managed(PERMISSION.cm)) };
  }

  test('lists what the key stores', async () => {
    const { management, bench } = await filled();
    expect(await management.getMetadata()).toEqual({ existing: 3, remaining: 22 });
    const rps = await management.enumerateRps();
    expect(rps.map(({ id, idHash }) => [id, idHash])).toEqual([
      ['one.example', hash('one.example')],
      ['two.example', hash('two.example')],
    ]);
    const credentials = await management.enumerateCredentials(hash('one.example'));
    expect(credentials.map(({ user }) => user.name)).toEqual(['Ann', 'Bob']);
    expect(credentials.map(({ credential }) => credential.id)).toEqual(
      bench.key.credentials.slice(0, 2).map(({ id }) => new Uint8Array(id)),
    );
    expect(credentials[0]).toMatchObject({ protection: 1, largeBlobKey: undefined });
    expect(credentials[0]?.publicKey.get(3)).toBe(-7);
    expect(await management.enumerateCredentials(hash('three.example'))).toEqual([]);
  });

  test('deletes a credential, once', async () => {
    const { management, bench } = await filled();
    const [, bob] = await management.enumerateCredentials(hash('one.example'));
    if (bob === undefined) throw new Error('no second credential');
    await management.deleteCredential(bob.credential);
    expect(bench.key.credentials.map(({ user }) => user.name)).toEqual(['Ann', 'Cem']);
    const again = () => management.deleteCredential(bob.credential);
    expect(await codeOf(again)).toBe('no-credential');
  });
});

test('changes the names of a user, where the key can', async () => {
  const bench = await Workbench.with({ pin: PIN });
  await fill(bench.key);
  const management = new CredentialManagement(await bench.managed(PERMISSION.cm));
  const [ann] = await management.enumerateCredentials(hash('one.example'));
  if (ann === undefined) throw new Error('no credential');
  await management.updateUser(ann.credential, { id: ann.user.id, name: 'anna' });
  expect(bench.key.credentials[0]?.user).toMatchObject({ name: 'anna', displayName: undefined });
  const preview = await Workbench.with({ pin: PIN, credentialManagement: 'preview' });
  const older = new CredentialManagement(await preview.managed(PERMISSION.cm));
  const update = () => older.updateUser(ann.credential, ann.user);
  expect(await codeOf(update)).toBe('key-lacks-command');
});

test('an empty key has empty lists', async () => {
  const bench = await Workbench.with({ pin: PIN });
  const management = new CredentialManagement(await bench.managed(PERMISSION.cm));
  expect(await management.enumerateRps()).toEqual([]);
});

test('without the right token the key refuses, and without the command nothing is sent', async () => {
  const bench = await Workbench.with({ pin: PIN });
  const without = new CredentialManagement(await bench.managed(0));
  expect(await codeOf(() => without.getMetadata())).toBe('verification-needed');
  const wrong = new CredentialManagement(await bench.managed(PERMISSION.ga, 'one.example'));
  expect(await codeOf(() => wrong.enumerateRps())).toBe('verification-expired');
  const none = await Workbench.with({ credentialManagement: 'none' });
  const managed = await none.managed(0);
  expect(await codeOf(() => new CredentialManagement(managed))).toBe('key-lacks-command');
});

test('a persistent token reads, also after a power cycle, and changes nothing', async () => {
  const bench = await Workbench.with({ pin: PIN, persistentToken: true });
  await fill(bench.key);
  const managed = await bench.managed(PERMISSION.pcmr);
  bench.key.powerCycle();
  const management = new CredentialManagement(managed);
  expect(await management.enumerateRps()).toHaveLength(2);
  const [first] = await management.enumerateCredentials(hash('two.example'));
  if (first === undefined) throw new Error('no credential');
  const remove = () => management.deleteCredential(first.credential);
  expect(await codeOf(remove)).toBe('verification-expired');

  const { token } = managed;
  const [one, two] = [await bench.info(), await bench.info()];
  if (token === undefined || !one.encIdentifier || !two.encIdentifier || !one.encCredStoreState) {
    throw new Error('no encrypted members');
  }
  expect(one.encIdentifier).not.toEqual(two.encIdentifier);
  const identifier = openMember(token, 'encIdentifier', one.encIdentifier);
  expect(identifier).toHaveLength(16);
  expect(openMember(token, 'encIdentifier', two.encIdentifier)).toEqual(identifier);
  const before = openMember(token, 'encCredStoreState', one.encCredStoreState);
  const owner = new CredentialManagement(await bench.managed(PERMISSION.cm));
  await owner.deleteCredential(first.credential);
  const { encCredStoreState = new Uint8Array() } = await bench.info();
  expect(openMember(token, 'encCredStoreState', encCredStoreState)).not.toEqual(before);
  for (const length of [0, 16, 31]) {
    const sealed = new Uint8Array(length);
    expect(await codeOf(() => openMember(token, 'encIdentifier', sealed))).toBe('device-garbled');
  }
});

describe('what makes no sense', () => {
  const RP_HASH = new Uint8Array(32).fill(7);
  const descriptor = new Map<string, CborValue>([
    ['id', Uint8Array.of(1)],
    ['type', 'public-key'],
  ]);

  /** A management whose key gives one answer after the other. */
  async function scripted(...answers: readonly (readonly (readonly [number, CborValue])[])[]) {
    const left = answers.map((members) => [0, ...encode(new Map(members))]);
    const bench = await Workbench.with();
    const managed = await bench.managed(0);
    const channel = new ScriptedChannel(() => Uint8Array.from(left.shift() ?? [0x30]));
    return new CredentialManagement({ ...managed, channel });
  }

  test('in one entry does not lose the others', async () => {
    const management = await scripted(
      [
        [3, new Map([['id', 'one.example']])],
        [4, RP_HASH],
        [5, 3],
      ],
      [[3, 'odd']],
      [
        [
          3,
          new Map<string, CborValue>([
            ['id', 7],
            ['name', null],
          ]),
        ],
        [4, RP_HASH],
      ],
    );
    expect(await management.enumerateRps()).toEqual([
      { id: 'one.example', name: undefined, idHash: RP_HASH },
      { id: '07'.repeat(32), name: undefined, idHash: RP_HASH },
    ]);
  });

  test('in a credential is left out of it', async () => {
    const management = await scripted([
      [6, new Map([['id', 'x']])],
      [7, descriptor],
      [8, 'x'],
      [9, 1],
      [0x0a, 'x'],
    ]);
    expect(await management.enumerateCredentials(RP_HASH)).toMatchObject([
      {
        user: { id: new Uint8Array() },
        credential: { id: Uint8Array.of(1) },
        publicKey: new Map(),
      },
    ]);
  });

  test('in all entries is told, and not that there are none', async () => {
    const management = await scripted([[9, 1]]);
    expect(await codeOf(() => management.enumerateCredentials(RP_HASH))).toBe('device-garbled');
  });

  test('of the counts, or their absence, ends nothing', async () => {
    expect(await (await scripted([])).getMetadata()).toEqual({});
    const none = { existing: undefined, remaining: undefined };
    expect(await (await scripted([[1, 'x']])).getMetadata()).toEqual(none);
  });
});
