import { sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GuideOnPage, launch, PivCard, practiceKeys, type Wardkey } from 'wardkey/testing';
import { Effort } from './effort.ts';

// A person who has never seen it signs in with a card, from the portal's first page, by what the
// guide on the page says. The card lies in a real pcscd's reader.

let wardkey: Wardkey;
beforeAll(async () => {
  wardkey = await launch({ via: 'pcsc', plugged: false });
});
afterAll(() => wardkey?.close());

test('the guide sees the card come and go, and follows each page to the end', async () => {
  const { reader } = wardkey;
  const keys = await practiceKeys();
  const key = keys['9a'];
  if (!reader || !key) throw new Error('no reader or no key');
  const { careIdentity } = wardkey.portal.state;
  careIdentity.issue(key.certificate, 'sam.jones@nhs.net', async (challenge) => ({
    certificate: key.certificate,
    signature: sign('sha256', challenge, key.privateKey),
  }));

  const page = await wardkey.browser.newPage();
  const guide = new GuideOnPage(page);
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto('https://portal.nhs.net/');
  const effort = new Effort();
  const pressed = (): void => effort.press();
  const says = async (text: string): Promise<string> => {
    const said = await guide.says(text);
    effort.read(said);
    return said;
  };
  effort.guide();
  await guide.press('Sign in with your NHS smartcard');
  await says('Step 1 of 8');
  await says('Put your card in the reader.');
  pressed();
  reader.insert(new PivCard({ keys, pin: '246810' }));
  const card = await says(', 3 tries left.');
  expect(card).toMatch(/Card found: certificate good until \d+ [A-Z][a-z]+ 20\d\d,/);

  const email = await page.waitForSelector('a[href="/Home/Email"]');
  expect(await guide.pointsAt('a[href="/Home/Email"]')).toBe(true);
  await email?.click();
  pressed();
  await says('Choose ‘Log in with my Care identity’');
  await page.waitForSelector('#care-identity');
  expect(await guide.pointsAt('#care-identity')).toBe(true);
  await page.click('#care-identity');
  pressed();

  await says('Choose ‘Smartcard’');
  await page.click('#way-smartcard');
  pressed();
  await page.click('.nhsuk-button[type=submit]');
  pressed();
  await says('choose the role');
  await page.click('#nhsRoleId_1');
  pressed();
  await says('NHSmail or Office 365 is open.');
  console.log(`With a card, from the first page: ${effort}`);
  expect(effort.presses).toBeLessThanOrEqual(8);
  expect(careIdentity.verified).toEqual([{ verified: true, holder: 'Pat Practice' }]);

  reader.remove();
  await guide.isGone();
});
