import type { House } from '../stage/house.ts'
import type { Action } from './action.ts'
import type { History } from './history.ts'
import { play } from './play.ts'

/** Histories tried at most. */
const patience = 80

/** The shortest history found that still breaks the same law: actions are left out, in large parts first. */
export async function shrink(house: House, history: History, law: string): Promise<History> {
  let tries = 0
  let best = history
  const breaks = async (actions: Action[]): Promise<boolean> => {
    tries += 1
    const { broken } = await play(house, { ...best, actions })
    return broken?.law === law
  }
  for (let size = Math.ceil(best.actions.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.actions.length && tries < patience; ) {
      const without = best.actions.toSpliced(at, size)
      if (await breaks(without)) best = { ...best, actions: without }
      else at += size
    }
  }
  return best
}
