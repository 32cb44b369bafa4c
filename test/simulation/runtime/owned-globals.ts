import nodeCrypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { currentLife, type Life } from './life.ts'

/**
 * Time, timers and chance, as the code of a simulated process meets them, belong to the simulation: the same code that
 * ships runs here, and nothing in it knows. Code outside of any life gets the real ones.
 */
export function ownGlobals(): void {
  ownDate()
  ownTimers()
  ownChance()
  ownChannels()
}

function ownDate(): void {
  const RealDate = Date
  class OwnedDate extends RealDate {
    constructor(...given: unknown[]) {
      const life = given.length === 0 ? currentLife() : undefined
      if (life) super(life.clock)
      else super(...(given as [number]))
    }
    static override now(): number {
      return currentLife()?.clock ?? RealDate.now()
    }
    static override [Symbol.hasInstance](value: unknown): boolean {
      // Dates made before this was in place are dates too.
      // biome-ignore lint/complexity/noThisInStatic: a class made from this one asks for its own.
      const kind = this === OwnedDate ? RealDate : this
      return Function.prototype[Symbol.hasInstance].call(kind, value)
    }
  }
  globalThis.Date = OwnedDate as DateConstructor
  const realNow = performance.now.bind(performance)
  performance.now = () => currentLife()?.scheduler.now ?? realNow()
}

/** A timer as Node gives one, as far as our code uses it. */
class Timer {
  cancelled = false
  cancel: () => void = () => undefined
  unref(): this {
    return this
  }
  ref(): this {
    return this
  }
}

type Run = (...given: unknown[]) => void

function start(life: Life, run: Run, ms: number, given: unknown[], again: boolean): Timer {
  const timer = new Timer()
  const begin = (): void => {
    timer.cancel = life.scheduler.after(ms, life, () => {
      if (timer.cancelled) return
      if (again) begin()
      run(...given)
    })
  }
  begin()
  return timer
}

function ownTimers(): void {
  const real = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate }
  const ending = (end: (timer: NodeJS.Timeout) => void) => (timer: NodeJS.Timeout | Timer) => {
    if (!(timer instanceof Timer)) return end(timer)
    timer.cancelled = true
    timer.cancel()
  }
  Object.assign(globalThis, {
    setTimeout: (run: Run, ms = 0, ...given: unknown[]) => {
      const life = currentLife()
      return life ? start(life, run, ms, given, false) : real.setTimeout(run, ms, ...given)
    },
    setInterval: (run: Run, ms = 0, ...given: unknown[]) => {
      const life = currentLife()
      return life ? start(life, run, ms, given, true) : real.setInterval(run, ms, ...given)
    },
    setImmediate: (run: Run, ...given: unknown[]) => {
      const life = currentLife()
      return life ? start(life, run, 0, given, false) : real.setImmediate(run, ...given)
    },
    clearTimeout: ending(real.clearTimeout),
    clearInterval: ending(real.clearInterval),
  })
}

const chanceOf = ({ random }: Life, size: number): Buffer =>
  Buffer.from(Array.from({ length: size }, () => random.below(256)))

const uuid = (life: Life): nodeCrypto.UUID => {
  const hex = chanceOf(life, 16).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

function ownChance(): void {
  const realRandom = Math.random
  Math.random = () => currentLife()?.random.next() ?? realRandom()
  const web = globalThis.crypto
  const realValues = web.getRandomValues.bind(web)
  const realWebUuid = web.randomUUID.bind(web)
  web.getRandomValues = (values) => {
    const life = currentLife()
    if (!life) return realValues(values)
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(chanceOf(life, values.byteLength))
    return values
  }
  web.randomUUID = () => {
    const life = currentLife()
    return life ? uuid(life) : realWebUuid()
  }
  const { randomBytes, randomUUID } = nodeCrypto
  Object.assign(nodeCrypto, {
    randomBytes(size: number) {
      const life = currentLife()
      return life ? chanceOf(life, size) : randomBytes(size)
    },
    randomUUID() {
      const life = currentLife()
      return life ? uuid(life) : randomUUID()
    },
  })
  syncBuiltinESMExports()
}

/** Windows of one browser talk over these; a simulated browser has one window. */
class NobodyThere {
  onmessage: unknown = null
  postMessage(): void {}
  close(): void {}
}

function ownChannels(): void {
  const Real = globalThis.BroadcastChannel
  const Owned = function channel(name: string) {
    return currentLife() ? new NobodyThere() : new Real(name)
  }
  globalThis.BroadcastChannel = Owned as unknown as typeof Real
}
