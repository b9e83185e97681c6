import { request } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PracticePortal } from '../../portal/server.ts';

let portal: PracticePortal;
beforeAll(async () => {
  portal = await PracticePortal.start();
});
afterAll(() => portal.close());

interface Reply {
  status: number;
  text: string;
  cookie: string | undefined;
  policy: string;
}

function ask(host: string, path: string, body?: string, cookie?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: portal.port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        servername: host,
        ca: portal.authority,
        headers: { host, ...(cookie && { cookie }) },
      },
      async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        const set = response.headers['set-cookie']?.[0];
        resolve({
          status: response.statusCode ?? 0,
          text,
          cookie: set?.split(';')[0],
          policy: String(response.headers['content-security-policy']),
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

test('each host has its own pages, and a foreign host none', async () => {
  expect((await ask('portal.nhs.net', '/')).text).toContain('NHS.net Connect');
  expect((await ask('login.microsoftonline.com', '/common/oauth2/v2.0/authorize')).text).toContain(
    'name="loginfmt" id="i0116"',
  );
  expect((await ask('login.microsoft.com', '/common/fido/get')).text).toContain('id="idSIButton9"');
  expect((await ask('portal.nhs.net', '/common/fido/get')).status).toBe(404);
  await expect(ask('www.nhs.uk', '/')).rejects.toThrow('Hostname/IP does not match');
});

test('every page says that it is a practice portal', async () => {
  for (const [host, path] of [
    ['portal.nhs.net', '/'],
    ['login.microsoft.com', '/common/fido/create'],
    ['mysignins.microsoft.com', '/security-info'],
  ] as const) {
    expect((await ask(host, path)).text).toContain('Practice portal');
  }
});

test('what a page is told in its address is never markup on it', async () => {
  const evil = encodeURIComponent('"></script><script>alert(1)</script>');
  for (const path of [`/common/fido/get?login_hint=${evil}`, `/frame?src=${evil}&allow=${evil}`]) {
    expect((await ask('login.microsoft.com', path)).text).not.toContain('<script>alert');
  }
});

test('page scripts are JavaScript, and no other file is given out', async () => {
  const script = await ask('login.microsoft.com', '/scripts/security-key-get.ts');
  expect(script.text).toContain('startAuthentication');
  expect(script.text).not.toContain('Promise<void>');
  const vendor = await ask('login.microsoft.com', '/vendor/simplewebauthn/index.js');
  expect(vendor.text).toContain('startRegistration');
  for (const path of ['/scripts/../server.ts', '/scripts/%2e%2e/server.ts', '/vendor/x/index.js']) {
    expect((await ask('login.microsoft.com', path)).status).toBe(404);
  }
});

test('an answer that fits no challenge of the session is refused and noted', async () => {
  const first = await ask('login.microsoft.com', '/fido/create/options', '{"userName":"sam"}');
  const options = JSON.parse(first.text);
  expect(options.rp.id).toBe('login.microsoft.com');
  const clientData = { type: 'webauthn.create', challenge: options.challenge };
  const answer = JSON.stringify({
    id: 'AAAA',
    rawId: 'AAAA',
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: Buffer.from(JSON.stringify(clientData)).toString('base64url'),
      attestationObject: 'oA',
    },
  });
  const reply = await ask('login.microsoft.com', '/fido/create/verify', answer);
  expect(JSON.parse(reply.text)).toEqual({ verified: false });
  expect(portal.verified.registrations).toEqual([]);
  expect(portal.verified.refusals.at(-1)).toContain('challenge');
});

test('a body that is not JSON is an error and not the end', async () => {
  const path = '/fido/get/options';
  expect((await ask('login.microsoft.com', path, '{')).status).toBe(500);
  expect((await ask('login.microsoft.com', path, '{"userName":"sam"}')).status).toBe(200);
});

test('no page may load anything from elsewhere, or run a script that stands in it', async () => {
  const { policy } = await ask('portal.nhs.net', '/');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});

test('a fixture stands at its address alone, without a script', async () => {
  const url = 'https://portal.nhs.net/Profile/Odd';
  portal.stand({ url, html: '<h1>Odd</h1>' });
  expect(await ask('portal.nhs.net', '/Profile/Odd')).toMatchObject({
    text: '<h1>Odd</h1>',
    policy: expect.not.stringContaining('script-src'),
  });
  expect((await ask('login.microsoft.com', '/Profile/Odd')).status).toBe(404);
  expect(() => portal.stand({ url: 'https://www.nhs.uk/', html: '' })).toThrow(RangeError);
});
