import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { languages, reject } from '../../kernel/rejection.ts'
import { readTemplate, templateKinds } from './print-template.ts'

const input = z
  .object({
    id,
    kind: z.enum(templateKinds),
    language: z.enum(languages),
    name: z.string().trim().min(1).max(60),
    /** Of the paper; null for any. */
    widthMm: z.int().min(20).max(300).nullable(),
    /** Null takes the template away. */
    body: z.record(z.string(), z.json()).nullable(),
    /** Which template of this kind and language is the usual one from then on; null: that of the app. */
    defaultId: id.nullable(),
  })
  .strict()
type Input = z.infer<typeof input>

/** What stood before: null where there was none. */
type Outcome = { templateId: string; former: JsonObject | null; formerDefaultId: string | null }

/**
 * Makes a template, changes it or takes it away, and says which one is the usual one. Refused: a body that cannot be
 * printed, or that would leave out how sure a thing is (`template_invalid` with the path, DX-R41).
 */
export const savePrintTemplate = command('desk.save-print-template', {
  input,
  permission: 'template_manage',
  offline: true,
  undo: (given, { former, formerDefaultId }: Outcome) => ({
    command: 'desk.save-print-template',
    input: { ...given, ...(former ?? { body: null }), defaultId: formerDefaultId },
  }),
  async run({ db, at }, given): Promise<Outcome> {
    const { kind, language, defaultId } = given
    const body = given.body && bodyOf(given)
    const row = await db.selectFrom('print_templates').selectAll().where('id', '=', given.id).executeTakeFirst()
    const formerDefault = await usual(db, given)
    await makeUsual(db, given, null)
    const values = { kind, language, name: given.name, width_mm: given.widthMm, is_default: false }
    if (body) {
      const kept = { ...values, body: JSON.stringify(body), deleted_at: null }
      if (row) await db.updateTable('print_templates').set(kept).where('id', '=', given.id).execute()
      else
        await db
          .insertInto('print_templates')
          .values({ id: given.id, ...kept })
          .execute()
    } else if (row) {
      await db.updateTable('print_templates').set({ deleted_at: at }).where('id', '=', given.id).execute()
    }
    await makeUsual(db, given, defaultId)
    const stood = row && row.deleted_at === null ? row : null
    const former: JsonObject | null = stood && {
      ...{ kind: stood.kind, language: stood.language, name: stood.name, widthMm: stood.width_mm, body: stood.body },
    }
    return { templateId: given.id, former, formerDefaultId: formerDefault }
  },
})

function bodyOf({ kind, body }: Input) {
  const read = readTemplate(kind, body)
  return read.ok ? read.body : reject('template_invalid', { path: read.path })
}

type Place = Pick<Input, 'kind' | 'language'>

async function usual(db: Db, { kind, language }: Place): Promise<string | null> {
  const row = await db
    .selectFrom('print_templates')
    .select('id')
    .where('kind', '=', kind)
    .where('language', '=', language)
    .where('is_default', '=', true)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Only one may be the usual one at any moment: the former gives way first. */
async function makeUsual(db: Db, { kind, language }: Place, templateId: string | null): Promise<void> {
  const of = db
    .updateTable('print_templates')
    .where('kind', '=', kind)
    .where('language', '=', language)
    .where('deleted_at', 'is', null)
  if (templateId === null) await of.set({ is_default: false }).where('is_default', '=', true).execute()
  else await of.set({ is_default: true }).where('id', '=', templateId).execute()
}
