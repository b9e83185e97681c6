import type { Stage } from '../stage.ts';

/** Reads the number on the page as a person does, types it into the phone and says yes. */
export async function approveOnPhone(stage: Stage): Promise<void> {
  const sign = await stage.page.waitForSelector('.displaySign');
  const number = (await sign?.evaluate(({ textContent }) => textContent)) ?? '';
  stage.say('Type the number into the phone');
  const phone = await stage.wardkey.browser.newPage();
  await phone.goto('https://phone.example.org/');
  await (await phone.waitForSelector('#number'))?.type(number);
  await stage.look('phone', phone);
  await phone.click('#yes');
  await phone.waitForFunction(() => document.querySelector('#number') === null);
  await phone.close();
  await stage.page.bringToFront();
}
