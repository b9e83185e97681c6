import type { KeyModelSetting } from '../../shared/settings/key-model-settings.ts';
import type { Machine } from './machine.ts';

/** Models of keys by the administrator's word. AAGUIDs are 32 hex digits in lower case. */
export type KeyModels = Pick<Machine, 'allowedModels' | 'modelNames'>;

/** What a policy says of models of keys. */
export function keyModelsOf(models: readonly KeyModelSetting[] = []): KeyModels {
  const rows = models.map(({ aaguid, name, use = 'approved' }) => ({
    aaguid: aaguid.replaceAll('-', '').toLowerCase(),
    name,
    use,
  }));
  return {
    allowedModels: rows.flatMap(({ aaguid, use }) => (use === 'approved' ? [aaguid] : [])),
    modelNames: new Map(
      rows.flatMap(({ aaguid, name }) => (name === undefined ? [] : [[aaguid, name]])),
    ),
  };
}

/** What a key is called: by its model, where the administrator has named that, else by itself. */
export function keyName({ keys, modelNames }: Machine, id: string, ownName: string): string {
  const info = keys.info(id);
  if (info === undefined) return ownName;
  return modelNames.get(Buffer.from(info.aaguid).toString('hex')) ?? ownName;
}
