import { useTranslation } from 'react-i18next'
import { DayText, MomentText } from '../date-text.tsx'
import { DetailHead, Facts, Section } from '../detail.tsx'
import { Keys } from '../keys.tsx'
import { Money } from '../money.tsx'
import { PersonMark } from '../person.tsx'
import { Split } from '../split.tsx'
import { TimeBar } from '../time-bar.tsx'
import classes from './kit-page.module.css'
import { members } from './samples.ts'

const stretches = [
  { id: 'a', from: '2026-03-01', to: '2026-08-31', kind: 'past', name: 'Basic' },
  { id: 'b', from: '2026-09-01', to: '2027-08-31', kind: 'now', name: 'Family' },
  { id: 'c', from: '2027-09-01', to: '2027-12-31', kind: 'ahead', name: 'Seasonal' },
  { id: 'd', from: '2026-11-01', to: '2026-11-30', kind: 'void', name: 'Student' },
] as const

/** Money, days, people, time, and the detail beside a list in which they stand. */
export function Figures() {
  const { t } = useTranslation()
  const [first] = members
  if (!first) return null
  return (
    <div className={classes.framed}>
      <Split
        label={t('members.one')}
        detail={
          <>
            <DetailHead title={first.name} line={first.code} mark={<PersonMark name={first.name} size={36} />} />
            <Section title={t('members.one')}>
              <Facts
                facts={[
                  [t('members.column.plan'), first.plan],
                  [t('members.column.until'), <DayText key="day" day={first.until} />],
                ]}
              />
            </Section>
          </>
        }
      >
        <Section>
          <div className={classes.stack}>
            <div className={classes.row}>
              <Money minor={1234500} currency="TRY" />
              <Money minor={-4990} currency="EUR" />
              <Money minor={120000} currency="KRW" />
            </div>
            <div className={classes.row}>
              <DayText day="2027-02-28" />
              <MomentText at="2027-03-01T09:05:00.000Z" />
              <MomentText at={new Date().toISOString()} />
            </div>
            <div className={classes.row}>
              {members.slice(0, 5).map(({ id, name }) => (
                <span key={id} className={classes.row}>
                  <PersonMark name={name} />
                  {name}
                </span>
              ))}
              <Keys keys="mod+enter" />
            </div>
            <TimeBar stretches={stretches} today="2027-03-01" label={t('members.one')} />
          </div>
        </Section>
      </Split>
    </div>
  )
}
