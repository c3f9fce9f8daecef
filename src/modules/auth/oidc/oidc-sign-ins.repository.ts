import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { hashOfSecret } from '../token-secret.js';
import { OidcSignIn } from './oidc-sign-in.entity.js';

export type NewOidcSignIn = Pick<
  OidcSignIn,
  'stateHash' | 'browserHash' | 'linkSessionId' | 'wantsRemember' | 'codeChallenge' | 'returnTo' | 'expiresAt'
>;

@Injectable()
export class OidcSignInsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(OidcSignIn);
  }

  async insert(signIn: NewOidcSignIn): Promise<void> {
    await this.rows.insert(signIn);
  }

  /** Uses the state up. Null when it is unknown, expired, used, or of another browser, which leaves it as it is. */
  async consume(state: string, browserSecret: string): Promise<OidcSignIn | null> {
    const [, count] = await this.uow.manager.query<[unknown[], number]>(
      `UPDATE oidc_sign_in SET used_at = now()
        WHERE state_hash = $1 AND browser_hash = $2 AND used_at IS NULL AND expires_at > now()`,
      [hashOfSecret(state), hashOfSecret(browserSecret)],
    );
    return count === 1 ? this.rows.findOneByOrFail({ stateHash: hashOfSecret(state) }) : null;
  }

  async keepExchange(stateHash: string, userId: string, code: string, expiresAt: Date): Promise<void> {
    const exchange = { userId, exchangeHash: hashOfSecret(code), exchangeExpiresAt: expiresAt };
    await this.rows.update({ stateHash }, exchange);
  }

  /** Uses the code up; the person it stands for, or null. Of many callers with one code, one gets it. */
  async exchange(code: string, codeChallenge: string): Promise<string | null> {
    const [[row]] = await this.uow.manager.query<[{ user_id: string }[], number]>(
      `UPDATE oidc_sign_in SET exchanged_at = now()
        WHERE exchange_hash = $1 AND code_challenge = $2 AND exchanged_at IS NULL AND exchange_expires_at > now()
        RETURNING user_id`,
      [hashOfSecret(code), codeChallenge],
    );
    return row?.user_id ?? null;
  }
}
