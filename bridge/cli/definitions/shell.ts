import type { CommandDefinition } from '../definition.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Commands that need no key at all. */
export const SHELL_COMMANDS: readonly CommandDefinition[] = [
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
