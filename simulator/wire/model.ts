import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import { defined } from '../../shared/defined.ts';
import { ec2Model } from './ec2-model.ts';
import { loadClient } from './load-client.ts';
import type { OperationModel, ServiceModel } from './service-model.ts';
import { taggingModel } from './tagging-model.ts';

const known = new Map([
  ['tagging', taggingModel],
  ['ec2', ec2Model],
]);

/** The clients that have the schemas of the services. They take long to load, so each is loaded when it is needed. */
const clients: ReadonlyMap<string, readonly [client: string, xmlNamespace: string]> = new Map([
  ['rds', ['@aws-sdk/client-rds', 'http://rds.amazonaws.com/doc/2014-10-31/']],
  ['monitoring', ['@aws-sdk/client-cloudwatch', 'http://monitoring.amazonaws.com/doc/2010-08-01/']],
  ['events', ['@aws-sdk/client-eventbridge', 'http://events.amazonaws.com/doc/2015-10-07']],
  ['rds-data', ['@aws-sdk/client-rds-data', 'http://rds-data.amazonaws.com/doc/2018-08-01/']],
  ['sqs', ['@aws-sdk/client-sqs', 'http://queue.amazonaws.com/doc/2012-11-05/']],
  ['sts', ['@aws-sdk/client-sts', 'https://sts.amazonaws.com/doc/2011-06-15/']],
  ['ssm', ['@aws-sdk/client-ssm', 'http://ssm.amazonaws.com/doc/2014-11-06/']],
  ['kms', ['@aws-sdk/client-kms', 'http://kms.amazonaws.com/doc/2014-11-01/']],
  ['organizations', ['@aws-sdk/client-organizations', 'http://organizations.amazonaws.com/doc/2016-11-28/']],
  ['pricing', ['@aws-sdk/client-pricing', 'http://pricing.amazonaws.com/doc/2017-10-15/']],
  ['appconfig', ['@aws-sdk/client-appconfigdata', 'http://appconfigdata.amazonaws.com/doc/2021-11-11/']],
  ['iam', ['@aws-sdk/client-iam', 'https://iam.amazonaws.com/doc/2010-05-08/']],
  ['lambda', ['@aws-sdk/client-lambda', 'http://lambda.amazonaws.com/doc/2015-03-31/']],
  ['logs', ['@aws-sdk/client-cloudwatch-logs', 'http://monitoring.amazonaws.com/doc/2014-03-28/']],
  ['s3', ['@aws-sdk/client-s3', 'http://s3.amazonaws.com/doc/2006-03-01/']],
]);

/** By signing name, the one in the credential scope of a signature. */
export const models: Pick<ReadonlyMap<string, ServiceModel>, 'get'> = {
  get(service) {
    const model = known.get(service);
    const client = clients.get(service);
    if (model !== undefined || client === undefined) return model;
    const [name, xmlNamespace] = client;
    const loaded = toModel(loadClient(name) as Readonly<Record<string, unknown>>, xmlNamespace);
    known.set(service, loaded);
    return loaded;
  },
};

function toModel(client: Readonly<Record<string, unknown>>, xmlNamespace: string): ServiceModel {
  const schemas = Object.values(client);
  const operations = schemas.filter(isOperation).map(toOperation);
  const errors = schemas.filter(isError).map(toError);
  return {
    version: /\d{4}-\d\d-\d\d/.exec(xmlNamespace)?.[0] ?? '',
    namespace: schemas.find(isOperation)?.[1] ?? '',
    xmlNamespace,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    errors: new Map(errors.map((error) => [error.code, error])),
  };
}

function isOperation(schema: unknown): schema is StaticOperationSchema {
  return Array.isArray(schema) && schema[0] === 9;
}

function isError(schema: unknown): schema is StaticErrorSchema {
  return Array.isArray(schema) && schema[0] === -3;
}

function toOperation([, , name, traits, input, output]: StaticOperationSchema): OperationModel {
  const http = typeof traits === 'object' ? traits.http : undefined;
  return {
    name,
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
    ...defined({ http }),
  };
}

function toError(schema: StaticErrorSchema): { code: string; shape: string; status: number } {
  const traits = NormalizedSchema.of(schema).getMergedTraits();
  const [code, status] = Array.isArray(traits.awsQueryError) ? traits.awsQueryError : [];
  return {
    code: typeof code === 'string' ? code : schema[2],
    shape: schema[2],
    status: Number(status ?? traits.httpError ?? 400),
  };
}
