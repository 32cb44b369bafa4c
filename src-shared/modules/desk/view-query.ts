import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { screenName } from './view-input.ts'
import { fieldsOfView } from './view-reads.ts'

/** The views of a screen that are the asker's or everybody's, in their order. */
export const savedViews = query('desk.saved-views', {
  input: z.object({ screen: screenName }).strict(),
  permission: 'anyone',
  async run({ db, actor }, { screen }) {
    const rows = await db
      .selectFrom('saved_views')
      .selectAll()
      .where('screen', '=', screen)
      .where('deleted_at', 'is', null)
      .where((eb) => eb.or([eb('owner_user_id', 'is', null), eb('owner_user_id', '=', actor.userId)]))
      .orderBy('position')
      .orderBy('name_key')
      .orderBy('id')
      .execute()
    return rows.map(fieldsOfView)
  },
})
