import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { HELLO, launch, NativePort, type Page, type Wardkey } from 'wardkey/testing';
import { expectSignInWorks, PIN, register } from '../e2e/bad-days/portal-visit.ts';

// Somebody got into the extension's worker and speaks to the installed bridge over a port of his
// own. The browser frames whatever he says, and checks nothing of it; the bridge is alone with it.

const LIST = { jsonrpc: '2.0', id: 'list', method: 'devices.list', params: {} };
const BIG = 250 * 1024;
const TOO_BIG = 300 * 1024;
const DEPTH = 1_000;

let wardkey: Wardkey;
let page: Page;
let port: NativePort;

beforeAll(async () => {
  wardkey = await launch({ via: 'pcsc', key: { pin: PIN } });
  page = await wardkey.browser.newPage();
  await register(wardkey, page);
});
afterAll(() => wardkey?.close());

beforeEach(async () => {
  port = await NativePort.open(await wardkey.worker());
});
/** After every one of these the port takes a proper request, and a person signs in. */
afterEach(async () => {
  expect(await port.ask({ ...LIST, id: 'after' })).toMatchObject({
    id: 'after',
    result: { problems: [] },
  });
  await port.close();
  await expectSignInWorks(wardkey, page);
});

function nested(depth: number, make: (inner: unknown) => unknown): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = make(value);
  return value;
}
const deepList = nested(DEPTH, (inner) => [inner]);
const deepObject = nested(DEPTH, (inner) => ({ params: inner }));

/** What is no request at all, with the id that its answer carries. */
const NO_REQUESTS: readonly (readonly [string, unknown, string | null])[] = [
  ['null', null, null],
  ['a number', 7, null],
  ['a boolean', true, null],
  ['a text', 'hello', null],
  ['an empty text', '', null],
  ['a list', [], null],
  ['a batch', [LIST], null],
  ['an empty object', {}, null],
  ['an object of another protocol', { type: 'hello' }, null],
  ['another version of JSON-RPC', { ...LIST, jsonrpc: '1.0' }, 'list'],
  ['a number as id', { ...LIST, id: 7 }, null],
  ['null as id', { ...LIST, id: null }, null],
  ['an empty id', { ...LIST, id: '' }, null],
  ['an id that is too long', { ...LIST, id: 'x'.repeat(65) }, null],
  ['no method', { jsonrpc: '2.0', id: 'list' }, 'list'],
  ['a list as method', { ...LIST, method: ['hello'] }, 'list'],
  ['a huge method', { ...LIST, method: 'x'.repeat(BIG) }, 'list'],
  ['a member more', { ...LIST, more: 1 }, 'list'],
  ['an answer', { jsonrpc: '2.0', id: 'list', result: {} }, 'list'],
  ['a deep list', deepList, null],
  ['a deep object', deepObject, null],
  ['a huge text', 'x'.repeat(BIG), null],
  ['a text of half characters', '\ud800'.repeat(1_000), null],
];

/** Requests for what is not there, or with parameters of another shape. */
const BAD_REQUESTS: readonly (readonly [string, string, unknown, string])[] = [
  ['an unknown method', 'key.erase', {}, 'method-unknown'],
  ['the name of a member that every object has', 'constructor', {}, 'method-unknown'],
  ['parameters where none belong', 'devices.list', { all: true }, 'message-invalid'],
  ['a list as parameters', 'devices.list', [1], 'message-invalid'],
  ['deep parameters', 'devices.list', deepObject, 'message-invalid'],
  ['huge parameters', 'devices.list', { text: 'x'.repeat(BIG) }, 'message-invalid'],
  ['a second hello', 'hello', HELLO.params, 'message-invalid'],
  ['a ceremony of no shape', 'webauthn.get', {}, 'message-invalid'],
  ['a PIN for no ceremony', 'ceremony.answer', pinFor('nobody'), 'ceremony-unknown'],
  ['a PIN of another type', 'ceremony.answer', { ...pinFor('nobody'), pin: 7 }, 'message-invalid'],
  ['an end to no ceremony', 'ceremony.cancel', { ceremony: 'nobody' }, 'ceremony-unknown'],
];

function pinFor(ceremony: string) {
  return { ceremony, step: 'step-1', type: 'pin', pin: '0000', lastTryAgreed: true };
}

const failure = (id: string | null, code: string) => ({ id, error: { data: { code } } });

test('what is no request is answered as an error, before hello and after it', async () => {
  for (const greeted of [false, true]) {
    if (greeted) expect(await port.ask(HELLO)).toMatchObject({ result: { protocol: 1 } });
    for (const [name, message, id] of NO_REQUESTS) {
      expect(await port.ask(message), name).toMatchObject(failure(id, 'message-invalid'));
    }
    expect(await port.ask('x'.repeat(TOO_BIG))).toMatchObject(failure(null, 'message-too-large'));
  }
});

test('a bad request is answered as an error', async () => {
  await port.ask(HELLO);
  for (const [name, method, params, code] of BAD_REQUESTS) {
    expect(await port.ask({ jsonrpc: '2.0', id: 'bad', method, params }), name).toMatchObject(
      failure('bad', code),
    );
  }
  expect(wardkey.key.pinTriesLeft).toBe(8);
});
