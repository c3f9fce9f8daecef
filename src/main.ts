import 'reflect-metadata';
import { createApi } from './app/create-api.js';
import { runProcess } from './app/run-process.js';
import { ServerConfig } from './common/config/server.config.js';
import { errorCode } from './common/errors/error-code.js';
import { StartupError } from './common/errors/startup-error.js';

const isPortTaken = (error: unknown) => errorCode(error) === 'EADDRINUSE';

await runProcess('api', async (parts) => {
  const { host, port } = parts.config.get(ServerConfig);
  const app = await createApi(parts);
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    if (isPortTaken(error))
      throw new StartupError('PORT_TAKEN', `port ${port} on ${host} is taken; set PORT to another one`);
    throw error;
  }
  return { app, url: await app.getUrl() };
});
