import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import { type ModuleLayout, moduleLayout } from './module-layout.ts';
import type { NativeCalls } from './native-calls.ts';
import { RawModule } from './raw-module.ts';
import { type ModuleAnswer, ModuleRequest } from './token-messages.ts';
import { readTokens, signWithToken } from './tokens.ts';

/**
 * Answers one request about a module. Never throws.
 * @param text the request, as JSON
 * @returns the answer, as JSON
 */
export function answerModuleRequest(
  native: NativeCalls,
  path: string,
  text: string,
  layout: ModuleLayout = moduleLayout(process.platform),
): string {
  return JSON.stringify(answer(native, path, text, layout));
}

function answer(
  native: NativeCalls,
  path: string,
  text: string,
  layout: ModuleLayout,
): ModuleAnswer {
  try {
    const request = v.safeParse(ModuleRequest, JSON.parse(text));
    if (!request.success) throw new WardkeyError('message-invalid');
    const module = new RawModule(native, path, layout);
    module.call('C_Initialize', null);
    try {
      if (request.output.ask === 'tokens') {
        return { answer: 'tokens', tokens: [...readTokens(module)] };
      }
      const { signature, loginMs } = signWithToken(module, request.output);
      return {
        answer: 'signature',
        signature: Buffer.from(signature).toString('base64'),
        loginMs,
      };
    } finally {
      module.attempt('C_Finalize', null);
    }
  } catch (thrown) {
    const { code, facts } = toWardkeyError(thrown);
    return { answer: 'error', code, facts: { ...facts } };
  }
}
