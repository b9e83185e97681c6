import type { Language } from '../../shared/settings/settings.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { printable } from '../../shared/words/printable.ts';
import type { CardNeighbourhood } from '../diagnosis/card-neighbours.ts';
import type { LocalEndpoint } from '../diagnosis/local-endpoints.ts';
import type { NeighbourKind } from '../diagnosis/neighbour-kinds.ts';
import type { Terminal } from './terminal.ts';

const KINDS: Readonly<Record<NeighbourKind, CommandLineWordKey>> = {
  'credential-management': 'cli.besideCredentialManagement',
  'identity-agent': 'cli.besideIdentityAgent',
  'smartcard-connect': 'cli.besideSmartcardConnect',
  scdaemon: 'cli.besideScdaemon',
  browser: 'cli.besideBrowser',
  other: 'cli.besideOther',
};

const ENDPOINTS: Readonly<Record<LocalEndpoint['state'], CommandLineWordKey>> = {
  service: 'cli.besidePortService',
  fault: 'cli.besidePortFault',
  open: 'cli.besidePortOpen',
  silent: 'cli.besidePortSilent',
};

/** Who else uses cards on this computer, for a person to read; nothing where there is nobody. */
export function cardNeighbourLines(
  { programs, installed, endpoints }: CardNeighbourhood,
  { language, terminal }: { readonly language: Language; readonly terminal: Terminal },
): readonly string[] {
  if ([...programs, ...installed, ...endpoints].length === 0) return [];
  const lines = [
    ...programs.map(({ kind, program, usesCards }) => {
      const text = sayInTerminal(language, KINDS[kind], { program: printable(program) });
      return usesCards === true ? `${text} ${sayInTerminal(language, 'cli.besideUses')}` : text;
    }),
    ...installed.map(({ kind, name, version }) => {
      const program = printable(version === null ? name : `${name} ${version}`);
      return sayInTerminal(language, KINDS[kind], { program });
    }),
    ...endpoints.map(({ port, state, leadsTo = 0 }) =>
      sayInTerminal(language, ENDPOINTS[state], { port, leadsTo }),
    ),
  ];
  const heading = terminal.heading(sayInTerminal(language, 'cli.beside'));
  return [heading, ...lines.map((line) => `  ${line}`)];
}
