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
    path: '/<hidden>/oauth2/v2.0/<hidden>/',
    elements: ['input#i0116[type=text][name=loginfmt]', 'input[type=text] (hidden)'],
  });
});

test('hides what could name a person or a session', () => {
  for (const id of ['sam.jones@nhs.net', '07700900123', 'user-123456789', 'a b', 'x'.repeat(60)]) {
    const report = pageReport(PAGE, structure(element({ id, name: id })));
    expect(report).not.toContain(id);
    expect(report).toContain('<hidden>');
  }
});

test.each([null, undefined, 'text', { elements: 'none' }, structure({ tag: 1 })])(
  'leaves out a structure that is none: %j',
  (found) => {
    expect(JSON.parse(pageReport(PAGE, found))).not.toHaveProperty('elements');
  },
);
