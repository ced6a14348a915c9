import { z } from 'zod';

/**
 * An event as rules see it and targets get it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export const envelope = z.object({
  version: z.string(),
  id: z.string(),
  'detail-type': z.string(),
  source: z.string(),
  account: z.string(),
  /** To the second. */
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()).readonly(),
  detail: z.unknown(),
});
export type Envelope = Readonly<z.infer<typeof envelope>>;

/** As the event has it: without milliseconds. */
export function eventTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, '');
}

/** Where a bus is. */
export interface BusPlace {
  readonly account: string;
  readonly region: string;
}

/** ARN of a bus by its name, or of the default bus; an ARN is returned as it is. */
export function busArn({ account, region }: BusPlace, name = 'default'): string {
  return name.startsWith('arn:') ? name : `arn:aws:events:${region}:${account}:event-bus/${name}`;
}

/** @throws Error when it is not the ARN of a bus. */
export function readBusArn(arn: string): BusPlace & { readonly name: string } {
  const [, region, account, name] =
    /^arn:aws[\w-]*:events:([a-z\d-]+):(\d{12}):event-bus\/([\w./-]+)$/.exec(arn) ?? [];
  if (region === undefined || account === undefined || name === undefined) {
    const example = 'arn:aws:events:eu-central-1:111122223333:event-bus/default';
    throw new Error(`"${arn}" is no ARN of an event bus, such as ${example}`);
  }
  return { region, account, name };
}
