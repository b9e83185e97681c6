import * as v from '../schema/schema.ts';

/**
 * Where a person works whose screen stands elsewhere: through a program that is known by name, on a
 * virtual desktop, or from afar in some other way. Their sockets and readers are not this computer's.
 */
export const RemoteDesktop = v.picklist(['rdp', 'citrix', 'vmware', 'virtual', 'other']);
export type RemoteDesktop = v.InferOutput<typeof RemoteDesktop>;
