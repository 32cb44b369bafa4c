import { UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import classes from './form-parts.module.css'
import type { KeptDraft } from './use-form.ts'

/** Says quietly that the form goes on where it was left, and offers to begin anew. */
export function DraftLine({ draft }: { draft: KeptDraft }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <p className={classes.draft} role="status">
      <IconPencil size={14} stroke={1.5} aria-hidden />
      {t('form.draft', { time: format.moment(draft.at) })}
      <UnstyledButton className={classes.discard} onClick={draft.discard}>
        {t('form.discard')}
      </UnstyledButton>
    </p>
  )
}
