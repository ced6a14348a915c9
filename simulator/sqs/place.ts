/** Where a queue is. */
export interface QueuePlace {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export function queueArn({ account, region, name }: QueuePlace): string {
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

/**
 * The place that an ARN names.
 *
 * @throws Error when it is not the ARN of a queue
 */
export function readQueueArn(arn: string): QueuePlace {
  const [, region, account, name] = /^arn:aws[\w-]*:sqs:([a-z\d-]+):(\d{12}):([\w-]{1,80})$/.exec(arn) ?? [];
  if (region === undefined || account === undefined || name === undefined) {
    throw new Error(
      `"${arn}" is no ARN of a standard queue, such as arn:aws:sqs:eu-central-1:111122223333:jobs`,
    );
  }
  return { region, account, name };
}

/** The URL of a queue on the host that was asked, so that a client that follows it stays with the simulator. */
export function queueUrl(
  { account, region, name }: QueuePlace,
  host = `sqs.${region}.amazonaws.com`,
): string {
  const scheme = host.endsWith('.amazonaws.com') ? 'https' : 'http';
  return `${scheme}://${host}/${account}/${name}`;
}

/** Account and name from the end of a URL, whatever its host; undefined when it has none. */
export function readQueueUrl(url: string): Pick<QueuePlace, 'account' | 'name'> | undefined {
  const [, account, name] = /(?:^|\/)(\d{12})\/([\w-]{1,80})\/?$/.exec(url) ?? [];
  return account === undefined || name === undefined ? undefined : { account, name };
}
