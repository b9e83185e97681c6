import { expect, it } from 'vitest';
import { ScriptedCard } from './scripted-card.ts';
import { stagePcsc } from './transport-record.ts';

it('sees a card in the last of sixteen readers', async () => {
  const more = Array.from({ length: 15 }, (_value, index) => `Reader ${index + 1}`);
  const stage = await stagePcsc('Reader 0', ...more);
  try {
    const { record } = stage.watch();
    stage.pcscd.readers[15]?.insert(new ScriptedCard(() => '6d00'));
    expect((await record.device()).name).toBe('Reader 15 0F 00');
  } finally {
    await stage.strike();
  }
});
