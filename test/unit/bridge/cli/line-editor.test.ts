import { expect, test } from 'vitest';
import { LineEditor } from '../../../../bridge/cli/line-editor.ts';

function typed(...keys: readonly string[]) {
  let shown = '';
  const editor = new LineEditor((text) => {
    shown += text;
  });
  const states = keys.map((key) => editor.feed(key));
  return { text: editor.text, state: states.at(-1), shown };
}

test('a line ends with Enter, and what comes behind it is dropped', () => {
  expect(typed('12', '34\r99')).toEqual({ text: '1234', state: 'done', shown: '1234' });
});

test.each(['\b', '\u007f'])('%j takes back one letter, also one of two UTF-16 units', (erase) => {
  expect(typed(`a😀${erase}`, `${erase}${erase}`, 'b').text).toBe('b');
});

test('Ctrl-U takes back all', () => {
  expect(typed('abc\u0015d').text).toBe('d');
});

test('Ctrl-C interrupts, and Ctrl-D on an empty line', () => {
  expect(typed('ab\u0003').state).toBe('interrupted');
  expect(typed('\u0004').state).toBe('interrupted');
  expect(typed('a\u0004').state).toBe('more');
});

test('arrows and other keys are no part of the line', () => {
  expect(typed('1\u001b[A2\u001bOP3\u001b[1;5D4\u0007\t').text).toBe('1234');
  expect(typed('1\u001b', '[', 'A2').text).toBe('12');
});

test('nobody can type without end', () => {
  expect(typed('x'.repeat(5000)).text).toHaveLength(512);
});
