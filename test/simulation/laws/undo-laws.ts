import type { Slot } from '../model/state.ts'
import { takenBackBy } from '../model/telling.ts'
import { must } from './broken.ts'
import type { Entry, Truth } from './truth.ts'

const textOf = ({ status, holder, flagged }: Slot): string =>
  `${status} of ${holder?.membershipId ?? 'nobody'} ${flagged}`

/** PS-R30: what was given back went to somebody who waits, by the same command. */
const isPassedOn = ({ past, offerId }: Slot, commandId: string): boolean =>
  offerId !== null ||
  (past.at(-1)?.event === 'allocated' && past.slice(-2).every((each) => each.commandId === commandId))

/** PS-R30: what stood free went to somebody who waits, since the command served the line; that is theirs. */
const isServed = ({ past }: Slot, commandId: string): boolean => {
  const last = past.at(-1)
  return last?.commandId === commandId && last.served
}

/** DX-R14: what a command did to a slot that nobody touched since is as it was before, once it was taken back. */
export function restored(truth: Truth, { command_id, actor_id, meta, version }: Entry): void {
  const { state } = truth.model
  const original = truth.byCommand.get(takenBackBy(state, { meta, actorId: actor_id })?.id ?? '')
  if (!original || original.version === null || version === null) return
  const [before, done, left] = [original.version - 1, original.version, version - 1].map((each) => truth.stateAt(each))
  for (const slot of state.slots.all()) {
    const was = before?.slots.get(slot.id)
    const became = done?.slots.get(slot.id)
    const touched = was !== became && became === left?.slots.get(slot.id)
    if (!was || !touched || isPassedOn(slot, command_id) || (became && isServed(became, original.command_id))) continue
    const said = () =>
      `${command_id} takes ${original.name} back: ${slot.number} is ${textOf(slot)}, was ${textOf(was)}`
    must(textOf(was) === textOf(slot), 'DX-R14', said)
  }
}
