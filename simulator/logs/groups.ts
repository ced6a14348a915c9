/** Where a log group is. */
export interface GroupPlace {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** A line of a log. */
export interface LogEvent {
  readonly eventId: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly logStreamName: string;
  readonly message: string;
}

/** A log group with its lines, in the order in which they came. */
export interface LogGroup extends GroupPlace {
  readonly arn: string;
  readonly createdAt: number;
  readonly events: LogEvent[];
}

/** All log groups, by ARN. */
export interface LogGroups {
  readonly all: readonly LogGroup[];
  find(arn: string): LogGroup | undefined;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export function groupArn({ account, region, name }: GroupPlace): string {
  return `arn:aws:logs:${region}:${account}:log-group:${name}`;
}

/** @throws Error when one is not the ARN of a log group */
export function createLogGroups(arns: readonly string[] = [], createdAt = 0): LogGroups {
  const groups = new Map(
    arns.map((arn) => [arn, { arn, ...readGroupArn(arn), createdAt, events: [] as LogEvent[] }]),
  );
  return { all: [...groups.values()], find: (arn) => groups.get(arn) };
}

/** @throws Error when it is not the ARN of a log group */
export function readGroupArn(arn: string): GroupPlace {
  const [, region, account, name] =
    /^arn:aws[\w-]*:logs:([a-z\d-]+):(\d{12}):log-group:([\w./#-]{1,512})$/.exec(arn) ?? [];
  if (region === undefined || account === undefined || name === undefined) {
    const example = 'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/events/jobs';
    throw new Error(`"${arn}" is no ARN of a log group, such as ${example}`);
  }
  return { region, account, name };
}

export function isLogGroup(arn: string): boolean {
  return arn.split(':')[2] === 'logs';
}
