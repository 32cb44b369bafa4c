/**
 * A lifecycle as data: for every state and event, the next state or a refusal. The type has no optional cell, so
 * a missing one does not compile.
 */
export type TransitionTable<State extends string, Event extends string, Cell> = {
  readonly [S in State]: { readonly [E in Event]: Cell }
}

/** What a cell says: the next state, `same` (no change, still a success), or `no` (refused). */
export type Step<State extends string> = { to: State } | 'same' | 'no'

/** The states that some event leads to from `from`, for a refusal that names what is allowed. */
export function reachable<State extends string, Event extends string>(
  table: TransitionTable<State, Event, Step<State>>,
  from: State,
): State[] {
  const steps: Step<State>[] = Object.values(table[from])
  const states = steps.flatMap((step) => (typeof step === 'object' ? [step.to] : []))
  return [...new Set(states)].sort()
}
