import { EnumField, FlagField, ObjectField, TextField } from '../../../../common/http/fields.js';

export const SignInMethodName = { Password: 'password', Plex: 'plex', Oidc: 'oidc' } as const;
export type SignInMethodName = (typeof SignInMethodName)[keyof typeof SignInMethodName];

export class SignInMethodResponse {
  @EnumField({
    enum: SignInMethodName,
    enumName: 'SignInMethodName',
    description: 'The method',
    example: 'oidc',
  })
  method: SignInMethodName;

  @TextField({ max: 200, description: 'What to write on the button', example: 'Authentik' })
  label: string;

  @TextField({
    max: 200,
    description: 'Where it begins: `password` and `plex` by POST, `oidc` by sending the browser there',
    example: '/api/v1/auth/oidc/login',
  })
  path: string;

  @FlagField({ description: 'Whether somebody without an account can get one this way', example: false })
  can_create_account: boolean;
}

export class SignInMethodsResponse {
  @ObjectField({
    type: () => SignInMethodResponse,
    isArray: true,
    maxItems: 10,
    description: 'What is set up on this server',
  })
  methods: SignInMethodResponse[];
}
