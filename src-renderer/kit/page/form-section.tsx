import { Button, TextInput } from '@mantine/core'
import { IconCreditCard } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import { DayField } from '../day-field.tsx'
import { ChangedBanner } from '../form/changed-banner.tsx'
import { useDraftForm } from '../form/use-draft-form.ts'
import { FormActions, FormFrame, FormNotice } from '../form.tsx'
import { Keys } from '../keys.tsx'
import { LinesField } from '../lines-field.tsx'
import { OnlineButton } from '../online-button.tsx'
import { RejectionText } from '../rejection-text.tsx'
import classes from './kit-page.module.css'

const person = z.object({ name: z.string(), phone: z.string(), birthOn: z.string().nullable(), notes: z.string() })
type Person = z.infer<typeof person>
const row: Person = { name: 'Ayşe Yılmaz', phone: '0532 111 22 33', birthOn: '1990-05-17', notes: '' }

/** A form about a row, with what goes wrong in it, and a button beside it that needs the server. */
export function FormSection() {
  const { t } = useTranslation()
  const form = useDraftForm<Person>('kit', { shape: person, initial: row })
  const [current, setCurrent] = useState(row)
  const [refused, setRefused] = useState(false)
  const { values, problems, set } = form
  const save = () => {
    const wrong = {
      ...(values.name.trim() === '' ? { name: t('members.problem.name') } : {}),
      ...(/\d/.test(values.phone) ? {} : { phone: t('members.problem.phone') }),
    }
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    // As the server would: what somebody else changed must have been seen.
    if (form.changesTo(current).length > 0) return setRefused(true)
    setRefused(false)
    setCurrent(values)
    form.goOnFrom(values, 'theirs')
    form.done()
  }
  const labels = {
    name: t('members.field.given_name'),
    phone: t('members.field.phone'),
    birthOn: t('members.field.birth'),
    notes: t('slots.field.result'),
  }
  return (
    <div className={classes.form}>
      <FormFrame form={form} label={t('members.one')} onSubmit={save} onCancel={() => form.reset(form.basis)}>
        <ChangedBanner form={form} current={current} labels={labels} />
        <TextInput
          label={labels.name}
          value={values.name}
          error={problems.name}
          onChange={(event) => set('name', event.currentTarget.value)}
        />
        <TextInput
          label={labels.phone}
          type="tel"
          value={values.phone}
          error={problems.phone}
          onChange={(event) => set('phone', event.currentTarget.value)}
        />
        <DayField label={labels.birthOn} value={values.birthOn} onChange={(day) => set('birthOn', day)} clearable />
        <LinesField label={labels.notes} value={values.notes} onChange={(text) => set('notes', text)} />
        {refused && (
          <FormNotice>
            <RejectionText rejection={rejection('version_conflict')} />
          </FormNotice>
        )}
        <FormActions>
          <Button type="submit" rightSection={<Keys keys="mod+enter" />}>
            {t('views.save')}
          </Button>
          <OnlineButton
            word={t('connection.try_now')}
            variant="default"
            icon={<IconCreditCard size={16} stroke={1.5} />}
          />
          <Button variant="subtle" onClick={() => setCurrent({ ...current, phone: '0544 999 88 77' })}>
            {t('members.field.phone')} → 0544
          </Button>
        </FormActions>
      </FormFrame>
    </div>
  )
}
