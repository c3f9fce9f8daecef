import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A file that the library no longer wants, until it is deleted from the disk. */
@Entity({ name: 'library_leftover' })
export class LibraryLeftover {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_library_leftover' })
  id: string;

  /** Below the library's root, parts separated by `/`. */
  @Column({ name: 'relative_path', type: 'text' })
  relativePath: string;

  /** What tells the file from one that comes to have its name later. */
  @Column({ name: 'inode', type: 'text' })
  inode: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
