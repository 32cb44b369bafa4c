import { sql } from 'kysely'
import { z } from 'zod'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'

/** As many are told, the newest first. */
const mostTold = 100

type Entry = {
  id: string
  at: string
  receivedAt: string
  command: string
  actorId: string | null
  actorName: string | null
  deskName: string | null
  verdict: 'applied' | 'adjusted' | 'rejected'
  /** Why it was refused. */
  code: string | null
}

/**
 * What was done about a member, and tried: commands of the log with who gave them, where, and the verdict, the newest
 * first. Those count that name the member, or a membership, period, freeze or charge of theirs. Refused: an unknown member.
 */
export const history = query('memberships.history', {
  input: z.object({ memberId: id }).strict(),
  permission: 'membership_view',
  serverOnly: true,
  async run({ db }, { memberId }) {
    const known = await db.selectFrom('members').select('id').where('id', '=', memberId).executeTakeFirst()
    if (!known) reject('member_not_found', { memberId })
    const { rows } = await sql<Entry>`
      with subjects as (
        select ${memberId}::text as key
        union select id::text from members where merged_into_id = ${memberId}
        union select id::text from memberships where member_id = ${memberId}
        union select p.id::text from membership_periods p where p.member_id = ${memberId}
        union select f.id::text from membership_freezes f where f.member_id = ${memberId}
        union select c.id::text from membership_charges c where c.member_id = ${memberId}
        union select c.settlement_id::text from membership_charges c where c.member_id = ${memberId}
      ), named as (
        select l.seq, l.input from subjects s join command_log l on l.subject = s.key
      ), told as (
        select seq from named
        union
        -- Taken back, a settlement is of no charge any more.
        select l.seq from (select distinct input ->> 'settlementId' as key from named where input ->> 'settlementId' is not null) s
        join command_log l on l.subject = s.key
      )
      select l.command_id as id, l.bounded_at as at, l.received_at as "receivedAt", l.name as command,
        l.actor_id as "actorId", u.display_name as "actorName", d.name as "deskName", l.verdict,
        l.rejection ->> 'code' as code
      from told
      join command_log l on l.seq = told.seq
      left join users u on u.id = l.actor_id
      left join desks d on d.id = l.desk_id
      order by l.seq desc limit ${mostTold}`.execute(db)
    return { entries: rows }
  },
})
