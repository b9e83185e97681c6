import { ERROR_CODES, type ErrorCode } from '../../shared/errors/codes.ts';
import type { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { sayInTerminal } from '../../shared/words/command-line-words.ts';
import { printable } from '../../shared/words/printable.ts';
import { explain, HELPERS, say } from '../../shared/words/words.ts';
import { type JsonSchema, list, object, oneOfTexts, TEXT } from './json-schema.ts';
import { DeviceChoiceError, type NamedDevice, NoDeviceError } from './named-device.ts';

/** What happened, what to do next and who can help: one line each, and what there is to choose from. */
export function errorLines(
  error: Pick<WardkeyError, 'code' | 'facts'>,
  language: Language,
): readonly string[] {
  const { says, next, who } = explain(language, error.code, error.facts);
  const choices = error instanceof DeviceChoiceError ? error.choices : [];
  return [
    says,
    next,
    ...besidesOf(error).map((code) => explain(language, code).says),
    ...(choices.length === 0 ? [] : [sayInTerminal(language, 'cli.choose')]),
    ...choices.map((device) => `  ${choiceText(device, language)}`),
    ...(who === 'you' ? [] : [say(language, `who.${who}`)]),
  ];
}

const ERROR: JsonSchema = object(
  {
    code: oneOfTexts(...ERROR_CODES),
    says: TEXT,
    next: TEXT,
    who: oneOfTexts(...HELPERS),
    facts: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
  },
  {
    besides: list(oneOfTexts(...ERROR_CODES)),
    choices: list(object({ id: TEXT, name: TEXT }, { path: TEXT, serial: TEXT })),
  },
);

/** The form of {@link errorJson}, with what else the line always or sometimes has. */
export function errorSchema(...[required, optional]: Parameters<typeof object>): JsonSchema {
  return object({ error: ERROR, ...required }, optional);
}

/** What `--json` prints in the place of a result. */
export function errorJson(error: WardkeyError, language: Language): object {
  const { code, facts } = error;
  const choices = error instanceof DeviceChoiceError ? { choices: error.choices.map(choice) } : {};
  const also = besidesOf(error);
  const besides = also.length === 0 ? {} : { besides: also };
  return { error: { code, ...explain(language, code, facts), facts, ...besides, ...choices } };
}

/** What else is wrong, beside what ended the command. */
function besidesOf(error: Pick<WardkeyError, 'code' | 'facts'>): readonly ErrorCode[] {
  return error instanceof NoDeviceError ? error.besides : [];
}

function choice({ id, name, path, serial }: NamedDevice): object {
  return {
    id,
    name,
    ...(path === undefined ? {} : { path }),
    ...(serial === undefined ? {} : { serial }),
  };
}

/** A device by the names that may be typed for it. */
export function choiceText({ id, name, path, serial }: NamedDevice, language: Language): string {
  const facts = serial === undefined ? undefined : { serial };
  const marks = [path ?? id, ...(facts ? [sayInTerminal(language, 'cli.serial', facts)] : [])];
  return `${printable(name)} (${printable(marks.join(', '))})`;
}
