import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActorResolver } from '../../common/access/actor.js';
import { DataPaths } from '../../common/config/paths.js';
import { AccessTokens } from './access-tokens.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { JwksController } from './jwks.controller.js';
import { PasswordHasher } from './password-hasher.js';
import { RefreshToken } from './refresh-token.entity.js';
import { SessionActorResolver } from './session-actor.resolver.js';
import { Session } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';
import { SigningKeys } from './signing-keys.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** Global because every route asks who calls. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([User, Session, RefreshToken])],
  controllers: [AuthController, JwksController],
  providers: [
    AuthService,
    UsersRepository,
    SessionsRepository,
    PasswordHasher,
    AccessTokens,
    {
      provide: SigningKeys,
      inject: [DataPaths],
      useFactory: ({ keys }: DataPaths) => SigningKeys.fromDirectory(keys),
    },
    { provide: ActorResolver, useClass: SessionActorResolver },
  ],
  exports: [ActorResolver],
})
export class AuthModule {}
