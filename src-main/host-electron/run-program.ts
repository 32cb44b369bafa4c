import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import type { Run } from './installer.ts'

/** Runs a program of the system by its name and arguments, never through a shell. */
export const runProgram: Run = async (command, args, alone) => {
  if (!alone) return (await promisify(execFile)(command, [...args], { windowsHide: true })).stdout
  const child = spawn(command, [...args], { detached: true, stdio: 'ignore' })
  await new Promise((done, fail) => {
    child.once('spawn', done)
    child.once('error', fail)
  })
  child.unref()
  return ''
}
