import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AuthenticationResponseJSON,
  EXTENSION_ID,
  launch,
  type Page,
  type RegistrationResponseJSON,
  RelyingParty,
  type Wardkey,
} from 'wardkey/testing';
import { expectTold } from './bad-days/told.ts';

const PIN = '2468';
const SESSION = 'session';
const USER = 'sam.jones@example.org';

/** An organisation's own portal, in no catalogue. */
let servers: Server[] = [];
/** Allowed to the extension and to the bridge; allowed to the extension alone. */
let allowed = '';
let halfAllowed = '';
let wardkey: Wardkey;
let page: Page;

beforeAll(async () => {
  servers = [await emptyPages(), await emptyPages()];
  [allowed = '', halfAllowed = ''] = servers.map(originOf);
  wardkey = await launch({
    via: 'pcsc',
    key: { pin: PIN },
    portal: false,
    policies: {
      '3rdparty': { extensions: { [EXTENSION_ID]: { allowedOrigins: [allowed, halfAllowed] } } },
    },
    bridgePolicy: { allowedOrigins: [allowed] },
  });
  page = await wardkey.browser.newPage();
});

afterAll(async () => {
  await wardkey?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function emptyPages(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Portal</title>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

function originOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://localhost:${address.port}` : '';
}

/** Runs a ceremony as a page does that has its options as JSON; `answer` is the exception's name else. */
function ceremony(kind: 'create' | 'get', options: unknown): Promise<string> {
  return page.evaluate(
    async (which, text) => {
      const json = JSON.parse(text);
      try {
        const credential =
          which === 'create'
            ? await navigator.credentials.create({
                publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json),
              })
            : await navigator.credentials.get({
                publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json),
              });
        return JSON.stringify(credential);
      } catch (thrown) {
        return thrown instanceof DOMException ? thrown.name : String(thrown);
      }
    },
    kind,
    JSON.stringify(options),
  );
}

test('a portal that only the administrator’s policies name registers a key and signs in', async () => {
  const relyingParty = new RelyingParty('localhost', [allowed], []);
  await page.goto(allowed);
  await wardkey.chooseSignIn(page);
  const creating = ceremony('create', await relyingParty.registrationOptions(SESSION, USER));
  await wardkey.enterPin(PIN);
  const registration: RegistrationResponseJSON = JSON.parse(await creating);
  expect(await relyingParty.register(SESSION, registration)).toBe(true);

  await wardkey.chooseSignIn(page);
  const getting = ceremony('get', await relyingParty.authenticationOptions(SESSION, USER));
  await wardkey.enterPin(PIN);
  const authentication: AuthenticationResponseJSON = JSON.parse(await getting);
  expect(await relyingParty.authenticate(SESSION, authentication)).toBe(USER);
  expect(relyingParty.verified.refusals).toEqual([]);
});

test('what the extension lets through and the bridge’s own policy does not name reaches no key', async () => {
  const before = wardkey.key.commandLog.length;
  const relyingParty = new RelyingParty('localhost', [halfAllowed], []);
  await page.goto(halfAllowed);
  await wardkey.chooseSignIn(page);
  const creating = ceremony('create', await relyingParty.registrationOptions(SESSION, USER));
  await expectTold(await wardkey.signInWindow(), 'origin-not-allowed');
  expect(await creating).toBe('NotAllowedError');
  expect(wardkey.key.commandLog.length).toBe(before);
});
