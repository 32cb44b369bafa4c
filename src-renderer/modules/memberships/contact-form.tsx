import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { contactFields } from '../../../src-shared/modules/memberships/inputs.ts'
import { useFormat } from '../../i18n/format.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { ChangedBanner } from '../../kit/form/changed-banner.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import type { Problems } from '../../kit/form/use-form.ts'
import { FormActions, FormFrame } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'
import { LinesField } from '../../kit/lines-field.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import type { Member } from './member.ts'
import classes from './person-fields.module.css'

const contact = z.object({
  phone: z.string(),
  email: z.string(),
  birthOn: z.string().nullable(),
  address: z.string(),
  notes: z.string(),
})
type Contact = z.infer<typeof contact>
const fields = ['phone', 'email', 'birthOn', 'address', 'notes'] as const

const typedIn = (member: Member): Contact => ({
  phone: member.contacts?.phone ?? '',
  email: member.contacts?.email ?? '',
  birthOn: member.contacts?.birthOn ?? null,
  address: member.contacts?.address ?? '',
  notes: member.contacts?.notes ?? '',
})

/** A text as the command takes it. */
const given = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim())
const valuesOf = (values: Contact, some: readonly (keyof Contact)[]) =>
  Object.fromEntries(some.map((field) => [field, given(values[field])]))

/** How a member is reached, to be changed: only what is otherwise is sent, with what was seen of it (MB-R62). */
export function ContactForm({ member, onClose }: { member: Member; onClose(): void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const today = useToday()
  const current = typedIn(member)
  const form = useDraftForm<Contact>(`members.contacts ${member.id}`, { shape: contact, initial: current })
  const { values, basis, problems, set } = form
  const { act, busy, refusal, clear } = useAct()
  const labels = {
    phone: t('members.field.phone'),
    email: t('members.field.email'),
    birthOn: t('members.field.birth'),
    address: t('members.contact.address'),
    notes: t('members.contact.notes'),
  }
  const save = async () => {
    const wrong: Problems<Contact> = {
      ...(contactFields.phone.safeParse(given(values.phone)).success ? {} : { phone: t('members.problem.phone') }),
      ...(contactFields.email.safeParse(given(values.email)).success ? {} : { email: t('members.problem.email') }),
    }
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    const changed = fields.filter((field) => given(values[field]) !== given(basis[field]))
    const input = { memberId: member.id, changes: valuesOf(values, changed), seen: valuesOf(basis, changed) }
    if (changed.length > 0 && !(await act('memberships.update-member', input))) return
    form.done()
    onClose()
  }
  const text = (field: 'phone' | 'email' | 'address') => ({
    label: labels[field],
    value: values[field],
    error: problems[field],
    autoComplete: 'off',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set(field, event.currentTarget.value),
  })
  return (
    <>
      <DetailHead title={member.name} line={t('members.contacts')} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('members.contacts')} onSubmit={() => void save()}>
          <ChangedBanner
            form={form}
            current={current}
            labels={labels}
            show={(field, value) => (value ? (field === 'birthOn' ? format.day(value) : value) : '–')}
          />
          <div className={classes.pair}>
            <TextInput data-first type="tel" {...text('phone')} />
            <TextInput type="email" {...text('email')} />
          </div>
          <DayField
            label={labels.birthOn}
            value={values.birthOn}
            max={today}
            onChange={(day) => set('birthOn', day)}
            clearable
          />
          <TextInput {...text('address')} />
          <LinesField label={labels.notes} value={values.notes} onChange={(text) => set('notes', text)} />
          {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
          <FormActions>
            <Button type="submit" loading={busy} rightSection={<Keys keys="mod+enter" />}>
              {t('members.save')}
            </Button>
            <Button
              variant="subtle"
              onClick={() => {
                clear()
                onClose()
              }}
            >
              {t('actions.cancel')}
            </Button>
          </FormActions>
        </FormFrame>
      </Section>
    </>
  )
}
