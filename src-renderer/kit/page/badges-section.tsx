import { certainties } from '../../../src-main/desk/api/desk-api.ts'
import { CertaintyBadge, CertaintyMark } from '../certainty-badge.tsx'
import { SlotStatusLabel, slotStatuses } from '../slot-shape.tsx'
import classes from './kit-page.module.css'

const until = '2027-03-01T15:40:00.000Z'

/** The whole vocabulary of certainty, as badge and as mark, and the shapes of status. */
export function Badges() {
  return (
    <div className={classes.stack}>
      <div className={classes.row}>
        {([...certainties, 'withdrawn', 'undone'] as const).map((certainty) => (
          <CertaintyBadge key={certainty} certainty={certainty} />
        ))}
        <CertaintyBadge certainty="held" guaranteedUntil={until} />
      </div>
      <div className={classes.row}>
        {([...certainties, 'withdrawn', 'undone'] as const).map((certainty) => (
          <CertaintyMark key={certainty} certainty={certainty} />
        ))}
        <CertaintyMark certainty="held" guaranteedUntil={until} />
      </div>
      <div className={classes.row}>
        {slotStatuses.map((status) => (
          <SlotStatusLabel key={status} status={status} />
        ))}
      </div>
    </div>
  )
}
