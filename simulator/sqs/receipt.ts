/** Which receiving of which message a receipt handle is for. */
export interface Receipt {
  /** Number of the message in its queue. */
  readonly order: number;
  readonly receives: number;
}

/** A receipt handle: opaque to the caller, another one for each time that a message is received. */
export function writeHandle(arn: string, { order, receives }: Receipt): string {
  return Buffer.from(`${arn} ${order} ${receives}`).toString('base64');
}

/** Reads the receipt from a handle; undefined when it is no handle of this queue. */
export function readHandle(arn: string, handle: string): Receipt | undefined {
  const [owner, order, receives] = Buffer.from(handle, 'base64').toString().split(' ');
  return owner === arn ? { order: Number(order), receives: Number(receives) } : undefined;
}
