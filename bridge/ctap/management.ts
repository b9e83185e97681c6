import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel } from '../transport/transport.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import { encode } from './cbor.ts';
import type { CborMap } from './cbor-value.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import type { PinUvAuthToken } from './pin-uv-auth-token.ts';

/** What the commands that manage a key have in common. */
export interface ManagedKey {
  readonly channel: CtapChannel;
  readonly info: AuthenticatorInfo;
  /** With the permission of the command; none where the key asks for none. */
  readonly token: PinUvAuthToken | undefined;
  /** Of each command that is sent. */
  readonly options: () => CommandOptions;
}

/** The command by its number, or the one from before CTAP 2.1 where the key has that alone. */
export interface CommandChoice {
  readonly option: string;
  readonly command: number;
  readonly previewOption: string;
  readonly previewCommand: number;
}

/**
 * Which of two commands a key knows (CTAP 2.1 §6.12, §6.13). An option that is there but false still
 * tells that the command is known.
 * @throws WardkeyError `key-lacks-command`
 */
export function chooseCommand({ options }: AuthenticatorInfo, choice: CommandChoice): number {
  if (options.has(choice.option)) return choice.command;
  if (options.has(choice.previewOption)) return choice.previewCommand;
  throw new WardkeyError('key-lacks-command');
}

/** Subcommand parameters, in the very bytes that a token signs. */
export function encodedParameters(parameters: CborMap | undefined): Uint8Array {
  return parameters === undefined ? new Uint8Array() : encode(parameters);
}

/** Sends one command; throws what {@link sendCommand} throws. */
export function sendManagement(
  { channel, info, options }: ManagedKey,
  command: number,
  members: CborMap | undefined,
): Promise<CborMap> {
  return sendCommand(channel, command, members, { ...options(), maxMsgSize: info.maxMsgSize });
}
