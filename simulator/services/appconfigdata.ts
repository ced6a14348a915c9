import { type Random, uuid } from '../core/random.ts';
import { type Service, ServiceError } from '../core/service.ts';

interface Session {
  readonly profile: string;
  /** The text that the client has already; it gets an empty body while the text stays the same. */
  readonly seen?: string;
}

/**
 * StartConfigurationSession and GetLatestConfiguration over the given texts, by `application/environment/profile`. A
 * token works once, and an unchanged configuration comes back empty, as from AWS.
 *
 * @see https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_appconfigdata_GetLatestConfiguration.html
 */
export function createAppConfigData(configurations: ReadonlyMap<string, string>, random: Random): Service {
  const sessions = new Map<string, Session>();

  function open(session: Session): string {
    const token = uuid(random);
    sessions.set(token, session);
    return token;
  }

  return {
    name: 'appconfig',
    operations: {
      StartConfigurationSession(input) {
        const parts = ['ApplicationIdentifier', 'EnvironmentIdentifier', 'ConfigurationProfileIdentifier'];
        const profile = parts.map((part) => input[part]).join('/');
        if (!configurations.has(profile)) {
          throw new ServiceError('ResourceNotFoundException', `Configuration ${profile} not found.`);
        }
        return { InitialConfigurationToken: open({ profile }) };
      },
      GetLatestConfiguration({ ConfigurationToken }) {
        const token = String(ConfigurationToken);
        const session = sessions.get(token);
        if (session === undefined) throw new ServiceError('BadRequestException', 'The token is invalid.');
        sessions.delete(token);
        const text = configurations.get(session.profile) ?? '';
        return {
          NextPollConfigurationToken: open({ profile: session.profile, seen: text }),
          NextPollIntervalInSeconds: 60,
          ContentType: 'application/octet-stream',
          Configuration: Buffer.from(text === session.seen ? '' : text),
        };
      },
    },
  };
}
