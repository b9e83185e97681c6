import { beforeEach, describe, expect, it, test } from 'vitest';
import { CareIdentity } from '../../portal/care-identity.ts';
import type { PortalResponse } from '../../portal/exchange.ts';
import { RelyingParty } from '../../portal/relying-party.ts';
import { handlerFor } from '../../portal/routes.ts';
import { SHAPES } from '../../portal/shapes.ts';
import { PracticeState } from '../../portal/state.ts';

const PORTAL = 'https://portal.nhs.net';
const SAM = 'sam.jones@nhs.net';
const SESSION = 'session';

let state: PracticeState;
beforeEach(() => {
  const relyingParty = new RelyingParty('login.microsoft.com', [], []);
  state = new PracticeState(relyingParty, new CareIdentity());
});

async function ask(method: string, address: string, body: unknown = {}): Promise<PortalResponse> {
  const url = new URL(address);
  const handler = handlerFor(url.host, method, url.pathname);
  if (handler === undefined) throw new Error(`no such page: ${address}`);
  return handler({ url, session: SESSION, body, state });
}

const OWN_PAGES = ['/Profile', '/Profile/SelfService', '/Profile/Fido2Tokens', '/Admin'];

describe('somebody who has not signed in', () => {
  it.each(OWN_PAGES)('does not see %s', async (path) => {
    expect(await ask('GET', `${PORTAL}${path}`)).toEqual({ redirect: '/' });
  });

  it.each(['/Profile/SelfService', '/Profile/Fido2Tokens', '/Profile/Fido2Tokens/Remove'])(
    'changes nothing at %s',
    async (path) => {
      expect(await ask('POST', `${PORTAL}${path}`)).toEqual({ redirect: '/' });
      expect(state.accounts.of(SAM).mfaEnabled).toBe(false);
    },
  );

  it('goes back to the start with a made-up code', async () => {
    await ask('GET', `${PORTAL}/signin?code=made-up`);
    expect(state.signedIn.size).toBe(0);
  });

  it('picks no role without a card', async () => {
    const answer = await ask('POST', 'https://am.nhsidentity.spineservices.nhs.uk/openam/UI/role');
    expect(answer).toEqual({ redirect: '/openam/XUI/' });
  });

  it('finishes no sign-in at Entra', async () => {
    const answer = await ask('POST', 'https://login.microsoftonline.com/practice/finish');
    expect(answer).toEqual({ json: { location: PORTAL } });
    expect(state.signedIn.size).toBe(0);
  });

  it('gets nowhere with a wrong password at the older sign-in', async () => {
    const body = { UserName: SAM, Password: 'wrong' };
    const answer = await ask('POST', 'https://fs.nhs.net/adfs/ls/login', body);
    expect(answer).toHaveProperty('html', expect.stringContaining('Incorrect user ID or password'));
  });
});

test('a code signs one session in, once', async () => {
  const code = state.issueCode(SAM);
  await ask('GET', `${PORTAL}/signin?code=${code}`);
  expect(state.signedIn.get(SESSION)).toBe(SAM);
  state.signedIn.clear();
  await ask('GET', `${PORTAL}/signin?code=${code}`);
  expect(state.signedIn.size).toBe(0);
});

test.each(['https://example.org/', '//example.org/', '/\\example.org/', 'javascript:0'])(
  'nobody is sent on to %s',
  async (to) => {
    const address = `${PORTAL}/signin?${new URLSearchParams({ to })}`;
    expect(await ask('GET', address)).toEqual({ redirect: '/' });
  },
);

test('a name that a page shows stays text', async () => {
  state.signedIn.set(SESSION, '<img src=x>@nhs.net');
  const page = await ask('GET', `${PORTAL}/`);
  expect(page).toHaveProperty('html', expect.not.stringContaining('<img'));
});

test('every page of the catalogue stands at its address', async () => {
  state.signedIn.set(SESSION, SAM);
  for (const { id, url } of SHAPES) {
    const address = new URL(url);
    expect(handlerFor(address.host, 'GET', address.pathname), id).toBeDefined();
    expect(await ask('GET', url), id).toHaveProperty('html');
  }
});
