import { expect, it } from 'vitest';
import { ScriptedCard } from './scripted-card.ts';
import { stagePcsc } from './transport-record.ts';

it('says that there is no reader until there is one', async () => {
  const stage = await stagePcsc('Wardkey Test Reader');
  try {
    await stage.pcscd.kill();
    await stage.reader.unplug();
    await stage.pcscd.resume();
    const { record } = stage.watch();
    await record.until(({ problems }) => problems.at(-1) === 'reader-none');
    await stage.pcscd.kill();
    await stage.reader.plug();
    stage.reader.insert(new ScriptedCard(() => '6d00'));
    await stage.pcscd.resume();
    await record.until(({ problems, devices }) => problems.at(-1) === null && devices.length === 1);
    expect(record.story).toHaveLength(1);
  } finally {
    await stage.strike();
  }
});
