import { CompleteForm } from './complete-form.tsx'
import { EditSlotForm } from './edit-slot-form.tsx'
import { ForceForm } from './force-form.tsx'
import { LogForm } from './log-form.tsx'
import { PlantForm } from './plant-form.tsx'
import { ReportForm } from './report-form.tsx'
import type { ActionSlot, SlotForm } from './slot.ts'
import { TransferForm } from './transfer-form.tsx'

/** The form of an action that needs a few words, in the place of the buttons. */
export function SlotForms({ form, slot, onClose }: { form: SlotForm; slot: ActionSlot; onClose(): void }) {
  if (form === 'plant') return <PlantForm slot={slot} onClose={onClose} />
  if (form === 'complete') return <CompleteForm slot={slot} onClose={onClose} />
  if (form === 'force') return <ForceForm slot={slot} onClose={onClose} />
  if (form === 'transfer') return <TransferForm slot={slot} onClose={onClose} />
  if (form === 'edit') return <EditSlotForm slot={slot} onClose={onClose} />
  if (form === 'log') return <LogForm slot={slot} onClose={onClose} />
  return <ReportForm slot={slot} start={form === 'maintenance'} onClose={onClose} />
}
