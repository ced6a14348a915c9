import type { Context } from 'aws-lambda';

/** The context that Lambda hands to a handler besides the event. */
export function aContext({ remainingMs = 300_000 } = {}): Context {
  const ended = Date.now() + remainingMs;
  const unused = () => {};
  return {
    functionName: 'stop-idle-clusters',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:stop-idle-clusters',
    memoryLimitInMB: '512',
    awsRequestId: 'a-request',
    logGroupName: '/aws/lambda/stop-idle-clusters',
    logStreamName: 'test',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => ended - Date.now(),
    done: unused,
    fail: unused,
    succeed: unused,
  };
}
