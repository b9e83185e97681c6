import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { AuthenticatorConfig } from '../ctap/authenticator-config.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { PERMISSION } from '../ctap/pin-uv-auth-token.ts';
import type { CommandContext } from './context.ts';
import { asManager } from './managed-key.ts';
import { type KeyInHand, onKey } from './on-key.ts';
import { deviceJson, show } from './show.ts';

/** A key's settings; `null` for one that the key does not have. */
export interface KeyConfig {
  readonly alwaysUv: boolean | null;
  readonly minPinLength: number;
  readonly forcePinChange: boolean;
  readonly enterpriseAttestation: boolean | null;
  readonly longTouchForReset: boolean | null;
}

export interface ConfigChange {
  /** Whether there is something to do. @throws WardkeyError `key-lacks-command` */
  isNeeded(config: KeyConfig): boolean;
  /** Asked before a change that cannot be taken back. */
  confirm?(inHand: KeyInHand): Promise<void>;
  apply(config: AuthenticatorConfig): Promise<void>;
}

/** A key's settings, as its getInfo tells them. */
export function keyConfig({
  options,
  minPINLength,
  forcePINChange,
  longTouchForReset,
}: AuthenticatorInfo): KeyConfig {
  return {
    alwaysUv: options.get('alwaysUv') ?? null,
    minPinLength: minPINLength,
    forcePinChange: forcePINChange,
    enterpriseAttestation: options.get('ep') ?? null,
    longTouchForReset: longTouchForReset ?? null,
  };
}

/** Makes a change of settings where it is needed, and shows all of them as the key then tells them. */
export function changeConfig(context: CommandContext, change: ConfigChange): Promise<number> {
  return onKey(context, async (inHand) => {
    const { key } = inHand;
    if (!change.isNeeded(keyConfig(key.info))) {
      return showConfig(context, inHand, key.info, false);
    }
    await change.confirm?.(inHand);
    await asManager(key, PERMISSION.acfg, (managed) =>
      change.apply(new AuthenticatorConfig(managed)),
    );
    await key.renewInfo();
    return showConfig(context, inHand, key.info, true);
  });
}

/**
 * A setting that can be switched on or off.
 * @throws WardkeyError `key-lacks-command` where the key does not have it
 */
export function present(setting: boolean | null): boolean {
  if (setting === null) throw new WardkeyError('key-lacks-command');
  return setting;
}

export function showConfig(
  context: CommandContext,
  { device }: KeyInHand,
  info: AuthenticatorInfo,
  changed: boolean,
): number {
  const { language, terminal, input } = context;
  const config = keyConfig(info);
  if (!changed && input.words.length > 0 && !input.flag('json')) {
    terminal.notice(sayInTerminal(language, 'cli.unchanged'));
  }
  return show(context, { device: deviceJson(device), changed, config }, () =>
    ROWS.map(([setting, key]) =>
      sayInTerminal(language, key, { state: stateText(config[setting], language) }),
    ),
  );
}

const ROWS: readonly (readonly [keyof KeyConfig, CommandLineWordKey])[] = [
  ['alwaysUv', 'cli.configAlwaysUv'],
  ['minPinLength', 'cli.configMinPinLength'],
  ['forcePinChange', 'cli.configForcePinChange'],
  ['enterpriseAttestation', 'cli.configEnterpriseAttestation'],
  ['longTouchForReset', 'cli.configLongTouch'],
];

function stateText(state: boolean | number | null, language: Language): string {
  if (state === null) return sayInTerminal(language, 'cli.stateLacking');
  if (typeof state === 'number') return String(state);
  return sayInTerminal(language, state ? 'cli.stateOn' : 'cli.stateOff');
}
