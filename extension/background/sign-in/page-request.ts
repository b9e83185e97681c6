import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { CreationOptionsJson, RequestOptionsJson } from '../../../shared/rpc/webauthn-json.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { CeremonyKind, RequestKey } from './interceptor.ts';

/**
 * Who asks, as the browser says it: it puts this extension into the options itself, and a page
 * that names it is overwritten.
 */
const Override = v.looseObject({
  origin: v.pipe(v.string(), v.maxLength(512)),
  sameOriginWithAncestors: v.boolean(),
});

const Details = v.looseObject({
  extensions: v.looseObject({ remoteDesktopClientOverride: Override }),
});

const OPTIONS = { create: CreationOptionsJson, get: RequestOptionsJson } as const;

/** A page's request, read from what the proxy hands over. */
export type PageRequest<K extends CeremonyKind = CeremonyKind> = K extends CeremonyKind
  ? RequestKey & {
      readonly kind: K;
      readonly origin: string;
      readonly sameOriginWithAncestors: boolean;
      readonly options: v.InferOutput<(typeof OPTIONS)[K]>;
    }
  : never;

/**
 * Reads the proxy's `requestDetailsJson`.
 * @returns the options without the browser's own extension, which no authenticator may see
 * @throws WardkeyError `options-invalid`
 */
export function readPageRequest(key: RequestKey, json: string): PageRequest {
  try {
    const details: unknown = JSON.parse(json);
    const { extensions } = v.parse(Details, details);
    const { remoteDesktopClientOverride: override, ...others } = extensions;
    const { origin, sameOriginWithAncestors } = override;
    const options = { ...v.parse(v.looseObject({}), details), extensions: others };
    return pageRequestOf(key, { origin, sameOriginWithAncestors }, options);
  } catch (cause) {
    throw new WardkeyError('options-invalid', { cause });
  }
}

/**
 * A page's request, from options in JSON form.
 * @param caller as the browser tells it
 * @throws WardkeyError `options-invalid`
 */
export function pageRequestOf(
  { kind, requestId }: RequestKey,
  caller: Pick<PageRequest, 'origin' | 'sameOriginWithAncestors'>,
  options: unknown,
): PageRequest {
  try {
    return kind === 'create'
      ? { ...caller, requestId, kind, options: v.parse(CreationOptionsJson, options) }
      : { ...caller, requestId, kind, options: v.parse(RequestOptionsJson, options) };
  } catch (cause) {
    throw new WardkeyError('options-invalid', { cause });
  }
}
