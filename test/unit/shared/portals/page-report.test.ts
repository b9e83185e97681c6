import { expect, test } from 'vitest';
import { pageReport } from '../../../../shared/portals/page-report.ts';

const PAGE = {
  host: 'login.microsoftonline.com',
  path: '/37c354b2-85b0-47f5-b222-07b48d774ee3/oauth2/v2.0/sam.jones@nhs.net/',
  match: { kind: 'nothing' },
  version: '0.1.0',
} as const;

const element = (parts: object) => ({
  tag: 'input',
  type: 'text',
  role: null,
  id: null,
  name: null,
  isVisible: true,
  ...parts,
});
const structure = (...elements: object[]) => ({
  language: 'en-GB',
  pageId: 'X',
  frames: 0,
  elements,
});

test('names what developers named, as selectors', () => {
  const report = JSON.parse(
    pageReport(
      PAGE,
      structure(element({ id: 'i0116', name: 'loginfmt' }), element({ isVisible: false })),
    ),
  );
  expect(report).toMatchObject({
    host: PAGE.host,
    path: '/<hidden: 36 letters, digits, marks>/oauth2/v2.0/<hidden: 17 letters, marks>/',
    elements: ['input#i0116[type=text][name=loginfmt]', 'input[type=text] (hidden)'],
  });
});

test('hides what could name a person or a session', () => {
  for (const id of [
    'sam.jones@nhs.net',
    '07700900123',
    'user-123456789',
    'john-smith',
    'JaneDoe1',
    'a b',
    'x'.repeat(60),
  ]) {
    const report = pageReport(PAGE, structure(element({ id, name: id })));
    expect(report).not.toContain(id);
    expect(report).toContain(`<hidden: ${id.length} `);
  }
});

test.each([null, undefined, 'text', { elements: 'none' }, structure({ tag: 1 })])(
  'leaves out a structure that is none: %j',
  (found) => {
    expect(JSON.parse(pageReport(PAGE, found))).not.toHaveProperty('elements');
  },
);

test('keeps of a path and of an element what the catalogue knows, and of all else the shape', () => {
  const page = { ...PAGE, host: 'portal.nhs.net', path: '/Profile/john.smith/Edit/NHSJSmith' };
  const named = element({ tag: 'select', type: 'john', role: 'smith', id: 'john-smith' });
  const report = JSON.parse(pageReport(page, { ...structure(named), pageId: 'JohnSmith' }));
  expect(report).toMatchObject({
    path: '/Profile/<hidden: 10 letters, marks>/<hidden: 4 letters>/<hidden: 9 letters>',
    pageId: '<hidden: 9 letters>',
    elements: [
      'select#<hidden: 10 letters, marks>[type=<hidden: 4 letters>][role=<hidden: 5 letters>]',
    ],
  });
});

test.each([
  '/common/oauth2/v2.0/authorize',
  '/Home/AcceptablePolicy',
  '/adfs/ls/',
  '/common/fido/get',
  '/security-info',
])('keeps the path %s', (path) => {
  expect(JSON.parse(pageReport({ ...PAGE, path }, null))).toMatchObject({ path });
});
