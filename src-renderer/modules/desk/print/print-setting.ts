import i18next from 'i18next'
import { z } from 'zod'
import { type Language, languages } from '../../../../src-shared/kernel/rejection.ts'
import { defaultTemplates } from '../../../../src-shared/modules/desk/print-default-templates.ts'
import {
  readTemplate,
  type TemplateBody,
  type TemplateKind,
} from '../../../../src-shared/modules/desk/print-template.ts'
import type { Desk } from '../../../desk/desk.ts'
import { formatIn } from '../../../i18n/format-in.ts'
import type { PaperSetting } from './paper-sources.ts'

const people = z.object({
  tenant: z.object({ name: z.string(), timeZone: z.string(), locale: z.string() }),
  users: z.array(z.object({ id: z.string(), name: z.string() })),
})
const words = z.record(z.string(), z.string())
const looks = z.object({ receiptHeader: words, receiptFooter: words })
const templates = z.array(z.object({ kind: z.string(), language: z.string(), isDefault: z.boolean(), body: z.json() }))

const known = z.enum(languages)

/** What papers are made with here and now. */
export interface PrintSetting {
  /** In a language; null takes that of the organisation. */
  in(language: Language | null): PaperSetting
  nameOf(userId: string): string
  templateFor(kind: TemplateKind, language: Language): TemplateBody
}

/** Asks the desk for all that papers share. Null while it does not answer. */
export async function printSetting({ client }: Desk): Promise<PrintSetting | null> {
  const ask = <T>(name: string, shape: z.ZodType<T>) => client.callFor('query', { name, input: {} }, shape)
  const [who, how, bodies] = await Promise.all([
    ask('identity.people', people),
    ask('desk.looks', looks),
    ask('desk.print-templates', templates),
  ])
  if (!who.ok) return null
  const { tenant, users } = who.value
  const { desk, user } = client.state.get().status ?? {}
  const usual = known.catch('en').parse(tenant.locale)
  return {
    in(wanted) {
      const language = wanted ?? usual
      return {
        language,
        say: i18next.getFixedT(language),
        format: formatIn(language, tenant.timeZone),
        organisation: tenant.name,
        header: how.ok ? (how.value.receiptHeader[language] ?? '') : '',
        footer: how.ok ? (how.value.receiptFooter[language] ?? '') : '',
        deskName: desk?.name ?? '',
        person: user?.name ?? '',
        now: new Date().toISOString(),
      }
    },
    nameOf: (userId) => users.find(({ id }) => id === userId)?.name ?? '',
    templateFor(kind, language) {
      const own =
        bodies.ok && bodies.value.find((each) => each.kind === kind && each.language === language && each.isDefault)
      const read = own ? readTemplate(kind, own.body) : null
      return read?.ok ? read.body : defaultTemplates[kind]
    },
  }
}
