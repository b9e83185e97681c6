import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { wellKnownFetch } from '../../../../bridge/webauthn/well-known-fetch.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { type WellKnownServer, wellKnownServer } from '../../../rig/well-known-server.ts';

const RP_ID = 'rp.example';
const PATH = '/.well-known/webauthn';
const DOCUMENT = { origins: ['https://shop.example.co.uk'] };
const NEVER = new AbortController().signal;

const serveDocument: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(DOCUMENT));
};

function start(answer: RequestListener): Promise<WellKnownServer> {
  return wellKnownServer([RP_ID, 'other.example'], answer);
}

/** The document by way of redirects, each path telling the next location. */
function redirecting(places: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    const location = places[request.url ?? ''];
    if (location === undefined) return serveDocument(request, response);
    response.writeHead(302, { location, 'set-cookie': 'seen=1; Path=/' }).end();
  };
}

describe('the file of related origins', () => {
  it('is fetched from the RP ID, with nothing that tells of the person', async () => {
    const { agent, requests } = await start(serveDocument);
    expect(await wellKnownFetch(agent)(RP_ID, NEVER)).toEqual(DOCUMENT);
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.method).toBe('GET');
    expect(request?.url).toBe(PATH);
    expect(Object.keys(request?.headers ?? {}).sort()).toEqual(['accept', 'connection', 'host']);
    expect(request?.headers.host).toBe(RP_ID);
  });

  it('is followed over https, without cookies, credentials or a referrer', async () => {
    const { agent, requests } = await start(
      redirecting({ [PATH]: 'https://user:secret@other.example/there?x=1' }),
    );
    expect(await wellKnownFetch(agent)(RP_ID, NEVER)).toEqual(DOCUMENT);
    expect(requests.map(({ url, headers }) => [headers.host, url])).toEqual([
      [RP_ID, PATH],
      ['other.example', '/there?x=1'],
    ]);
    for (const { headers } of requests) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('referer');
    }
  });

  it.each<[string, string, RequestListener]>([
    ['plain http', 'redirect-not-https', redirecting({ [PATH]: `http://${RP_ID}/` })],
    ['another scheme', 'redirect-not-https', redirecting({ [PATH]: 'file:///etc/passwd' })],
    ['an endless way', 'redirects', redirecting({ [PATH]: PATH })],
    ['a redirect to nowhere', 'status', (_, response) => response.writeHead(302).end()],
    ['a refusal', 'status', (_, response) => response.writeHead(404).end('{"origins":[]}')],
    ['an error page', 'status', (_, response) => response.writeHead(500).end()],
    ['a page', 'content-type', (_, response) => send(response, 'text/html', '{}')],
    ['no type', 'content-type', (_, response) => void response.end('{}')],
    ['no JSON', 'unreachable', (_, response) => send(response, 'application/json', 'origins')],
    [
      'a document without end',
      'too-large',
      (_, response) => send(response, 'application/json', `"${'a'.repeat(256 * 1024)}"`),
    ],
    ['a line cut off', 'unreachable', (request) => void request.socket.destroy()],
  ])('is none in %s', async (_what, reason, answer) => {
    const { agent } = await start(answer);
    await expect(wellKnownFetch(agent)(RP_ID, NEVER)).rejects.toMatchObject({
      code: 'rp-id-mismatch',
      facts: { reason: `well-known-${reason}` },
    });
  });

  it('is none where the server is not who it says', async () => {
    const { agent, requests } = await start(serveDocument);
    await expect(wellKnownFetch(agent)('stranger.example', NEVER)).rejects.toMatchObject({
      code: 'rp-id-mismatch',
    });
    expect(requests).toEqual([]);
  });

  it('is not waited for once the ceremony has ended', async () => {
    const stop = new AbortController();
    const { agent } = await start(() => stop.abort(new WardkeyError('ceremony-timeout')));
    await expect(wellKnownFetch(agent)(RP_ID, stop.signal)).rejects.toMatchObject({
      code: 'ceremony-timeout',
    });
  });
});

function send(response: Parameters<RequestListener>[1], type: string, text: string): void {
  response.setHeader('content-type', type);
  response.end(text);
}
