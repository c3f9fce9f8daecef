import { Check, Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { Role } from '../../common/access/role.js';

export const UserStatus = { Active: 'active', Inactive: 'inactive', Suspended: 'suspended' } as const;
export type UserStatus = (typeof UserStatus)[keyof typeof UserStatus];

/** A person with an account. Names and addresses are unique regardless of case (expression indexes). */
@Entity({ name: 'app_user' })
@Check('ck_app_user_role', `role IN ('user', 'moderator', 'admin')`)
@Check('ck_app_user_status', `status IN ('active', 'inactive', 'suspended')`)
export class User {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_app_user' })
  id: string;

  @Column({ name: 'username', type: 'text' })
  username: string;

  @Column({ name: 'email', type: 'text', nullable: true })
  email: string | null;

  /** Null when the person signs in through an issuer only. */
  @Column({ name: 'password_hash', type: 'text', nullable: true, select: false })
  passwordHash: string | null;

  @Column({ name: 'role', type: 'text' })
  role: Role;

  @Column({ name: 'status', type: 'text', default: UserStatus.Active })
  status: UserStatus;

  /** Set by an administrator's reset: the password is temporary. */
  @Column({ name: 'requires_password_change', type: 'boolean', default: false })
  requiresPasswordChange: boolean;

  @Column({ name: 'last_login_at', type: 'timestamptz', nullable: true })
  lastLoginAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
