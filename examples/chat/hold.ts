import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { holdCluster } from './hold-cluster.ts';
import { readKeys } from './keys.ts';
import { checkHold, type OfferedHold } from './link.ts';
import { confirmation, heldPage, page } from './page.ts';
import { setting } from './post.ts';

/** The payload of a function URL: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
type Request = Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'queryStringParameters'> & {
  readonly requestContext: {
    readonly http: Pick<APIGatewayProxyEventV2['requestContext']['http'], 'method' | 'sourceIp'>;
  };
};

/** The page loads nothing, is not stored, framed or indexed, leaks no referrer, and its form goes back to this URL. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/**
 * Answers a function URL. GET only shows what the link would do, because chats and mail filters follow links before people
 * do; POST, by the button on that page, does it. Slack tells an app of each click on a button by a POST of its own, and marks the
 * button with a warning if nobody answers: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
 */
export function createHold() {
  return async (request: Request): Promise<APIGatewayProxyStructuredResultV2> => {
    const { method, sourceIp } = request.requestContext.http;
    if (!['GET', 'HEAD', 'POST'].includes(method)) {
      return answer(405, page('This is not possible', 'Follow the link of a card.'));
    }
    const form = method === 'POST' ? formIn(request) : undefined;
    if (form?.has('payload') && !form.has('t')) return { statusCode: 200 };
    const token = form === undefined ? (request.queryStringParameters?.t ?? '') : (form.get('t') ?? '');
    const link = checkHold(token, await readKeys(setting('KEY_SECRET')), Date.now());
    if (link.state === 'forged') {
      return answer(
        403,
        page('This link is not valid', 'Open it from the card again: it may have been cut off.'),
      );
    }
    if (link.state === 'expired') {
      return answer(
        410,
        page('This link has expired', `It was good until ${link.hold.until}. Nothing was changed.`),
      );
    }
    if (method !== 'POST') return answer(200, confirmation(link.hold, token));
    return hold(link.hold, sourceIp);
  };
}

async function hold(offered: OfferedHold, sourceIp: string): Promise<APIGatewayProxyStructuredResultV2> {
  const about = { arn: offered.arn, until: offered.until, sourceIp };
  try {
    const result = await holdCluster(offered);
    console.info(JSON.stringify({ message: result.state, ...about, detail: result.detail }));
    return result.state === 'refused'
      ? answer(409, page('It was not held', result.detail))
      : answer(200, heldPage(offered, result));
  } catch (error) {
    console.error(JSON.stringify({ message: 'not held', ...about, error: String(error) }));
    return answer(
      502,
      page(
        'It was not held',
        `AWS refused it: ${error instanceof Error ? error.name : 'unknown'}. Try again, or use dormouse hold.`,
      ),
    );
  }
}

function formIn({ body = '', isBase64Encoded }: Request): URLSearchParams {
  return new URLSearchParams(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body);
}

function answer(statusCode: number, body: string): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: HEADERS, body };
}
