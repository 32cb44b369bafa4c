import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'

/**
 * DX-R19: stands in the place of a command that was taken out of the queue before it was sent, so that the order of a
 * desk's commands has no gap (SY-2). It changes nothing and is recorded. A desk that cannot say whether the command was
 * taken out tells of none.
 */
export const withdraw = command('desk.withdraw', {
  input: z.object({ commandId: id, name: z.string().max(200) }).strict(),
  permission: 'anyone',
  offline: true,
  quiet: ['withdrawn'],
  run: async (_, { commandId }): Promise<{ withdrawn: string | null }> => ({ withdrawn: commandId }),
})
