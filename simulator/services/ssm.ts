import { type Call, type Service, ServiceError } from '../core/service.ts';

/**
 * GetParameter over the given parameters, by name or ARN, the same in every account and Region.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function createSsm(parameters: ReadonlyMap<string, string>): Service {
  return {
    name: 'ssm',
    operations: {
      GetParameter({ Name }, call) {
        const name = String(Name).replace(/^arn:aws[\w-]*:ssm:[^:]*:\d*:parameter(?=\/)/, '');
        const value = parameters.get(name);
        if (value === undefined) throw new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
        return {
          Parameter: {
            Name: name,
            Type: 'String',
            DataType: 'text',
            Value: value,
            Version: 1,
            ARN: toArn(name, call),
          },
        };
      },
    },
    resources: ({ Name }, call) => [toArn(String(Name), call)],
  };
}

function toArn(name: string, { region, account }: Call): string {
  if (name.startsWith('arn:')) return name;
  return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}
