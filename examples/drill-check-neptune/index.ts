import { readFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { type Answer, answer, type Found, limitsFrom, type Question } from '../drill-check/contract.ts';

/** https://docs.aws.amazon.com/neptune/latest/userguide/access-graph-opencypher-queries.html */
const PATH = '/openCypher';
const TIMEOUT_MS = 45_000;

/**
 * Checks a graph that a drill has restored: runs the openCypher query in `QUERY`, which returns one row with a `value` and
 * optionally the time of the `newest` record.
 */
export function handler(question: Question): Promise<Answer> {
  return answer(question, limitsFrom(process.env), () => runQuery(question.cluster));
}

async function runQuery({ endpoint, port }: Question['cluster']): Promise<Found> {
  const query = process.env.QUERY ?? 'MATCH (n) RETURN count(n) AS value';
  const body = new URLSearchParams({ query }).toString();
  const headers = {
    host: `${endpoint}:${port}`,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
  };
  const signed = await signer().sign({
    method: 'POST',
    protocol: 'https:',
    hostname: endpoint,
    port,
    path: PATH,
    query: {},
    headers,
    body,
  });
  const text = await post({ host: endpoint, port, path: PATH, headers: signed.headers }, body);
  const { results } = JSON.parse(text) as { results?: readonly Found[] };
  const [row, ...others] = results ?? [];
  if (row === undefined || others.length > 0)
    throw new Error(`${results?.length ?? 0} rows where one is due`);
  return row;
}

/** Signs with the credentials of the function's role, which Lambda sets in the environment. */
function signer(): SignatureV4 {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION = '' } = process.env;
  return new SignatureV4({
    service: 'neptune-db',
    region: AWS_REGION,
    sha256: Sha256,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
      ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
    },
  });
}

/** The body of the response. Rejects unless the status is 200. */
function post(options: RequestOptions, body: string): Promise<string> {
  const { CA_FILE } = process.env;
  const ca = CA_FILE === undefined ? {} : { ca: readFileSync(CA_FILE) };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, ...ca, method: 'POST', signal }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`Neptune answered ${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
