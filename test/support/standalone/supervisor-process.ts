/** Standalone mode with a small child instead of Sokoul's own: `node supervisor-process.js '{"config": …}'`. */
import path from 'node:path';
import { z } from 'zod';
import { StartupError } from '../../../src/common/errors/startup-error.js';
import { runStandalone } from '../../../src/standalone/supervisor.js';

const options = z
  .object({
    config: z.object({
      dataDir: z.string(),
      host: z.string(),
      port: z.number(),
      databaseUrl: z.string().optional(),
      redisUrl: z.string().optional(),
      otherPorts: z
        .array(
          z.object({ variable: z.string(), host: z.string(), hostVariable: z.string(), port: z.number() }),
        )
        .optional(),
    }),
    prepareFailure: z.string().optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

process.exitCode = await runStandalone({
  config: () => options.config,
  prepare: async () => {
    if (options.prepareFailure !== undefined) throw new StartupError('PREPARE', options.prepareFailure);
  },
  children: ({ databaseUrl, redisUrl }) => [
    {
      name: 'api',
      script: path.join(import.meta.dirname, 'child-process.js'),
      env: { ...process.env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl },
    },
  ],
  banner: (info) => `READY ${JSON.stringify(info)}`,
});
