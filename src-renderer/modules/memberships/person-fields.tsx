import { Select, TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../src-shared/kernel/rejection.ts'
import { languageNames } from '../../i18n/i18n.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import type { Form } from '../../kit/form/use-form.ts'
import { useLooks } from '../../theme/looks.ts'
import type { Enrolment } from './enrolment.ts'
import classes from './person-fields.module.css'

const named = { familyFirst: ['familyName', 'givenName'], givenFirst: ['givenName', 'familyName'] } as const

/** Who the person is and how they are reached. */
export function PersonFields({ form: { values, problems, set } }: { form: Form<Enrolment> }) {
  const { t } = useTranslation()
  const today = useToday()
  const { language } = useLooks()
  const text = (field: 'givenName' | 'familyName' | 'phone' | 'email') => ({
    autoComplete: 'off',
    value: values[field],
    error: problems[field],
    onChange: (event: ChangeEvent<HTMLInputElement>) => set(field, event.currentTarget.value),
  })
  return (
    <>
      <div className={classes.pair}>
        {named[language === 'ko' ? 'familyFirst' : 'givenFirst'].map((field, n) => (
          <TextInput
            key={field}
            data-first={n === 0 ? true : undefined}
            label={field === 'givenName' ? t('members.field.given_name') : t('members.field.family_name')}
            {...text(field)}
          />
        ))}
      </div>
      <div className={classes.pair}>
        <TextInput label={t('members.field.phone')} type="tel" {...text('phone')} />
        <TextInput label={t('members.field.email')} type="email" {...text('email')} />
      </div>
      <div className={classes.pair}>
        <DayField
          label={t('members.field.birth')}
          value={values.birthOn}
          max={today}
          onChange={(day) => set('birthOn', day)}
          clearable
        />
        <Select
          label={t('members.field.language')}
          value={values.language}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(value) => set('language', languages.find((known) => known === value) ?? language)}
        />
      </div>
    </>
  )
}
