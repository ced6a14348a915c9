import type { Quirks } from '../../fleet/quirks.ts';

export type StreamMode = 'async' | 'sync';

/** How a stream has been started. */
export interface StreamSetup {
  readonly mode: StreamMode;
  readonly keyArn: string;
  /** The key as AWS reports it. */
  readonly shownKey: string;
}

export function toSetup(mode: StreamMode, arn: string, { streamKeyId }: Quirks): StreamSetup {
  const id = arn.replace(/^.*\//, '');
  return { mode, keyArn: arn, shownKey: streamKeyId === 'id' ? id : arn };
}
