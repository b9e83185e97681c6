import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { confirm } from '../confirm.ts';
import type { Command } from '../context.ts';
import { changeConfig, present } from '../key-config.ts';

/** `wardkey config enterprise-attestation`: the organisation may recognise the key (CTAP 2.1 §7.1). */
export const configEnterpriseAttestation: Command = (context) =>
  changeConfig(context, {
    isNeeded: ({ enterpriseAttestation }) => !present(enterpriseAttestation),
    confirm: ({ key }) =>
      confirm(context, sayInTerminal(context.language, 'cli.confirmOneWay'), key.signal),
    apply: (config) => config.enableEnterpriseAttestation(),
  });
