import 'reflect-metadata';
import path from 'node:path';
import { renderBanner, renderUntoldPassword } from './app/banner.js';
import { AuthConfig } from './common/config/auth.config.js';
import { childEnvironment } from './common/config/child-environment.js';
import { DatabaseConfig } from './common/config/database.config.js';
import { DownloadsConfig } from './common/config/downloads.config.js';
import { loadConfig } from './common/config/load-config.js';
import type { Config } from './common/config/load-config.js';
import { DataPaths } from './common/config/paths.js';
import { RedisConfig } from './common/config/redis.config.js';
import { ServerConfig } from './common/config/server.config.js';
import { InternalKey } from './common/crypto/internal-key.js';
import { migrate } from './common/database/migrate.js';
import { ensureFirstAdmin, openSigningKeys } from './modules/auth/index.js';
import type { FirstAdmin } from './modules/auth/index.js';
import type { StandaloneConfig, StandaloneSteps } from './standalone/standalone-steps.js';
import { runStandalone } from './standalone/supervisor.js';

const scriptOf = (name: string) => path.join(import.meta.dirname, `${name}.js`);

function standaloneConfig(config: Config): StandaloneConfig {
  const { dataDir, host, port } = config.get(ServerConfig);
  const { torrentPort, workerHost, workerPort } = config.get(DownloadsConfig);
  const otherPorts = [
    { variable: 'SOKOUL_TORRENT_PORT', host, hostVariable: 'HOST', port: torrentPort },
    {
      variable: 'SOKOUL_WORKER_PORT',
      host: workerHost,
      hostVariable: 'SOKOUL_WORKER_HOST',
      port: workerPort,
    },
  ];
  const { url: databaseUrl } = config.get(DatabaseConfig);
  const { url: redisUrl } = config.get(RedisConfig);
  return { dataDir, host, port, otherPorts, databaseUrl, redisUrl };
}

/** The administrator that this start created, until somebody has been told. */
interface Untold {
  firstAdmin: FirstAdmin | null;
}

/** The rest of Sokoul, as the supervisor needs it. */
function sokoulSteps(untold: Untold): StandaloneSteps {
  let loaded: Config | undefined;
  const config = () => (loaded ??= loadConfig());
  return {
    config: () => standaloneConfig(config()),
    prepare: async ({ databaseUrl }) => {
      const { keys } = new DataPaths(config());
      InternalKey.fromDirectory(keys);
      await openSigningKeys(config().get(AuthConfig), keys);
      await migrate(databaseUrl);
      untold.firstAdmin = await ensureFirstAdmin(databaseUrl, config().get(AuthConfig));
    },
    children: (urls) => {
      const env = childEnvironment({ DATABASE_URL: urls.databaseUrl, REDIS_URL: urls.redisUrl });
      const stopGraceMs = (config().get(ServerConfig).shutdownTimeoutSeconds + 2) * 1000;
      return ['main', 'worker'].map((name) => ({
        name: name === 'main' ? 'API' : name,
        script: scriptOf(name),
        env,
        stopGraceMs,
      }));
    },
    banner: (info) => {
      const { firstAdmin } = untold;
      untold.firstAdmin = null;
      return renderBanner({ ...info, firstAdmin, adminUsername: config().get(AuthConfig).adminUsername });
    },
  };
}

const untold: Untold = { firstAdmin: null };
process.exitCode = await runStandalone(sokoulSteps(untold));
if (untold.firstAdmin) process.stderr.write(renderUntoldPassword(untold.firstAdmin));
