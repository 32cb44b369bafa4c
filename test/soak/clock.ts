/**
 * Puts the clock of this process or page forward by so many ms, or back: all that asks `Date` hears another time.
 * It is sent to pages as text, so it uses nothing from outside itself.
 */
export function shiftClock(ms: number): void {
  const Real = Date
  const now = () => Real.now() + ms
  globalThis.Date = new Proxy(Real, {
    construct: (target, values, asked) => Reflect.construct(target, values.length > 0 ? values : [now()], asked),
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}
