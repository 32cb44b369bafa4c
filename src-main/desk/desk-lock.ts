import { lockFolder } from '../../src-shared/node/folder-lock.ts'

/** Thrown where another process has this desk open; nothing was touched. */
class DeskAlreadyRunning extends Error {
  readonly code = 'desk_already_running'
}

/** Makes sure that one process at a time opens a desk folder; gives what lets go of it. */
export async function lockDesk(folder: string): Promise<() => void> {
  const leave = await lockFolder(folder)
  if (!leave) throw new DeskAlreadyRunning('This desk is already open')
  return leave
}
