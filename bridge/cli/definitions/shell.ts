import type { CommandDefinition } from '../definition.ts';
import { list, object, oneOfTexts, TEXT } from '../json-schema.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Commands that need no key at all. */
export const SHELL_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['explain'],
    says: 'help.explain',
    details: ['help.explainMore'],
    arguments: [{ name: 'CODE', completes: 'none', repeats: true, says: 'help.argumentCode' }],
    examples: [
      { typed: 'wardkey explain pin-blocked', says: 'help.exampleExplainOwn' },
      { typed: 'wardkey explain 0x31', says: 'help.exampleExplainCtap' },
      { typed: 'wardkey explain hid:06', says: 'help.exampleExplainHid' },
      { typed: 'wardkey explain 6982', says: 'help.exampleExplainStatusWord' },
      { typed: 'wardkey explain AADSTS50126', says: 'help.exampleExplainEntra' },
      { typed: 'wardkey explain WK-1010-3T51-8X', says: 'help.exampleExplainSupport' },
      {
        typed: 'wardkey explain "This security key can\'t be used"',
        says: 'help.exampleExplainMessage',
      },
    ],
    exits: [9],
    output: object({
      asked: TEXT,
      meanings: list(
        object(
          {
            kind: oneOfTexts(
              'wardkey',
              'ctap',
              'ctap-hid',
              'status-word',
              'pcsc',
              'entra',
              'support-code',
              'finding',
              'nhs',
            ),
            code: TEXT,
            says: TEXT,
          },
          { name: TEXT, next: TEXT, who: TEXT, source: TEXT },
        ),
      ),
    }),
    load: async () => (await import('../commands/explain.ts')).explainCode,
  },
  {
    words: ['completion'],
    says: 'help.completion',
    arguments: [{ name: 'SHELL', completes: SHELLS, says: 'help.argumentShell' }],
    examples: [
      { typed: 'source <(wardkey completion bash)', says: 'help.exampleCompletionBash' },
      {
        typed: 'wardkey completion fish > ~/.config/fish/completions/wardkey.fish',
        says: 'help.exampleCompletionFish',
      },
    ],
    load: async () => (await import('../commands/completion.ts')).completion,
  },
  {
    words: ['schema'],
    says: 'help.schema',
    arguments: [
      { name: 'COMMAND', completes: 'none', repeats: true, says: 'help.argumentCommand' },
    ],
    examples: [{ typed: 'wardkey schema credentials list', says: 'help.exampleSchema' }],
    load: async () => (await import('../commands/schema.ts')).schema,
  },
  {
    words: ['manual'],
    says: 'help.manual',
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        completes: ['man', 'html'],
        says: 'help.optionFormat',
      },
    ],
    examples: [
      { typed: 'wardkey manual | man -l -', says: 'help.exampleManual' },
      { typed: 'wardkey manual --format html > wardkey.html', says: 'help.exampleManualHtml' },
    ],
    load: async () => (await import('../commands/manual.ts')).manual,
  },
  {
    words: ['help'],
    says: 'help.help',
    arguments: [
      {
        name: 'COMMAND',
        completes: 'none',
        optional: true,
        repeats: true,
        says: 'help.argumentCommand',
      },
    ],
    examples: [{ typed: 'wardkey help pin set', says: 'help.exampleHelp' }],
    load: async () => (await import('../commands/help.ts')).help,
  },
];
