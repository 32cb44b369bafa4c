import { Progress } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskStatus } from '../../src-main/desk/api/desk-api.ts'
import { useFormat } from '../i18n/format.ts'
import type { Words } from '../i18n/i18n.ts'
import { Entrance } from './entrance.tsx'
import classes from './first-sync.module.css'

/** What the rows of a table are to people; the rest are counted together. */
const tableWords: Readonly<Record<string, Words | undefined>> = {
  members: 'first_sync.members',
  member_contacts: 'first_sync.contacts',
  memberships: 'first_sync.memberships',
  membership_plans: 'first_sync.plans',
  membership_periods: 'first_sync.memberships',
  membership_charges: 'first_sync.charges',
  plant_slots: 'first_sync.slots',
  plant_slot_occupancies: 'first_sync.plants',
  plant_slot_maintenance: 'first_sync.maintenance',
  plant_slot_events: 'first_sync.history',
}

/** The first time on this machine: what is being fetched and how far it is, in real counts. */
export function FirstSync({ progress }: { progress: DeskStatus['firstSync'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [counted, setCounted] = useState(progress)
  if (progress && progress.of > 0 && progress !== counted) setCounted(progress)
  // After the last row the desk has work of its own: the bar stays where it was.
  const done = progress ? progress.done : (counted?.of ?? 0)
  const of = progress?.of || (counted?.of ?? 0)
  const what = t(tableWords[progress?.table ?? ''] ?? 'first_sync.everything')
  return (
    <Entrance title={t('first_sync.title')} line={t('first_sync.line')}>
      <Progress value={of === 0 ? 0 : (100 * done) / of} aria-label={t('first_sync.title')} size={6} radius="xl" />
      <p className={classes.progress} aria-live="polite">
        <span>{what}</span>
        {of > 0 && <span>{t('first_sync.count', { done: format.number(done), of: format.number(of) })}</span>}
      </p>
    </Entrance>
  )
}
