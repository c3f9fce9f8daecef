import { startTestServices } from '../../dist/test/support/services.js';

export default async function globalSetup() {
  const services = await startTestServices();
  globalThis.testServices = services;
  process.env.TEST_DATABASE_URL = services.databaseUrl;
  process.env.TEST_REDIS_URL = services.redisUrl;
}
