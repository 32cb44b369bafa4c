import type { Json } from '../../src-shared/kernel/json.ts'
import type { Answer } from '../desk/answer.ts'
import type { CallName, DeskDoor } from '../desk/api/desk-api.ts'

/** Asks a desk through its own door, as a screen would. */
export async function askDesk(door: DeskDoor, name: CallName, input: Json): Promise<Answer<Json>> {
  const screen = door.connect(() => undefined)
  try {
    const reply = await screen.handle({ call: 1, name, input })
    return reply.ok ? { ok: true, value: reply.value } : { ok: false, failure: reply.failure }
  } finally {
    screen.close()
  }
}
