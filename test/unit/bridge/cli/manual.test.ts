import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { EXIT_CODES } from '../../../../bridge/cli/exit-codes.ts';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

/** Bold and underlined letters are printed twice, with a backspace between the two. */
function withoutOverstrikes(text: string): string {
  return text
    .split('\b')
    .map((part, at, parts) => (at < parts.length - 1 ? part.slice(0, -1) : part))
    .join('');
}

/** What groff makes of a manual page, and what it has to say against it. */
function rendered(page: string) {
  const args = ['-man', '-Tutf8', '-K', 'utf8', '-ww', '-rLL=100n'];
  const { error, stdout, stderr } = spawnSync('groff', args, { input: page, encoding: 'utf8' });
  return error === undefined ? { stdout: withoutOverstrikes(stdout), stderr } : undefined;
}

test.each(['en', 'cy'] as const)(
  'the manual page (%s) holds every command as it is typed',
  async (language) => {
    const { exitCode, out } = await wardkey(['manual'], { language });
    expect(exitCode).toBe(0);
    expect(out.startsWith('.TH WARDKEY 1 ')).toBe(true);
    // A line that begins so would be a request to roff.
    expect(out.split('\n').filter((line) => /^'/.test(line))).toEqual([]);
    const page = rendered(out);
    const text = (page?.stdout ?? out.replaceAll('\\-', '-')).replace(/\s+/g, ' ');
    if (page !== undefined) expect(page.stderr).toBe('');
    for (const { words, examples } of COMMANDS) {
      expect(text).toContain(`wardkey ${words.join(' ')}`);
      if (page !== undefined) for (const { typed } of examples) expect(text).toContain(typed);
    }
    for (const { exitCode: code } of EXIT_CODES) expect(text).toContain(` ${code} `);
  },
);

test('the web page has a place for every command, and loads nothing', async () => {
  const { exitCode, out } = await wardkey(['manual', '--format', 'html']);
  expect(exitCode).toBe(0);
  for (const { words } of COMMANDS) {
    expect(out).toContain(`<section id="${words.join('-')}">`);
    expect(out).toContain(`href="#${words.join('-')}"`);
  }
  expect(out).not.toMatch(/<script|<link|<img|src=|url\(/);
  expect(out).toContain('source &lt;(wardkey completion bash)');
  const opened = out.match(/<(section|dl|ul|main|details)\b/g)?.length;
  expect(out.match(/<\/(section|dl|ul|main|details)>/g)).toHaveLength(opened ?? 0);
});

test('a format that is not known is named', async () => {
  const { exitCode, err } = await wardkey(['manual', '--format', 'pdf']);
  expect(exitCode).toBe(2);
  expect(err).toContain('pdf');
});
