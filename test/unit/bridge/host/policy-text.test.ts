import { expect, test } from 'vitest';
import { policyProblems } from '../../../../bridge/host/policy-text.ts';

const KNOWN =
  'allowedOrigins, enterpriseRpIds, language, cardTrustStore, webEid, cardRemoved, signIn, pkcs11Module, keyModels, contacts, portals, hosts';

test.each([
  '{}',
  ' {\n"language" : "cy" }\n',
  '{"allowedOrigins":["https://a.example","https://b.example:8443"],"enterpriseRpIds":["a.example"]}',
])('nothing is wrong with %s', (text) => {
  expect(policyProblems(text)).toEqual([]);
});

test('every key that is not known is told, and all else too, each with its line', () => {
  const text = `{
  "allowedOrigin": ["https://a.example"],
  "enterpriseRpIds": ["a.example", "https://b.example"],
  "allowedOrigins": [
    "https://a.example",
    "https://b.example/",
    7
  ],
  "langauge": "en",
  "language": "fr"
}`;
  expect(policyProblems(text)).toEqual([
    { line: 2, key: 'allowedOrigin', expected: KNOWN },
    { line: 9, key: 'langauge', expected: KNOWN },
    { line: 6, key: 'allowedOrigins[1]', expected: 'https://portal.example.org' },
    { line: 7, key: 'allowedOrigins[2]', expected: 'https://portal.example.org' },
    { line: 3, key: 'enterpriseRpIds[1]', expected: 'login.example.org' },
    { line: 10, key: 'language', expected: 'en, cy' },
  ]);
});

test.each([
  ['{"allowedOrigins": "https://a.example"}', 'allowedOrigins', '["https://portal.example.org"]'],
  ['{"enterpriseRpIds": {}}', 'enterpriseRpIds', '["login.example.org"]'],
  ['{"language": null}', 'language', 'en, cy'],
  ['{"__proto__": {}}', '__proto__', KNOWN],
  ['{"constructor": 1}', 'constructor', KNOWN],
])('%s: the whole setting is wrong', (text, key, expected) => {
  expect(policyProblems(text)).toEqual([{ line: 1, key, expected }]);
});

test.each([
  ['{"portals": {}}', 'portals', '[{ "host": "portal.example.org" }]'],
  ['{"portals": [7]}', 'portals[0]', '{ "host": "portal.example.org" }'],
  ['{"portals": [{"name": "A"}]}', 'portals[0].host', 'portal.example.org'],
  ['{"portals": [{"host": "https://a.example"}]}', 'portals[0].host', 'portal.example.org'],
  ['{"portals": [{"host": "*.a.example"}]}', 'portals[0].host', 'portal.example.org'],
  ['{"portals": [{"host": "a.example", "page": 1}]}', 'portals[0].page', 'host, name, pages'],
  [
    '{"portals": [{"host": "a.example", "pages": [{"page": "entra", "selector": "#a"}]}]}',
    'portals[0].pages[0].page',
    'entra-username',
  ],
  [
    '{"portals": [{"host": "a.example", "pages": [{"page": "adfs-hrd", "selector": "a{}"}]}]}',
    'portals[0].pages[0].selector',
    '#name',
  ],
  [
    '{"contacts": {"desk": {}}}',
    'contacts.desk',
    'local-administrator, it-service-desk, nhsmail-helpdesk, registration-authority, ig-team, local-organisation, your-voice',
  ],
  [
    '{"contacts": {"it-service-desk": {"phone": 12}}}',
    'contacts.it-service-desk.phone',
    '020 7946 0000',
  ],
  [
    '{"contacts": {"it-service-desk": {"fax": "1"}}}',
    'contacts.it-service-desk.fax',
    'name, phone, email, url, hours',
  ],
  [
    '{"contacts": {"it-service-desk": {"url": "javascript:alert(1)"}}}',
    'contacts.it-service-desk.url',
    'https://help.example.org',
  ],
  [
    '{"contacts": {"it-service-desk": 1}}',
    'contacts.it-service-desk',
    '{ name, phone, email, url, hours }',
  ],
  ['{"hosts": ["a.example", "b"]}', 'hosts[1]', 'login.example.org'],
])('%s: told at its place', (text, key, expected) => {
  expect(policyProblems(text)).toEqual([{ line: 1, key, expected }]);
});

test('portals, contacts and hosts of an organisation hold', () => {
  const policy = {
    portals: [
      { host: 'id.a.example', name: 'A', pages: [{ page: 'adfs-login', selector: '#a > b' }] },
    ],
    contacts: { 'registration-authority': { name: 'RA', phone: '1', url: 'https://a.example/x' } },
    hosts: ['b.example'],
  };
  expect(policyProblems(JSON.stringify(policy))).toEqual([]);
});

test('a list that is too long is told with the most that it may have', () => {
  const allowedOrigins = Array.from({ length: 257 }, (_, index) => `https://p${index}.example`);
  expect(policyProblems(JSON.stringify({ allowedOrigins }))).toEqual([
    { line: 1, key: 'allowedOrigins', expected: '[≤ 256]' },
  ]);
});

test('a setting that stands there twice is told, with the line of the first', () => {
  const text = '{"allowedOrigins": [],\n"language": "en",\n"allowedOrigins": []}';
  expect(policyProblems(text)).toEqual([{ line: 3, key: 'allowedOrigins', expected: '1 × (1)' }]);
});

test.each([
  ['', 1, '{ }'],
  ['[]', 1, '{ }'],
  ['"text"', 1, '{ }'],
  ['{\n"language": "en"\n"allowedOrigins": []}', 3, ', }'],
  ['{"language" "en"}', 1, ':'],
  ['{\n\n"language": en}', 3, '"…"'],
  ['{"language": "en",\n}', 2, '"…"'],
  ["{'language': 'en'}", 1, '"…"'],
  ['{\n// a remark\n}', 2, '"…"'],
  ['{"allowedOrigins": ["https://a.example",\n]}', 2, '"…"'],
  ['{"allowedOrigins": ["https://a.example"', 1, ', ]'],
  ['{"language": "e\nn"}', 1, '"…"'],
  ['\ufeff{}', 1, '{ }'],
])('%j: the line %d, and what may stand there', (text, line, expected) => {
  expect(policyProblems(text)).toEqual([{ line, expected }]);
});

test('what stands behind the end is told', () => {
  expect(policyProblems('{}\n}')).toEqual([{ line: 2 }]);
});

test('what is nested without end is refused, and quickly', () => {
  const begun = process.cpuUsage();
  expect(policyProblems('['.repeat(60_000))).toHaveLength(1);
  expect(policyProblems(`{"allowedOrigins":[${'0,'.repeat(30_000)}0]}`)).toHaveLength(20);
  // Work, not time: other programs of the machine do not count. Milliseconds from microseconds.
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1_000).toBeLessThan(2_000);
});

test('it takes for JSON just what JSON.parse does', () => {
  for (const value of [
    '0',
    '-1.5e3',
    '01',
    '1.',
    '+1',
    'true',
    'nul',
    '"\\u12"',
    '"\\x"',
    '{"a":{}}',
  ]) {
    const text = `{"language": ${value}}`;
    const isJson = (() => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    })();
    expect([text, policyProblems(text)[0]?.key !== undefined]).toEqual([text, isJson]);
  }
});
