import { deploymentName } from '../../stack/account-settings.ts';
import { functions, nameOf } from '../../stack/functions.ts';
import { parts } from '../../stack/parts.ts';
import type { Settings } from '../../stack/settings.ts';

/** The stack of a home as a template, with stubs in place of the code of its functions. */
export function homeTemplate(settings: Settings): string {
  const bus = {
    OutcomeBus: { Type: 'AWS::Events::EventBus', Properties: { Name: `dormouse-${settings.stage}` } },
  };
  const stubs = functions.flatMap((fn) => [
    [
      `${fn.id}LambdaFunction`,
      {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: nameOf(settings, fn),
          Handler: 'index.handler',
          Runtime: 'nodejs22.x',
          Code: { ZipFile: 'exports.handler = async () => {}' },
          Role: { 'Fn::GetAtt': [`${fn.id}Role`, 'Arn'] },
          Environment: {
            Variables: { DORMOUSE_POLICY: 'file:policy.yml', DORMOUSE_DEPLOYMENT: deploymentName(settings) },
          },
        },
      },
    ],
    [
      `${fn.id}LogGroup`,
      { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/aws/lambda/${nameOf(settings, fn)}` } },
    ],
  ]);
  const own = Object.values(parts).map((part) => part(settings).Resources);
  const known = functions.filter(({ needs }) => needs === undefined).map(({ id }) => id);
  const used = stubs.filter(([id]) => known.some((one) => String(id).startsWith(one)));
  return JSON.stringify({ Resources: Object.assign({}, bus, ...own, Object.fromEntries(used)) });
}
