import type { Language } from '../../../shared/settings/settings.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { say } from '../../../shared/words/words.ts';
import type { Command, CommandContext } from '../context.ts';
import { EXPLAINED_NOTHING, SUCCESS } from '../exit-codes.ts';
import { ctapStatus } from '../explain/ctap-status.ts';
import type { Meaning } from '../explain/meaning.ts';
import { ownCode } from '../explain/own-code.ts';
import { pcscCode } from '../explain/pcsc-code.ts';
import { signInError } from '../explain/sign-in-error.ts';
import { statusWord } from '../explain/status-word.ts';
import { supportCodeMeaning } from '../explain/support-code.ts';
import { show } from '../show.ts';

const LISTS = [ownCode, ctapStatus, statusWord, pcscCode, signInError, supportCodeMeaning];

/** `wardkey explain`: what a code means, by every list that knows it. */
export const explainCode: Command = async (context) => {
  const { input, language, terminal } = context;
  const asked = input.words.join(' ').trim();
  const meanings = LISTS.flatMap((look) => look(asked, language));
  show(context, { asked, meanings }, () => meanings.flatMap((meaning) => lines(meaning, context)));
  if (meanings.length > 0) return SUCCESS;
  if (!input.flag('json')) {
    terminal.trouble(sayInTerminal(language, 'cli.explainUnknown', { code: asked }));
  }
  return EXPLAINED_NOTHING;
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
