import { beforeEach, expect, test, vi } from 'vitest';

const { executeScript, get } = vi.hoisted(() => ({ executeScript: vi.fn(), get: vi.fn() }));
vi.mock('../../../../extension/platform/browser.ts', () => ({
  browser: { scripting: { executeScript }, tabs: { get } },
}));
const { startLooking } = await import('../../../../extension/platform/scripting.ts');

const TAB = 7;
const LOOK = ['page-catalogue.js', 'page-pages.js', 'page-look.js'];
const ENTRA = { url: 'https://login.microsoftonline.com/common/login' };
const MAIL = { url: 'https://outlook.office.com/mail/' };
const asked = { ...ENTRA, documentId: 'asked' };

beforeEach(() => {
  executeScript.mockReset();
  get.mockReset();
  get.mockResolvedValue(ENTRA);
});

const sent = (): unknown[] => executeScript.mock.calls.map(([given]) => given);

test('the scripts go to the one document that asked for them', async () => {
  executeScript.mockResolvedValue([{ frameId: 0, documentId: 'asked' }]);
  await startLooking(TAB, asked);
  const target = { tabId: TAB, documentIds: ['asked'] };
  expect(sent()).toEqual(LOOK.map((file) => ({ target, files: [file] })));
});

test('where none asked, all of them go to the document that has the first', async () => {
  executeScript.mockResolvedValue([{ frameId: 0, documentId: 'found' }]);
  await startLooking(TAB);
  const documentIds = ['found'];
  expect(sent()).toEqual(
    LOOK.map((file, at) => ({
      target: at === 0 ? { tabId: TAB } : { tabId: TAB, documentIds },
      files: [file],
    })),
  );
});

test('a browser that knows no documents’ ids is not asked for one', async () => {
  executeScript.mockResolvedValue([{ frameId: 0 }]);
  await startLooking(TAB, ENTRA);
  expect(sent()).toEqual(LOOK.map((file) => ({ target: { tabId: TAB }, files: [file] })));
});

test.each([asked, ENTRA])('a tab that has gone on to its mail is sent none: %o', async (page) => {
  get.mockResolvedValue(MAIL);
  await expect(startLooking(TAB, page)).rejects.toMatchObject({ code: 'page-gone' });
  expect(sent()).toEqual([]);
});

test.each([asked, ENTRA])('nor what is left of them, where it goes on: %o', async (page) => {
  executeScript.mockResolvedValue([{ frameId: 0, ...('documentId' in page && page) }]);
  get.mockResolvedValueOnce(ENTRA).mockResolvedValueOnce({});
  await expect(startLooking(TAB, page)).rejects.toMatchObject({ code: 'page-gone' });
  expect(sent()).toHaveLength(1);
});

test('a document that took the place of the one that asked has the first of them alone', async () => {
  executeScript.mockResolvedValue([{ frameId: 2, documentId: 'other' }]);
  await expect(startLooking(TAB, asked)).rejects.toMatchObject({ code: 'page-gone' });
  expect(sent()).toHaveLength(1);
});
