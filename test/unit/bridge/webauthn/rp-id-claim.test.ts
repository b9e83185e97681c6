import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../../bridge/webauthn/caller.ts';
import { wellKnownFetch } from '../../../../bridge/webauthn/well-known-fetch.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { CALLER, clientOver, creationOptions, KeyRig, requestOptions } from '../../../rig/rig.ts';
import { wellKnownServer } from '../../../rig/well-known-server.ts';

const RELATED = 'rp.example';

/** A page of the catalogue that claims another name; the server says whom that counts as its own. */
async function claiming(rpId: string, origins: readonly string[], changes: Partial<Caller> = {}) {
  const rig = await KeyRig.with();
  const { agent, requests } = await wellKnownServer([rpId], (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ origins }));
  });
  const client = clientOver(rig.keys, { fetchWellKnown: wellKnownFetch(agent) });
  const caller = { ...CALLER, ...changes };
  const { person, stop } = rig;
  const rp = { id: rpId, name: 'Related' };
  return {
    rig,
    requests,
    create: () => client.create(caller, creationOptions({ rp }), person, stop.signal),
    get: () => client.get(caller, requestOptions({ rpId }), person, stop.signal),
  };
}

describe('an RP ID of another name', () => {
  it('is taken where the relying party counts the page among its own', async () => {
    const { rig, requests, create } = await claiming(RELATED, [CALLER.origin]);
    await create();
    expect(rig.key.credentials[0]?.rpId).toBe(RELATED);
    expect(requests).toHaveLength(1);
  });

  it('is refused where it does not, and no key hears of it', async () => {
    const { rig, requests, create, get } = await claiming(RELATED, ['https://other.example']);
    const commands = await rig.commandsOf(async () => {
      expect(await rejectionCode(create())).toBe('rp-id-mismatch');
      expect(await rejectionCode(get())).toBe('rp-id-mismatch');
    });
    expect(commands).toEqual([]);
    expect(requests).toHaveLength(2);
  });

  it.each(['portal.nhs.net', 'login.microsoftonline.com'])(
    'is not taken because another page of the catalogue has that name: %s',
    async (rpId) => {
      const origin = rpId === 'portal.nhs.net' ? CALLER.origin : 'https://portal.nhs.net';
      const { rig, requests, create, get } = await claiming(rpId, [], { origin });
      const commands = await rig.commandsOf(async () => {
        expect(await rejectionCode(create())).toBe('rp-id-mismatch');
        expect(await rejectionCode(get())).toBe('rp-id-mismatch');
      });
      expect(commands).toEqual([]);
      expect(requests).toHaveLength(2);
    },
  );

  it.each([
    'com',
    'co.uk',
    'github.io',
    '192.0.2.1',
    'rp.example.',
    'RP.example',
    'a/b',
    'localhost',
  ])('is refused unasked for %s', async (rpId) => {
    const { requests, create } = await claiming(rpId, [CALLER.origin]);
    expect(await rejectionCode(create())).toBe('rp-id-mismatch');
    expect(requests).toEqual([]);
  });

  it('costs a page nothing that claims its own', async () => {
    const { requests, create } = await claiming('microsoft.com', []);
    await create();
    expect(requests).toEqual([]);
  });

  it('is not asked about for a page that may not sign in here', async () => {
    const origin = 'https://evil.example';
    const { requests, create } = await claiming(RELATED, [origin], { origin });
    expect(await rejectionCode(create())).toBe('origin-not-allowed');
    expect(requests).toEqual([]);
  });

  it('is not waited for longer than the ceremony lives', async () => {
    const rig = await KeyRig.with();
    const fetchWellKnown = (_rpId: string, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const client = clientOver(rig.keys, { fetchWellKnown });
    const options = creationOptions({ rp: { id: RELATED, name: 'Related' } });
    const code = rejectionCode(client.create(CALLER, options, rig.person, rig.stop.signal));
    rig.stop.abort();
    expect(await code).toBe('ceremony-cancelled');
  });
});
