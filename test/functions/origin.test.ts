import { expect, test, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { policyDigest } from '../../shared/policy/file/deployed.ts';
import { play } from './stage.ts';

// Powertools looks when it is loaded.
vi.hoisted(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

const policy = `version: 1
mode: enforce
rules:
  - { name: developers, match: {}, power: { hours: mon-fri 07:00-19:00, stop: atOnce } }
`;

test('an event and the tag of a stop say which policy and which release have decided', async () => {
  const { stopAt, simulator } = await play({
    fleet: 'clusters: [{ id: dev }]',
    policy,
    at: '2026-11-20T12:00:00Z',
  });

  await stopAt('2026-11-20T20:00:00Z');

  const digest = policyDigest(policy);
  expect(simulator.bus.map(({ detail }) => detail)).toMatchObject([
    { policy: digest, release: manifest.version },
  ]);
  const [cluster] = simulator.backend.state().clusters;
  expect(cluster?.tags['dormouse:power']).toMatch(
    new RegExp(` by developers @${digest.slice(0, 8)} v${manifest.version}$`),
  );
});
