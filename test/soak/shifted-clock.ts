import { shiftClock } from './clock.ts'

/** Loaded with `--import` before a program: its clock goes wrong by SOAK_CLOCK_MS. */
shiftClock(Number(process.env.SOAK_CLOCK_MS ?? 0))
