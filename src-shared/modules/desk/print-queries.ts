import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { looksOf } from './looks-reads.ts'

/** What stands on every paper of the tenant, with the version that `desk.set-looks` wants to have seen. */
export const looks = query('desk.looks', {
  input: z.object({}).strict(),
  permission: 'anyone',
  run: ({ db }) => looksOf(db),
})

/** The tenant's templates by kind, language and name. What has none is printed with that of the app. */
export const printTemplates = query('desk.print-templates', {
  input: z.object({}).strict(),
  permission: 'anyone',
  run: ({ db }) =>
    db
      .selectFrom('print_templates')
      .select(['id', 'kind', 'language', 'name', 'width_mm as widthMm', 'body', 'is_default as isDefault'])
      .where('deleted_at', 'is', null)
      .orderBy('kind')
      .orderBy('language')
      .orderBy('name')
      .orderBy('id')
      .execute(),
})
