import type { Language } from '../../../shared/settings/settings.ts';
import {
  type CommandLineWordKey,
  sayInTerminal,
} from '../../../shared/words/command-line-words.ts';
import { optionsOf } from '../command-input.ts';
import { argumentText, exitsOf, optionText, PROGRAM, synopsis } from '../command-line-text.ts';
import type { CommandDefinition } from '../definition.ts';
import { COMMANDS } from '../definitions/table.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { outputSchema } from '../output-schema.ts';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem; color-scheme: light dark; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.95em; }
pre { overflow-x: auto; padding: 0.5rem; border: 1px solid; border-radius: 0.25rem; }
dt { margin-top: 0.5rem; } nav ul { columns: 16rem; }`;

/**
 * A web page of all commands: one file that loads nothing.
 * @param version the program's own
 */
export function webPage(language: Language, version: string): readonly string[] {
  const tell = (key: CommandLineWordKey) => html(sayInTerminal(language, key));
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${PROGRAM} ${html(version)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${PROGRAM} ${html(version)}</h1>`,
    `<p>${tell('help.about')}</p>`,
    `<p>${tell('help.keyWord')}</p>`,
    `<nav aria-label="${tell('help.headCommands')}"><ul>`,
    ...COMMANDS.map((command) => `<li><a href="#${anchor(command)}">${name(command)}</a></li>`),
    '</ul></nav>',
    '<main>',
    ...COMMANDS.flatMap((command) => section(command, tell)),
    `<h2 id="exit-codes">${tell('help.headExitCodes')}</h2>`,
    '<dl>',
    ...EXIT_CODES.map(({ exitCode, says }) => `<dt>${exitCode}</dt><dd>${tell(says)}</dd>`),
    '</dl>',
    '</main>',
    '</body>',
    '</html>',
  ];
}

function section(
  command: CommandDefinition,
  tell: (key: CommandLineWordKey) => string,
): readonly string[] {
  const schema = outputSchema(command);
  const words = (command.arguments ?? []).map(
    (argument) =>
      `<dt><code>${html(argumentText(argument))}</code></dt><dd>${tell(argument.says)}</dd>`,
  );
  const options = optionsOf(command).map(
    (option) => `<dt><code>${html(optionText(option))}</code></dt><dd>${tell(option.says)}</dd>`,
  );
  return [
    `<section id="${anchor(command)}">`,
    `<h2>${name(command)}</h2>`,
    `<p>${tell(command.says)}</p>`,
    ...(command.details ?? []).map((key) => `<p>${tell(key)}</p>`),
    `<pre>${html(synopsis(command))}</pre>`,
    ...(words.length === 0
      ? []
      : [`<h3>${tell('help.headArguments')}</h3>`, '<dl>', ...words, '</dl>']),
    `<h3>${tell('help.headOptions')}</h3>`,
    '<dl>',
    ...options,
    '</dl>',
    `<h3>${tell('help.headExamples')}</h3>`,
    ...command.examples.map(({ typed, says }) => `<p>${tell(says)}</p><pre>${html(typed)}</pre>`),
    `<p>${tell('help.headExitCodes')}: <a href="#exit-codes">${exitsOf(command).join(', ')}</a></p>`,
    ...(schema === undefined
      ? []
      : [
          `<details><summary>${tell('help.jsonOutput')}</summary>`,
          `<pre>${html(JSON.stringify(schema, null, 2))}</pre></details>`,
        ]),
    '</section>',
  ];
}

function name({ words }: CommandDefinition): string {
  return html([PROGRAM, ...words].join(' '));
}

function anchor({ words }: CommandDefinition): string {
  return words.join('-');
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
