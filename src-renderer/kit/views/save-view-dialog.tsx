import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { Rejection } from '../../../src-shared/kernel/rejection.ts'
import { maxViewName } from '../../../src-shared/modules/desk/view-rules.ts'
import { useSubmit } from '../../desk/hooks.tsx'
import { Dialog } from '../dialog/dialog.tsx'
import { useForm } from '../form/use-form.ts'
import { FormActions, FormFrame, FormNotice } from '../form.tsx'
import { RejectionText } from '../rejection-text.tsx'
import type { ListState } from './list-state.ts'

interface Props {
  screen: string
  state: ListState
  mayShare: boolean
  onSaved(viewId: string): void
  onClose(): void
}

/** Gives what one is looking at a name. A name that is in use, or one view too many, is said here. */
export function SaveViewDialog({ screen, state, mayShare, onSaved, onClose }: Props) {
  const { t } = useTranslation()
  const submit = useSubmit()
  const [viewId] = useState(newId)
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  const form = useForm({ name: '', shared: false })
  const { values, problems, set } = form
  const save = async () => {
    const name = values.name.trim()
    if (name === '') return form.blame({ name: t('views.name_missing') })
    const answer = await submit('desk.save-view', { viewId, screen, name, shared: values.shared, ...state })
    if (answer.state === 'refused') return setRefusal(answer.rejection)
    if (answer.state === 'failed') return setRefusal(answer.failure)
    onSaved(viewId)
    onClose()
  }
  return (
    <Dialog title={t('views.save')} onClose={onClose}>
      <FormFrame form={form} label={t('views.save')} onSubmit={() => void save()}>
        <TextInput
          data-first
          data-autofocus
          label={t('views.name')}
          maxLength={maxViewName}
          value={values.name}
          error={problems.name}
          onChange={(event) => set('name', event.currentTarget.value)}
        />
        {mayShare && (
          <Checkbox
            label={t('views.share')}
            checked={values.shared}
            onChange={(event) => set('shared', event.currentTarget.checked)}
          />
        )}
        {refusal && (
          <FormNotice>
            <RejectionText rejection={refusal} />
          </FormNotice>
        )}
        <FormActions>
          <Button type="submit">{t('views.save')}</Button>
          <Button variant="subtle" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
        </FormActions>
      </FormFrame>
    </Dialog>
  )
}
