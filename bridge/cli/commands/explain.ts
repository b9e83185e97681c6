import type { Language } from '../../../shared/settings/settings.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { say } from '../../../shared/words/words.ts';
import type { Command, CommandContext } from '../context.ts';
import { EXPLAINED_NOTHING, SUCCESS } from '../exit-codes.ts';
import type { Meaning } from '../explain/meaning.ts';
import { meaningsOf } from '../explain/meanings.ts';
import { show } from '../show.ts';

/** `wardkey explain`: what codes mean, by every list that knows them. */
export const explainCode: Command = async (context) => {
  const { input, language, terminal } = context;
  const asked = input.words.join(' ').trim();
  const { meanings, unknown } = meaningsOf(asked, language);
  show(context, { asked, meanings }, () => meanings.flatMap((meaning) => lines(meaning, context)));
  if (!input.flag('json')) {
    for (const code of unknown) {
      terminal.trouble(sayInTerminal(language, 'cli.explainUnknown', { code }));
    }
  }
  return meanings.length > 0 ? SUCCESS : EXPLAINED_NOTHING;
};

function lines(
  { code, name, says, next, who, source }: Meaning,
  { language, terminal }: CommandContext,
): readonly string[] {
  return [
    terminal.heading(name === undefined ? code : `${code} ${name}`),
    `  ${says}`,
    ...(next === undefined ? [] : [`  ${next}`]),
    ...(who === undefined ? [] : [`  ${helper(who, language)}`]),
    ...(source === undefined
      ? []
      : [`  ${sayInTerminal(language, 'cli.explainSource', { source })}`]),
  ];
}

function helper(who: NonNullable<Meaning['who']>, language: Language): string {
  return say(language, `who.${who}`);
}
