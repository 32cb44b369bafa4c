import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { addDays } from '../../../src-shared/kernel/calendar.ts'
import { listMembers } from '../../../src-shared/modules/memberships/member-list.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useToday } from '../../i18n/today.ts'
import { useLastKnown } from './last-known.ts'
import { SureName } from './sure-name.tsx'
import { Answered, Line, Lines, Nothing, Tile } from './today-tile.tsx'

/** As many as a glance takes in. */
const few = 5
/** Days in which a membership that ends is worth a look. */
const soonDays = 8

const people = z.object({
  total: z.int(),
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      membership: z.object({ id: z.string(), planName: z.string().nullable(), endsOn: z.string() }).nullable(),
    }),
  ),
})
type People = z.infer<typeof people>

/** Of an answer only what a tile shows: that is what is kept for the next start. */
const seen = (answer: unknown): People | undefined => people.safeParse(answer).data

/** Memberships that end within the week: whom to speak to. */
export function EndingTile() {
  const { t } = useTranslation()
  const today = useToday()
  const asked = useWatch(listMembers, {
    effective: 'active',
    endsBefore: addDays(today, soonDays),
    sort: 'endsOn',
    limit: few,
  })
  const known = useLastKnown('ending', { ...asked, value: seen(asked.value) }, people)
  return (
    <Tile
      title={t('today.ending')}
      count={known.value?.total}
      to={{ link: { to: '/members', search: { filter: 'ends_soon', sort: 'endsOn' } }, word: t('today.all') }}
    >
      <Answered known={known}>{(value) => <PeopleLines people={value} empty={t('today.none_ending')} />}</Answered>
    </Tile>
  )
}

/** Members who wait for slots that were promised to them. */
export function OwedTile() {
  const { t } = useTranslation()
  const asked = useWatch(listMembers, { effective: 'pending_slots', limit: few })
  const known = useLastKnown('owed', { ...asked, value: seen(asked.value) }, people)
  return (
    <Tile
      title={t('today.owed')}
      count={known.value?.total}
      to={{ link: { to: '/members', search: { filter: 'pending_slots' } }, word: t('today.all') }}
    >
      <Answered known={known}>{(value) => <PeopleLines people={value} empty={t('today.none_owed')} />}</Answered>
    </Tile>
  )
}

function PeopleLines({ people: { rows }, empty }: { people: People; empty: string }) {
  const format = useFormat()
  if (rows.length === 0) return <Nothing>{empty}</Nothing>
  return (
    <Lines>
      {rows.map(({ id, name, membership }) => (
        <Line
          key={id}
          link={{ to: '/members', search: { member: id } }}
          main={<SureName name={name} rowIds={membership ? [id, membership.id] : [id]} />}
          about={membership?.planName ?? undefined}
          end={membership ? format.shortDay(membership.endsOn) : undefined}
        />
      ))}
    </Lines>
  )
}
