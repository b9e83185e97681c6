import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { HOST_NAME } from '../../../shared/rpc/limits.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { BrowserSeen, Machine } from '../machine.ts';
import { meantBrowsers } from '../meant-browsers.ts';
import type { Probe } from '../probe.ts';
import { isSound } from '../program-soundness.ts';
import { isFile, isThere, textOf } from '../system-files.ts';

const Manifest = v.looseObject({
  name: v.string(),
  path: v.string(),
  type: v.optional(v.string()),
  allowed_origins: v.optional(v.array(v.string())),
  allowed_extensions: v.optional(v.array(v.string())),
});

/**
 * Whether a browser finds the bridge by its native messaging manifest: the one that is named, else
 * all that are there, of which one that does is enough.
 */
export const MANIFESTS_PROBE: Probe = {
  check: 'manifests',
  async run(look) {
    const wanted = meantBrowsers(look);
    const looked = await Promise.all(
      wanted.map(async (one) => ({ one, found: await manifestFindings(one, look.machine) })),
    );
    const isMissing = ({ found }: (typeof looked)[number]) =>
      found.some(({ code }) => code === 'manifest-missing');
    const isEverywhere = looked.every(isMissing);
    return looked.flatMap((entry) => (isMissing(entry) && !isEverywhere ? [] : entry.found));
  },
};

async function manifestFindings(
  browser: BrowserSeen,
  machine: Machine,
): Promise<readonly Finding[]> {
  const texts = await Promise.all(
    // What is there and cannot be read, such as a folder, is a broken manifest, and not none.
    browser.manifests.map(async ({ path }) => ({
      path,
      text: (await textOf(path)) ?? ((await isThere(path)) ? '' : null),
    })),
  );
  const there = texts.filter(({ text }) => text !== null);
  // A browser reads the first that it finds, and no other.
  const [first] = there;
  if (first === undefined) return [{ code: 'manifest-missing', facts: { browser: browser.name } }];
  const found = await troubleOf(first.text ?? '', browser, machine.root);
  const places = there.map(({ path }) => path.replace(machine.home, '~'));
  const facts = { browser: browser.name, manifest: places[0] ?? '' };
  const programs = new Set(there.map(({ text }) => pathOf(text ?? '')));
  return [
    ...found.map((code): Finding => ({ code, facts })),
    ...(programs.size > 1
      ? [
          {
            code: 'manifest-other-program',
            facts: { ...facts, manifest: places.join(', ') },
          } as const,
        ]
      : []),
    ...places.map((manifest): Finding => {
      return { code: 'manifest-seen', facts: { browser: browser.name, manifest } };
    }),
  ];
}

async function troubleOf(
  text: string,
  { callersMember, callers }: BrowserSeen,
  root: string,
): Promise<readonly ManifestTrouble[]> {
  const manifest = parsed(text);
  const isOurs = manifest?.name === HOST_NAME && manifest.type === 'stdio';
  if (manifest === null || !isOurs || !isAbsolute(manifest.path)) return ['manifest-unreadable'];
  const program = join(root, manifest.path);
  if (!(await isFile(program))) return ['manifest-program-gone'];
  const mayRun = await access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!mayRun) return ['manifest-program-shut'];
  if (!(await isSound(program, root))) return ['manifest-program-broken'];
  const allowed = manifest[callersMember] ?? [];
  return callers.some((caller) => allowed.includes(caller)) ? [] : ['manifest-other-extension'];
}

type ManifestTrouble =
  | 'manifest-unreadable'
  | 'manifest-program-gone'
  | 'manifest-program-shut'
  | 'manifest-program-broken'
  | 'manifest-other-extension';

function parsed(text: string) {
  try {
    const read = v.safeParse(Manifest, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

function pathOf(text: string): string {
  return parsed(text)?.path ?? '';
}
