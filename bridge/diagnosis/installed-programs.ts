import type { RunTool } from './system-tool.ts';

/** A program by the name under which it can be uninstalled. */
export interface InstalledProgram {
  readonly name: string;
  /** As its maker writes it, such as `2.4.10.0`; `null` where it tells none. */
  readonly version: string | null;
}

/** Where Windows keeps what was installed for everybody: programs of 64 bits, and of 32. */
const UNINSTALL = [
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
  'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
];

/** What is installed, by Windows' own list. Never rejects. */
export async function installedPrograms(runTool: RunTool): Promise<readonly InstalledProgram[]> {
  const texts = await Promise.all(UNINSTALL.map((key) => runTool('reg', ['query', key, '/s'])));
  return texts.flatMap(programsIn);
}

/** `reg query /s` prints a key at the line's start, its values with four spaces before each. */
export function programsIn(text: string): readonly InstalledProgram[] {
  return text.split(/^(?=HKEY_)/m).flatMap((entry) => {
    const name = textUnder(entry, 'DisplayName');
    return name === null ? [] : [{ name, version: textUnder(entry, 'DisplayVersion') }];
  });
}

function textUnder(entry: string, value: string): string | null {
  const line = new RegExp(`^ +${value} +REG_SZ +(.*?)\\r?$`, 'm').exec(entry);
  return line?.[1]?.trim() || null;
}
