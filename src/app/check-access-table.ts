import type { Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import type { ModulesContainer } from '@nestjs/core';
import { ACCESS } from '../common/access/access.decorators.js';
import type { Access } from '../common/access/access.decorators.js';
import { StartupError } from '../common/errors/startup-error.js';

/** A handler of a controller, and the access that its decorator declares. */
export interface DeclaredRoute {
  readonly operationId: string;
  readonly controller: string;
  readonly access: Access | undefined;
}

function routesOfController(controller: Type): DeclaredRoute[] {
  const prototype: object = controller.prototype;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((operationId) => {
    const handler: unknown = Reflect.get(prototype, operationId);
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const access: Access | undefined =
      Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller);
    return [{ operationId, controller: controller.name, access }];
  });
}

/** Every route of the composed application. */
export function routesOf(modules: ModulesContainer): DeclaredRoute[] {
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  const classes = controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype] : []));
  return [...new Set(classes)].flatMap((metatype) => routesOfController(metatype as Type));
}

function problemsOf(routes: readonly DeclaredRoute[], table: Readonly<Record<string, Access>>): string[] {
  const ids = routes.map(({ operationId }) => operationId);
  const ofRoutes = routes.flatMap(({ operationId, controller, access }, index) => {
    const name = `${controller}.${operationId}`;
    const listed = Object.hasOwn(table, operationId) ? table[operationId] : undefined;
    if (ids.indexOf(operationId) !== index) return [`${name} has the name of another route`];
    if (listed === undefined) return [`${name} has no entry`];
    return listed === access ? [] : [`${name} declares ${access ?? 'nothing'}, the table says ${listed}`];
  });
  const orphans = Object.keys(table).filter((id) => !ids.includes(id));
  return [...ofRoutes, ...orphans.map((id) => `${id} has an entry and no route`)];
}

/** Throws a StartupError that names each route on which table and decorators differ. */
export function checkAccessTable(
  routes: readonly DeclaredRoute[],
  table: Readonly<Record<string, Access>>,
): void {
  const problems = problemsOf(routes, table);
  if (problems.length > 0)
    throw new StartupError(
      'ACCESS_TABLE',
      `src/app/access-table.ts does not fit the routes: ${problems.join('; ')}`,
    );
}
