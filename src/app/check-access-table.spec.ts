import { Controller, Get } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { Authenticated, Public } from '../common/access/access.decorators.js';
import type { Access } from '../common/access/access.decorators.js';
import { checkAccessTable, routesOf } from './check-access-table.js';

@Controller('things')
class ThingsController {
  @Get()
  @Public()
  listThings(): void {
    this.helper();
  }

  @Get(':id')
  @Authenticated('admin')
  getThing(): void {}

  helper(): void {}
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  getForgotten(): void {}
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const THINGS = [
  { operationId: 'listThings', controller: 'ThingsController', access: 'public' as const },
  { operationId: 'getThing', controller: 'ThingsController', access: 'admin' as const },
];

const check =
  (table: Record<string, Access>, routes = THINGS) =>
  () =>
    checkAccessTable(routes, table);

describe('the access table', () => {
  it('is compared with every route of the composed application', async () => {
    const app = await NestFactory.create(ThingsModule, { logger: false, preview: true });
    expect(routesOf(app.get(ModulesContainer))).toEqual(THINGS);
  });

  it('passes when it agrees with the decorators', () => {
    expect(check({ listThings: 'public', getThing: 'admin' })).not.toThrow();
  });

  it('stops the start for a route without an entry', () => {
    expect(check({ listThings: 'public' })).toThrow('ThingsController.getThing has no entry');
  });

  it('stops the start for an entry without a route', () => {
    expect(check({ listThings: 'public', getThing: 'admin', goneThing: 'user' })).toThrow(
      'goneThing has an entry and no route',
    );
  });

  it('stops the start when a decorator contradicts it', () => {
    expect(check({ listThings: 'user', getThing: 'admin' })).toThrow(
      'ThingsController.listThings declares public, the table says user',
    );
  });

  it('stops the start for a route that declares no access', () => {
    const routes = [{ operationId: 'getForgotten', controller: ForgottenController.name, access: undefined }];
    expect(() => checkAccessTable(routes, { getForgotten: 'public' })).toThrow(
      'ForgottenController.getForgotten declares nothing',
    );
  });

  it('stops the start for two routes with one name', () => {
    const twice = [...THINGS, { ...THINGS[0]!, controller: 'OthersController' }];
    expect(check({ listThings: 'public', getThing: 'admin' }, twice)).toThrow(
      'OthersController.listThings has the name of another route',
    );
  });
});
