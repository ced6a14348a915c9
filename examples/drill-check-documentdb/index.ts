import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { MongoClient } from 'mongodb';
import { type Answer, answer, type Found, limitsFrom, type Question } from '../drill-check/contract.ts';

const TIMEOUT_MS = 45_000;

/**
 * Checks documents that a drill has restored: counts those of the collection `COLLECTION` in `DATABASE` and looks for the
 * newest by the field `NEWEST_FIELD`, if one is named.
 */
export function handler(question: Question): Promise<Answer> {
  return answer(question, limitsFrom(process.env), () => count(question.cluster));
}

async function count({
  endpoint,
  port,
  secretArn = process.env.SECRET_ARN,
}: Question['cluster']): Promise<Found> {
  const { DATABASE, COLLECTION = '', NEWEST_FIELD, CA_FILE } = process.env;
  if (secretArn === undefined) throw new Error('there is no secret: set SECRET_ARN');
  const { username, password } = await readSecret(secretArn);
  // https://docs.aws.amazon.com/documentdb/latest/developerguide/connect_programmatically.html
  const client = new MongoClient(`mongodb://${endpoint}:${port}/`, {
    auth: { username, password },
    authMechanism: 'SCRAM-SHA-1',
    tls: true,
    directConnection: true,
    retryWrites: false,
    serverSelectionTimeoutMS: 15_000,
    ...(CA_FILE !== undefined && { tlsCAFile: CA_FILE }),
  });
  try {
    const documents = client.db(DATABASE).collection(COLLECTION);
    const value = await documents.countDocuments({}, { maxTimeMS: TIMEOUT_MS });
    if (NEWEST_FIELD === undefined) return { value };
    const newest = await documents.findOne({}, { sort: { [NEWEST_FIELD]: -1 }, maxTimeMS: TIMEOUT_MS });
    return { value, newest: newest?.[NEWEST_FIELD] };
  } finally {
    await client.close();
  }
}

/** A secret that RDS manages, or one in its form: `{"username": "…", "password": "…"}`. */
async function readSecret(arn: string): Promise<{ readonly username: string; readonly password: string }> {
  const { SecretString = '' } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: arn }),
  );
  return JSON.parse(SecretString);
}
