import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconArrowLeft, IconBasket, IconBrush, IconLeaf, type IconProps } from '@tabler/icons-react'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../../src-shared/kernel/id.ts'
import type { EntryKind } from '../../../../src-shared/modules/plant-slots/floor-rules.ts'
import { useHere } from '../../../app/desk-status.tsx'
import type { Words } from '../../../i18n/i18n.ts'
import { FilterChips } from '../../../kit/filter-chips.tsx'
import { SlotShape, slotStatusWords } from '../../../kit/slot-shape.tsx'
import { RefusalNotice } from '../../desk/refusal-notice.tsx'
import { entryKindWords } from '../floor-words.ts'
import type { Slot } from '../slot.ts'
import { cleanedTask, harvestTask, type Job, jobsOf, plantedTask, plants, problems, problemTask } from './floor-jobs.ts'
import classes from './floor-page.module.css'
import { useTask } from './use-task.ts'

const jobLooks: Record<Job, { icon: ComponentType<IconProps>; word: Words }> = {
  planted: { icon: IconLeaf, word: 'floor.job.planted' },
  harvest: { icon: IconBasket, word: 'floor.job.harvest' },
  problem: { icon: IconAlertTriangle, word: 'floor.job.problem' },
  cleaned: { icon: IconBrush, word: 'floor.job.cleaned' },
}

interface Props {
  slot: Slot
  plant: string
  onPlant(plant: string): void
  onDone(entryId: string): void
}

/** The slot that was scanned, in letters that are read at arm's length, and what may be done with it by one tap. */
export function FloorCard({ slot, plant, onPlant, onDone }: Props) {
  const { t } = useTranslation()
  const performedBy = useHere().user?.id ?? ''
  const { give, busy, refusal, clear } = useTask(onDone)
  const [telling, setTelling] = useState(false)
  const jobs = jobsOf(slot)
  const planted = plants.find(({ key }) => key === plant)
  const label = planted && plant !== 'none' ? t(planted.word) : '–'
  const run: Record<Job, () => void> = {
    planted: () => void give(plantedTask(slot, label, newId())),
    harvest: () => void give(harvestTask(slot, newId(), t(entryKindWords.harvest))),
    cleaned: () =>
      void give(cleanedTask(slot, { entryId: newId(), performedBy, description: t(entryKindWords.cleaning) })),
    problem: () => setTelling(true),
  }
  const report = (kind: EntryKind, description: string) => {
    setTelling(false)
    void give(problemTask(slot, newId(), kind, description))
  }
  return (
    <section className={classes.card} aria-label={slot.number}>
      <SlotWords slot={slot} />
      {telling ? (
        <div className={classes.chips}>
          {problems.map(({ key, kind, word }) => (
            <UnstyledButton key={key} className={classes.job} disabled={busy} onClick={() => report(kind, t(word))}>
              {t(word)}
            </UnstyledButton>
          ))}
          <UnstyledButton className={classes.back} onClick={() => setTelling(false)}>
            <IconArrowLeft size={24} stroke={1.5} aria-hidden />
            {t('floor.back')}
          </UnstyledButton>
        </div>
      ) : (
        <div className={classes.jobs}>
          {jobs.map((job) => {
            const { icon: Icon, word } = jobLooks[job]
            return (
              <UnstyledButton key={job} className={classes.job} data-job={job} disabled={busy} onClick={run[job]}>
                <Icon size={32} stroke={1.5} aria-hidden />
                {t(word)}
              </UnstyledButton>
            )
          })}
        </div>
      )}
      {!telling && jobs.includes('planted') && (
        <div className={classes.plants}>
          <FilterChips
            label={t('floor.plant.what')}
            chips={plants.map(({ key, word }) => ({ key, label: t(word), on: key === plant }))}
            onToggle={(key) => onPlant(key === plant ? 'none' : key)}
          />
        </div>
      )}
      {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
    </section>
  )
}

/** Number, whose it is, how it stands, what grows there and what it needs. */
function SlotWords({ slot }: { slot: Slot }) {
  const { t } = useTranslation()
  const { number, holder, status, locationName, occupancy, entries, maintenanceRequired } = slot
  const grows = occupancy && occupancy.label !== '–' ? occupancy.label : null
  return (
    <header className={classes.head}>
      <p className={classes.place}>{locationName}</p>
      <h2 className={classes.number}>{number}</h2>
      <p className={classes.status} role="status">
        <SlotShape status={status} size={32} />
        {t(slotStatusWords[status])}
      </p>
      <p className={classes.holder}>{[holder ?? t('floor.nobody'), grows].filter(Boolean).join(' · ')}</p>
      {maintenanceRequired && (
        <p className={classes.needs}>
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
          {t('slots.flag.required')}
        </p>
      )}
      {entries.length > 0 && (
        <p className={classes.needs}>{entries.map(({ description }) => description).join(' · ')}</p>
      )}
    </header>
  )
}
